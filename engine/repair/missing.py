"""The part of a photo that its damaged file does not hold: a hole like any other."""

from __future__ import annotations

import numpy as np

from engine.photo import Photo
from engine.pixels.mask import Mask
from engine.text import Text

# Where nobody watches, as in a folder run, no more than this share of a photo is invented.
MAX_UNWATCHED_SHARE = 1 / 8
FILLED_NOTE = Text("The missing part of the picture was filled.")
FILLED_REVIEW = Text("A missing part of the picture was filled: see whether it will do.")
LEFT_REVIEW = Text(
    "More than an eighth of the picture is missing and was left: see whether it can be filled."
)


def with_missing(photo: Photo, mask: Mask) -> Mask:
    """The mask, uint8 H×W, with all pixels that the photo's file does not hold."""
    return mask if photo.missing is None else np.maximum(mask, photo.missing)


def missing_share(photo: Photo) -> float:
    """The share of the photo that its file does not hold, 0 … 1."""
    return 0.0 if photo.missing is None else float(np.count_nonzero(photo.missing) / photo.missing.size)


def missing_review(photo: Photo) -> tuple[Text, ...]:
    """What a person should look at in the result of a folder run."""
    if photo.missing is None:
        return ()
    return (FILLED_REVIEW,) if missing_share(photo) <= MAX_UNWATCHED_SHARE else (LEFT_REVIEW,)
