"""raindrops: where drops of water on the lens or a pane cover the scene, found in the reduced photo."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from torch import Tensor, nn

from engine.networks.raindrops import Raindrops
from engine.networks.thin_marks import EVIDENCE_STEPS, SIDE_MULTIPLE_PX
from engine.options import Value
from trainer.data import photos as photo_folder
from trainer.data.detection import Damaged, UnmarkedDamage
from trainer.data.photos import Photos, Pixels
from trainer.data.raindrops import RaindropsBatch
from trainer.data.thin_marks import sound_pictures
from trainer.families.judged_masks import agreement, agreement_loss, evidence_limits, preview
from trainer.families.sound_limits import detector_options, mistakes_of, sound_folders
from trainer.training.optimisers import adamw
from trainer.training.recipe import Batch, Objective, Recipe

OPTIONS = detector_options(batch=16, rate=1.5e-3)
SEEN_SHORT_SIDE_PX = 448  # Of a sound photo, about as the detector is shown it.
SOUND_PHOTOS = 800
LONGEST_PX = 1024
UNTOUCHED_SHARE = 0.99  # Of sound photos: nothing in them is evidence of drops.


def build(options: Mapping[str, Value]) -> Recipe:
    crop, batch, rate = int(options["crop"]), int(options["batch"]), float(options["rate"])
    sound = sound_folders(options)
    mistakes = mistakes_of(Raindrops, options, SIDE_MULTIPLE_PX, reduced_scale)

    def finish(network: nn.Module, photos: Photos) -> Mapping[str, Tensor]:
        seen = photo_folder.load(sound, short_side=SEEN_SHORT_SIDE_PX) if sound else photos
        pictures = sound_pictures(seen, SOUND_PHOTOS, LONGEST_PX, SIDE_MULTIPLE_PX)
        finds = [count for count, _ in EVIDENCE_STEPS]
        return {
            **network.state_dict(),
            "limits": evidence_limits(network.eval(), pictures, finds, UNTOUCHED_SHARE),
        }

    return Recipe(
        id="raindrops",
        models=lambda: {"network": Raindrops()},
        objectives=(Objective(trains="network", loss=agreement_loss, optimiser=adamw(rate)),),
        draw=RaindropsBatch(batch=batch, crop=crop, mistakes=mistakes),
        check=held_out,
        score=agreement,
        preview=preview,
        finish=finish,
        minutes=60,
        seed=13,
    )


def reduced_scale(pixels: Pixels) -> tuple[float, ...]:
    """The scale at which a photo is searched for mistakes: about as the detector is shown it."""
    return (min(1.0, SEEN_SHORT_SIDE_PX / min(pixels.shape[:2])),)


def held_out(photos: Photos) -> dict[str, Batch]:
    """Drawn as in training; drawn in a way that is never learnt; and sound."""
    rng = np.random.default_rng(0)
    unseen = Damaged(weight=1, head=0, kind="bokeh_drops")
    other = UnmarkedDamage(batch=32, crop=128, mix=(unseen,))(photos, rng)
    return {
        "seen": RaindropsBatch(batch=48, crop=128, sound_share=0)(photos, rng),
        "unseen": {**other, "judged": np.ones_like(other["truth"])},
        "sound": RaindropsBatch(batch=48, crop=128, sound_share=1)(photos, rng),
    }
