"""thin-marks: where a photo has scratches, hairs, dust or cracks, found at its own size."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from engine.models.precision import autocast
from engine.networks.thin_marks import SIDE_MULTIPLE_PX, ThinMarks
from engine.options import Slider, TextField, Value
from trainer.data import photos as photo_folder
from trainer.data.detection import Damaged, UnmarkedDamage
from trainer.data.photos import Photos
from trainer.data.thin_marks import ThinMarksBatch, sound_pictures
from trainer.losses.segmentation import ENTROPY_WEIGHT
from trainer.training.optimisers import adamw
from trainer.training.recipe import Batch, Models, Objective, Recipe, Tensors

OPTIONS = (
    Slider(id="crop", title="Crop", low=64, high=256, default=128, whole=True, unit="px"),
    Slider(id="batch", title="Batch", low=1, high=256, default=16, whole=True),
    Slider(id="rate", title="Learning rate", low=1e-6, high=1e-1, default=1.5e-3),
    TextField(id="shapes", title="Folder of mark shapes", help="Empty: drawn marks alone", are_folders=True),
    TextField(
        id="sound",
        title="Folders of sound photos",
        help="Separated by commas; what the limit is set on. Empty: the photos it learns from",
        are_folders=True,
    ),
)
SHAPES_CREDIT = "daniela997/FilmDamageSimulator: MIT, Copyright (c) 2022 Daniela Ivanova"
SOUND_PHOTOS = 600
LONGEST_PX = 768  # Of a sound photo this much is looked at.
SPECK_PX = 6  # A smaller false mark does no visible harm.
UNTOUCHED_SHARE = 0.97  # Of sound photos in which not even a speck is certain.
LEAST_LIMIT = 1.0


def build(options: Mapping[str, Value]) -> Recipe:
    crop, batch, rate = int(options["crop"]), int(options["batch"]), float(options["rate"])
    shapes = Path(str(options["shapes"])) if options["shapes"] else None
    sound = [Path(folder) for folder in str(options["sound"]).split(",") if folder]

    return Recipe(
        id="thin-marks",
        models=lambda: {"network": ThinMarks()},
        objectives=(Objective(trains="network", loss=agreement_loss, optimiser=adamw(rate)),),
        draw=ThinMarksBatch(batch=batch, crop=crop, shapes=shapes),
        check=lambda photos: held_out(photos, shapes),
        score=agreement,
        preview=lambda network, batch: [
            batch["image"],
            probability(network, batch).expand(-1, 3, -1, -1),
            batch["truth"].expand(-1, 3, -1, -1),
        ],
        finish=lambda network, photos: calibrated(network, photo_folder.load(sound) if sound else photos),
        minutes=120,
        seed=11,
        facts={"shapes": SHAPES_CREDIT} if shapes else {},
    )


def agreement_loss(models: Models, batch: Tensors) -> tuple[Tensor, dict[str, Tensor]]:
    """Cross entropy and one minus the soft F1 over the batch, both where the truth is known."""
    logits, truth, judged = models["network"](batch["image"]), batch["truth"], batch["judged"]
    entropy = F.binary_cross_entropy_with_logits(logits, truth, judged)
    found = torch.sigmoid(logits) * judged
    overlap = 1 - (2 * (found * truth).sum() + 1) / (found.sum() + truth.sum() + 1)
    return ENTROPY_WEIGHT * entropy + overlap, {"entropy": entropy, "overlap": overlap}


def probability(network: nn.Module, batch: Tensors) -> Tensor:
    return torch.sigmoid(network(batch["image"]).float())


def agreement(network: nn.Module, batch: Tensors) -> dict[str, float]:
    """F1 over the batch at one half, and minus the share of judged sound pixels that are marked."""
    marked, truth, judged = probability(network, batch) > 0.5, batch["truth"] > 0, batch["judged"] > 0
    both, wrong = (marked & truth).sum(), (marked & ~truth & judged).sum()
    f1 = 2 * both / (both + wrong + truth.sum()).clamp(min=1) if truth.any() else torch.ones(())
    return {"f1": float(f1), "sound": -float(wrong / judged.sum())}


def held_out(photos: Photos, shapes: Path | None) -> dict[str, Batch]:
    """Drawn as in training; drawn by the corruption `scratches`, which it never learns from; and sound."""
    rng = np.random.default_rng(0)
    unseen = Damaged(
        weight=1, head=0, kind="scratches", params={"coverage": (0.002, 0.05), "edge": "antialiased"}
    )
    other = UnmarkedDamage(batch=24, crop=128, mix=(unseen,))(photos, rng)
    return {
        "seen": ThinMarksBatch(batch=48, crop=128, shapes=shapes, sound_share=0)(photos, rng),
        "unseen": {**other, "judged": np.ones_like(other["truth"])},
        "sound": ThinMarksBatch(batch=48, crop=128, sound_share=1)(photos, rng),
    }


def calibrated(network: nn.Module, photos: Photos) -> Mapping[str, Tensor]:
    """The weights with their limit: the logit that SPECK_PX pixels of a sound photo reach in few photos."""
    assert isinstance(network, ThinMarks)
    network.eval()
    tops = []
    for picture in sound_pictures(photos, SOUND_PHOTOS, LONGEST_PX, SIDE_MULTIPLE_PX):
        image = torch.from_numpy(picture).permute(2, 0, 1)[None]
        with torch.no_grad(), autocast(image.device):
            tops.append(network(image).flatten().topk(SPECK_PX).values[-1])
    limit = torch.quantile(torch.stack(tops).float(), UNTOUCHED_SHARE).clamp(min=LEAST_LIMIT)
    return {**network.state_dict(), "limits": limit.reshape(1)}
