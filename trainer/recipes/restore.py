"""restore: thin damage whose place is known; maximises the mean PSNR inside the holes."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from torch import Tensor, nn

from engine.networks.restore import Restore
from engine.options import Slider, Value
from trainer.corruption import Between, OneOf
from trainer.data.photos import Photos
from trainer.data.thin_holes import Share, ThinDamage
from trainer.losses.hole_decibels import hole_decibels
from trainer.suites.thin import THIN
from trainer.training.optimisers import adamw
from trainer.training.recipe import Batch, Models, Objective, Recipe, Tensors

OPTIONS = (
    Slider(id="crop", title="Crop", low=64, high=256, default=96, whole=True, unit="px"),
    Slider(id="batch", title="Batch", low=1, high=256, default=16, whole=True),
    Slider(id="rate", title="Learning rate", low=1e-6, high=1e-1, default=1.5e-3),
)
# Added to each mean square error before the logarithm, whose gradient would otherwise be dominated by crops
# without texture, such as skies.
ERROR_FLOOR = 1e-4
SCORE_FLOOR = 1e-8  # Of scores: no error counts as 80 dB.
EDGE_KINDS = OneOf(("hard", "antialiased"), (2, 1))  # An antialiased letter's mask is a pixel wider.
# Denser than real damage, since only missing pixels are learnt from.  Text, the hardest case of the suite, is
# drawn most.
DAMAGE_SHARES = (
    Share(weight=3, kind="text", params={"layout": "page", "size": (12, 32), "edge": EDGE_KINDS}),
    Share(weight=1, kind="text", params={"size": (10, 40), "lines": Between(6, 14, whole=True), "angle": 30}),
    Share(weight=2, kind="lines", params={"count": Between(8, 24, whole=True), "thickness": (1, 4)}),
    Share(
        weight=2, kind="scratches", params={"scratches": Between(10, 30, whole=True), "coverage": (0.02, 0.2)}
    ),
    Share(
        weight=2,
        kind="freeform",
        params={"width": (4, 20), "vertices": (3, 9), "strokes": Between(1, 4, whole=True)},
    ),
    Share(weight=0.5, kind="bars", params={"spacing": Between(18, 32)}),
    Share(weight=0.5, kind="random_pixels", params={"share": Between(0.2, 0.85)}),
)


def build(options: Mapping[str, Value]) -> Recipe:
    crop, batch, rate = int(options["crop"]), int(options["batch"]), float(options["rate"])

    return Recipe(
        id="restore",
        models=lambda: {"network": Restore()},
        objectives=(Objective(trains="network", loss=mean_decibels, optimiser=adamw(rate)),),
        draw=ThinDamage(batch=batch, crop=crop, mix=DAMAGE_SHARES),
        check=held_out,
        score=gain,
        preview=lambda network, batch: [batch["plate"], repaired(network, batch), batch["clean"]],
        minutes=120,
        seed=3,
    )


def mean_decibels(models: Models, batch: Tensors) -> tuple[Tensor, dict[str, Tensor]]:
    """Mean over the crops of 10·log10 of the mean square error in the holes, which is minus the PSNR."""
    filled = models["network"](batch["membrane"], batch["plate"], batch["mask"])
    loss = _decibels(filled, batch, ERROR_FLOOR)
    before = _decibels(batch["plate"], batch, ERROR_FLOOR)
    return loss, {"db": loss, "gain": before - loss}


def _decibels(filled: Tensor, batch: Tensors, floor: float) -> Tensor:
    return hole_decibels(filled, batch["clean"], batch["mask"], floor=floor)


def repaired(network: nn.Module, batch: Tensors) -> Tensor:
    """The repaired photos, N×3×H×W in [0, 1]."""
    found: Tensor = network(batch["membrane"], batch["plate"], batch["mask"])
    return found.float().clamp(0, 1)


def gain(network: nn.Module, batch: Tensors) -> dict[str, float]:
    """Mean PSNR in the holes, and its gain over the thin-plate fill that the network begins at, in dB."""
    after = -_decibels(repaired(network, batch), batch, SCORE_FLOOR)
    before = -_decibels(batch["plate"], batch, SCORE_FLOOR)
    return {"psnr": float(after), "gain": float(after - before)}


def held_out(photos: Photos) -> dict[str, Batch]:
    """One batch for each case of the suite `thin`, the same in every run."""
    rng = np.random.default_rng(0)
    parts = {c.name: Share(weight=1, kind=c.kind, params=c.params) for c in THIN.cases if c.kind}
    return {name: ThinDamage(batch=16, crop=192, mix=(part,))(photos, rng) for name, part in parts.items()}
