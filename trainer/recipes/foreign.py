"""foreign: where pieces of another photo, or paint, cover the scene, found in the photo as a whole."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from torch import Tensor, nn

from engine.networks.finder import SIDE_MULTIPLE_PX
from engine.networks.foreign import Foreign
from engine.options import Value
from trainer.data import photos as photo_folder
from trainer.data.foreign_pieces import HELD_OUT_SHAPES, ForeignPiecesBatch
from trainer.data.photos import Photos, Pixels
from trainer.data.thin_marks import sound_pictures
from trainer.families.judged_masks import agreement, agreement_loss, evidence_limits, preview
from trainer.families.sound_limits import detector_options, mistakes_of, sound_folders
from trainer.training.optimisers import adamw
from trainer.training.recipe import Batch, Objective, Recipe

OPTIONS = detector_options(batch=16, rate=1.5e-3)
SEEN_SHORT_SIDE_PX = 192  # Of a sound photo, about as the detector is shown it.
SOUND_PHOTOS = 800
LONGEST_PX = 288
UNTOUCHED_SHARE = 0.995  # Of sound photos: no find in them is certain.


def build(options: Mapping[str, Value]) -> Recipe:
    crop, batch, rate = int(options["crop"]), int(options["batch"]), float(options["rate"])
    sound = sound_folders(options)
    mistakes = mistakes_of(Foreign, options, SIDE_MULTIPLE_PX, reduced_scale)

    def finish(network: nn.Module, photos: Photos) -> Mapping[str, Tensor]:
        seen = photo_folder.load(sound, short_side=SEEN_SHORT_SIDE_PX) if sound else photos
        return calibrated(network, seen)

    return Recipe(
        id="foreign",
        models=lambda: {"network": Foreign()},
        objectives=(Objective(trains="network", loss=agreement_loss, optimiser=adamw(rate)),),
        draw=ForeignPiecesBatch(batch=batch, crop=crop, mistakes=mistakes),
        check=held_out,
        score=agreement,
        preview=preview,
        finish=finish,
        minutes=120,
        seed=12,
    )


def reduced_scale(pixels: Pixels) -> tuple[float, ...]:
    """The scale at which a photo is searched for mistakes: about as the detector is shown it."""
    return (min(1.0, SEEN_SHORT_SIDE_PX / min(pixels.shape[:2])),)


def held_out(photos: Photos) -> dict[str, Batch]:
    """Drawn as in training; drawn in the way that is never learnt; and sound."""
    rng = np.random.default_rng(0)
    return {
        "seen": ForeignPiecesBatch(batch=48, crop=128, sound_share=0)(photos, rng),
        "unseen": ForeignPiecesBatch(batch=32, crop=128, sound_share=0, shapes=HELD_OUT_SHAPES)(photos, rng),
        "sound": ForeignPiecesBatch(batch=48, crop=128, sound_share=1)(photos, rng),
    }


def calibrated(network: nn.Module, photos: Photos) -> Mapping[str, Tensor]:
    """The weights with their limit: the logit that a find reaches in few sound photos."""
    pictures = sound_pictures(photos, SOUND_PHOTOS, LONGEST_PX, SIDE_MULTIPLE_PX)
    return {
        **network.state_dict(),
        "limits": evidence_limits(network.eval(), pictures, (1,), UNTOUCHED_SHARE),
    }
