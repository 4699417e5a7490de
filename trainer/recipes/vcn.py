"""vcn: blind repair as it ships, with a slim network, on natural filler, other damage and clean photos.

Natural filler teaches most, so that the first half of the first phase has it alone:
train vcn --out A --minutes 60 --option damage=natural      (to be stopped half way)
train vcn --out A --minutes 60 --resume
train vcn --out B --minutes 120 --option phase=repair --from A/vcn.safetensors
train vcn --out C --minutes 25 --option phase=joint --from B/vcn.safetensors
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast, get_args

from engine.networks.vcn import SLIM_WIDTH, Fusion, VCNDesign
from engine.options import Choice, Slider, Toggle, Value
from trainer.corruption import Between, OneOf
from trainer.data.blind import UNDAMAGED_KIND
from trainer.data.thin_holes import Share
from trainer.families.vcn import PHASE_NAMES, PhasePlan, phase_recipe
from trainer.training.recipe import Recipe

BETA_OF_CONTEXT = {"learnt": None, "none": 0.0, "half": 0.5, "all": 1.0}
OPTIONS = (
    Choice(id="phase", title="Phase", values=PHASE_NAMES, default="mask"),
    Slider(id="width", title="Width", low=4, high=64, default=SLIM_WIDTH, whole=True),
    Slider(id="crop", title="Crop", low=64, high=256, default=128, whole=True, unit="px"),
    Slider(id="batch", title="Batch", low=0, high=64, default=0, whole=True, help="0: the phase's own"),
    Slider(id="rate", title="Learning rate", low=0, high=1e-1, default=0, help="0: the phase's own"),
    Slider(id="critic", title="Width of the critics", low=4, high=64, default=16, whole=True),
    Toggle(id="features", title="Feature losses", default=True),
    Toggle(id="begun", title="Begin at diffusion fills", default=True),
    Choice(id="fusion", title="Mask features enter", values=get_args(Fusion), default="late"),
    Choice(
        id="context",
        title="Context normalisation",
        values=tuple(BETA_OF_CONTEXT),
        default="learnt",
        help="How much of the statistics comes from the surroundings; none: no such normalisation",
    ),
    Toggle(id="plain", title="Blocks 7 and 8 without shortcuts", default=True, help="As in the release"),
    Choice(id="damage", title="Damage", values=("natural", "all"), default="all"),
)
BATCH_OF_PHASE = {"mask": 16, "repair": 8, "joint": 4}
RATE_OF_PHASE = {"mask": 1e-3, "repair": 1e-3, "joint": 5e-5}
PLAIN_BCE = {"mask": 0.5, "repair": 0.0, "joint": 1.0}
TEXT_COLOURS = ((1.0, 1.0, 1.0), (0.0, 0.0, 0.0), (0.9, 0.1, 0.1), (0.95, 0.9, 0.1), (0.1, 0.2, 0.8))
FEW_STROKES = Between(2, 8, whole=True)  # Real damage covers less than the paper's third of a photo.
NATURAL_SHARE = Share(weight=5, kind="freeform_steps:vcn", params={"filler": "natural", "edge": "hard"})
DAMAGE_SHARES = (
    NATURAL_SHARE,
    Share(
        weight=5,
        kind="freeform_steps:vcn",
        params={"filler": "natural", "edge": "softened", "coin": True, "parts": FEW_STROKES},
    ),
    Share(
        weight=0.6,
        kind="freeform_steps:vcn",
        params={"filler": OneOf(("constant", "gaussian")), "parts": FEW_STROKES},
    ),
    Share(weight=1.6, kind="graffiti"),
    Share(
        weight=1.6,
        kind="text",
        params={"edge": "antialiased", "filler": "constant", "colour": OneOf(TEXT_COLOURS), "size": (12, 40)},
    ),
    Share(weight=0.6, kind="watermark"),
    Share(weight=0.8, kind="scratches", params={"coverage": (0.005, 0.08)}),
    Share(weight=0.5, kind="raindrops"),
    Share(weight=2.5, kind=UNDAMAGED_KIND),
)
# Where the mask is known, undamaged photos teach nothing.  Near a rim, more is decided by what is known than
# in the middle of a wide stroke.  200 steps on thin strokes gained 0.06 dB over the fills on thin ones, 0.02
# dB on wide ones; 200 steps on wide strokes gained 0.01 dB on these.
THIN_STROKES_SHARE = Share(
    weight=12,
    kind="freeform_steps:vcn",
    params={"filler": "natural", "edge": "hard", "width": (3, 8), "parts": 10},
)
DAMAGED_SHARES = (
    THIN_STROKES_SHARE,
    *(share for share in DAMAGE_SHARES if share.kind != UNDAMAGED_KIND),
)


def build(options: Mapping[str, Value]) -> Recipe:
    phase = str(options["phase"])
    shares = DAMAGED_SHARES if phase == "repair" else DAMAGE_SHARES
    return phase_recipe(
        PhasePlan(
            id="vcn",
            phase=phase,
            design=VCNDesign(
                width=int(options["width"]),
                deep=True,
                begun=bool(options["begun"]),
                fusion=cast(Fusion, options["fusion"]),
                beta=BETA_OF_CONTEXT[str(options["context"])],
                plain=bool(options["plain"]),
            ),
            mix=(NATURAL_SHARE,) if options["damage"] == "natural" else shares,
            crop=int(options["crop"]),
            batch=int(options["batch"]) or BATCH_OF_PHASE[phase],
            rate=float(options["rate"]) or RATE_OF_PHASE[phase],
            critic_width=int(options["critic"]),
            critic_steps=1,
            # In the self-adaptive loss a damaged pixel weighs 19 times one of a clean photo, which so has
            # hardly any weight.
            plain_bce=PLAIN_BCE[phase],
            batch_norm=True,
            features=bool(options["features"]),
            warm_up_steps=60,
        )
    )
