"""partial-conv: L1, perceptual, style and total variation losses; no critic (Liu et al. 2018).

The paper's two phases are one run: batch normalisation learns everywhere in the first; in the second the
encoder's is frozen, since holes distort its statistics.  The feature losses begin with the second: on a CPU
they cost more time than they are worth before.

The defaults are for two CPU cores.  The paper's, except its crop of 512 px: width=64, levels=7, crop=256,
batch=6, rate=2e-4, judged=256, begun=off.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import cast

import torch
from torch import Tensor, nn

from engine.networks.feature_extractor import FeatureExtractor
from engine.networks.partial_conv import SLIM_DESIGN, PartialConvDesign, PartialUNet
from engine.options import Slider, Toggle, Value
from trainer.data.large_holes import (
    BLOBS_SHARE,
    BOX_SHARE,
    DECIBELS_OPTION,
    STROKES_SHARE,
    LargeHoles,
    held_out,
    previewing,
    scoring,
)
from trainer.data.thin_holes import Share
from trainer.evaluation import features as feature_network
from trainer.losses.hole import hole
from trainer.losses.hole_decibels import LARGE_HOLE_FLOOR, hole_decibels
from trainer.losses.perceptual import perceptual
from trainer.losses.style import style
from trainer.losses.total import total
from trainer.losses.tv import dilated, tv
from trainer.losses.valid import valid
from trainer.training.optimisers import adam
from trainer.training.recipe import Loss, Models, Objective, Recipe, Tensors

OPTIONS = (
    Slider(id="width", title="Width", low=4, high=64, default=SLIM_DESIGN.width, whole=True),
    Slider(
        id="levels", title="Levels", low=3, high=8, default=SLIM_DESIGN.levels, whole=True, help="Halvings"
    ),
    Toggle(id="begun", title="Begin with a membrane", default=SLIM_DESIGN.begun, help="Off: as in the paper"),
    Toggle(id="plain", title="Plain convolutions", default=False, help="To compare with"),
    Toggle(id="gated", title="Gated convolutions", default=False, help="To compare with"),
    Slider(
        id="crop", title="Crop", low=64, high=256, default=SLIM_DESIGN.crop, step=64, whole=True, unit="px"
    ),
    Slider(id="batch", title="Batch", low=1, high=256, default=8, whole=True),
    Slider(id="rate", title="Learning rate", low=1e-6, high=1e-1, default=1e-3),
    Slider(id="first", title="First phase", low=0, high=1, default=0.75, help="Its share of the run"),
    DECIBELS_OPTION,
    Slider(
        id="judged",
        title="Judged by features",
        low=0,
        high=256,
        default=2,
        whole=True,
        help="How many crops of a batch; on a CPU each costs as much as four crops in the network",
    ),
)
SECOND_PHASE_RATE = 0.25  # A factor of the first phase's rate: the paper's 5e-5 of 2e-4.
FEATURE_LAYERS = ("pool1", "pool2", "pool3")
L1_WEIGHTS = {"valid": 1.0, "hole": 6.0}  # The paper's.
VARIATION_WEIGHTS = {"tv": 0.1}  # The paper's.
# Balanced on Lacuna's own features by trainer.training.balance: each is 0.3 of the weighted L1.
FEATURE_WEIGHTS = {"perceptual": 0.03, "style": 1.2}
HOLE_SHARES = (
    STROKES_SHARE,
    BLOBS_SHARE,
    BOX_SHARE,
    Share(weight=0.5, kind="scratches", params={"coverage": (0.03, 0.08)}),
)


def build(options: Mapping[str, Value]) -> Recipe:
    crop = int(options["crop"])
    design = PartialConvDesign(
        width=int(options["width"]),
        levels=int(options["levels"]),
        crop=crop,
        begun=bool(options["begun"]),
        plain=bool(options["plain"]),
        gated=bool(options["gated"]),
    )
    compared_crops = int(options["judged"])
    extractor = feature_network.extractor() if compared_crops else None
    rate, first, decibels = (float(options[name]) for name in ("rate", "first", "decibels"))

    return Recipe(
        id="partial-conv",
        models=lambda: {"network": PartialUNet(design)},
        objectives=(
            Objective(
                trains="network", loss=losses(None, 0, decibels=decibels), optimiser=adam(rate), ends=first
            ),
            Objective(
                trains="network",
                loss=losses(extractor, compared_crops, encoder_frozen=True, decibels=decibels),
                optimiser=adam(rate * SECOND_PHASE_RATE),
                begins=first,
            ),
        ),
        draw=LargeHoles(batch=int(options["batch"]), crop=crop, mix=HOLE_SHARES),
        check=held_out,
        score=scoring(filled),
        preview=previewing(filled),
        minutes=60,
        seed=37,
        warm_up_steps=100,
        facts={"design": asdict(design), "feature_losses": extractor.id if extractor else "none"},
    )


def losses(
    extractor: FeatureExtractor | None,
    compared_crops: int,
    *,
    encoder_frozen: bool = False,
    decibels: float = 0.0,
) -> Loss:
    """The losses of the raw output and of its composite.

    extractor: for the feature losses of the first `compared_crops` of a batch; None leaves them out.
    encoder_frozen: of its batch normalisation, as in the second phase.
    decibels: weight of minus the PSNR in the holes.
    """

    def loss(models: Models, batch: Tensors) -> tuple[Tensor, dict[str, Tensor]]:
        clean, mask = batch["clean"], batch["mask"]
        output, _ = models["network"](clean, mask, frozen=encoder_frozen)
        composite = clean * (1 - mask) + output * mask
        parts = {
            "valid": valid(output, clean, mask),
            "hole": hole(output, clean, mask),
            "tv": tv(composite, dilated(mask)),
        }
        if decibels:
            parts["db"] = hole_decibels(output, clean, mask, floor=LARGE_HOLE_FLOOR)
        if extractor is not None:
            extractor.to(clean.device)
            ours = extractor(torch.cat([output[:compared_crops], composite[:compared_crops]]), FEATURE_LAYERS)
            with torch.no_grad():
                once = extractor(clean[:compared_crops], FEATURE_LAYERS)
            theirs = {name: maps.repeat(2, 1, 1, 1) for name, maps in once.items()}
            # Twice the mean over output and composite is the sum of their two terms.
            parts |= {"perceptual": 2 * perceptual(ours, theirs), "style": 2 * style(ours, theirs)}
        weights = L1_WEIGHTS | VARIATION_WEIGHTS | FEATURE_WEIGHTS | {"db": decibels}
        return total(parts, {name: weights[name] for name in parts})

    return loss


def filled(network: nn.Module, batch: Tensors) -> Tensor:
    """The repaired photos, as the method fills them."""
    return cast(PartialUNet, network).fill(batch["clean"], batch["mask"])
