"""thin-marks: where a photo has scratches, hairs, dust or cracks, found at its own size."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import cast

import numpy as np
from torch import Tensor, nn

from engine.networks.thin_marks import EVIDENCE_STEPS, SIDE_MULTIPLE_PX, ThinMarks
from engine.options import TextField, Value
from trainer.data import photos as photo_folder
from trainer.data.detection import Damaged, UnmarkedDamage
from trainer.data.photos import Photos
from trainer.data.thin_marks import ThinMarksBatch, sound_pictures
from trainer.families.judged_masks import agreement, agreement_loss, evidence_limits, preview
from trainer.families.sound_limits import detector_options, mistakes_of, sound_folders
from trainer.training.optimisers import adamw
from trainer.training.recipe import Batch, Objective, Recipe

OPTIONS = (
    *detector_options(batch=16, rate=1.5e-3),
    TextField(id="shapes", title="Folder of mark shapes", help="Empty: drawn marks alone", are_folders=True),
)
SHAPES_CREDIT = "daniela997/FilmDamageSimulator: MIT, Copyright (c) 2022 Daniela Ivanova"
SEARCHED_SCALES = (0.5, 1.0)  # At which the photos are searched for mistakes.
SOUND_PHOTOS = 600
LONGEST_PX = 768  # Of a sound photo this much is looked at.
UNTOUCHED_SHARE = 0.98  # Of sound photos: nothing in them is evidence of damage.


def build(options: Mapping[str, Value]) -> Recipe:
    crop, batch, rate = int(options["crop"]), int(options["batch"]), float(options["rate"])
    shapes = Path(str(options["shapes"])) if options["shapes"] else None
    sound = sound_folders(options)
    mistakes = mistakes_of(ThinMarks, options, SIDE_MULTIPLE_PX, lambda _: SEARCHED_SCALES)

    return Recipe(
        id="thin-marks",
        models=lambda: {"network": ThinMarks()},
        objectives=(Objective(trains="network", loss=agreement_loss, optimiser=adamw(rate)),),
        draw=ThinMarksBatch(batch=batch, crop=crop, shapes=shapes, mistakes=mistakes),
        check=lambda photos: held_out(photos, shapes),
        score=agreement,
        preview=preview,
        finish=lambda network, photos: calibrated(network, photo_folder.load(sound) if sound else photos),
        minutes=120,
        seed=11,
        facts={"shapes": SHAPES_CREDIT} if shapes else {},
    )


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
    """The weights with their limits: the logits at which finds are evidence of damage, by their number."""
    pictures = sound_pictures(photos, SOUND_PHOTOS, LONGEST_PX, SIDE_MULTIPLE_PX)
    finds = [count for count, _ in EVIDENCE_STEPS]
    judged = cast(ThinMarks, network.eval()).judged
    return {**network.state_dict(), "limits": evidence_limits(judged, pictures, finds, UNTOUCHED_SHARE)}
