"""vcn-paper: VCN as published, on natural filler alone (Wang et al. 2020).

Its three phases each start from the weights of the last.
"""

from __future__ import annotations

from collections.abc import Mapping

from engine.networks.vcn import PAPER_WIDTH, VCNDesign
from engine.options import Choice, Slider, Value
from trainer.data.thin_holes import Share
from trainer.families.vcn import PHASE_NAMES, PhasePlan, phase_recipe
from trainer.training.recipe import Recipe

OPTIONS = (
    Choice(id="phase", title="Phase", values=PHASE_NAMES, default="mask"),
    Slider(id="width", title="Width", low=4, high=64, default=PAPER_WIDTH, whole=True),
    Slider(id="crop", title="Crop", low=64, high=256, default=256, whole=True, unit="px"),
    Slider(
        id="batch", title="Batch", low=0, high=64, default=0, whole=True, help="0: the paper's of the phase"
    ),
)
BATCH_OF_PHASE = {"mask": 12, "repair": 12, "joint": 4}
RATE_OF_PHASE = {"mask": 1e-4, "repair": 1e-4, "joint": 1e-5}
DAMAGE_SHARES = (
    Share(
        weight=1, kind="freeform_steps:vcn", params={"filler": "natural", "edge": "softened", "coin": True}
    ),
)


def build(options: Mapping[str, Value]) -> Recipe:
    phase = str(options["phase"])
    return phase_recipe(
        PhasePlan(
            id="vcn-paper",
            phase=phase,
            design=VCNDesign(width=int(options["width"])),
            mix=DAMAGE_SHARES,
            crop=int(options["crop"]),
            batch=int(options["batch"]) or BATCH_OF_PHASE[phase],
            rate=RATE_OF_PHASE[phase],
        )
    )
