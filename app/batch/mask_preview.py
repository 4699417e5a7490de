"""One photo of a batch in small with the mask that lies on all of them: seen before a thousand are filled."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from app.canvas.layers.overlay import MASK_COLOURS, MASK_OPACITY
from engine.errors import MaskError
from engine.pixels.mask import Mask

if TYPE_CHECKING:  # brings OpenCV, for which the window does not wait
    from engine.batch import OneMask

PREVIEW_SIDE_PX = 576  # Of the longer side.


def masked_photo(photo: Path, one: OneMask, colour: str) -> QImage | None:
    """The photo with the mask tinted in a colour of the overlay; None where either cannot be drawn."""
    from engine.batch import mask_for_sizes

    try:
        small, size = _small(photo)
        mask = mask_for_sizes(one)(size).mask
    except (MaskError, OSError, ValueError):  # the photo's own problem is reported when its turn comes
        return None
    return _tinted(small, mask, colour)


def marked_photo(photo: Path, mask: Mask, colour: str) -> QImage | None:
    """The photo with a mask tinted; None where it has another size, or cannot be drawn."""
    try:
        small, size = _small(photo)
    except (OSError, ValueError):
        return None
    return _tinted(small, mask, colour) if size == mask.shape[::-1] else None


@functools.lru_cache(maxsize=1)
def _small(photo: Path) -> tuple[NDArray[np.uint8], tuple[int, int]]:
    """The photo upright, h×w×3 uint8 with w, h ≤ PREVIEW_SIDE_PX, and its own width and height."""
    from PIL import Image, ImageOps

    with Image.open(photo) as opened:
        on_its_side = opened.getexif().get(0x0112, 1) >= 5
        width, height = opened.size[::-1] if on_its_side else opened.size
        opened.draft("RGB", (PREVIEW_SIDE_PX, PREVIEW_SIDE_PX))
        small = ImageOps.exif_transpose(opened).convert("RGB")
        small.thumbnail((PREVIEW_SIDE_PX, PREVIEW_SIDE_PX))
    return np.asarray(small), (width, height)


def _tinted(small: NDArray[np.uint8], mask: Mask, colour: str) -> QImage:
    from PIL import Image

    height, width = small.shape[:2]
    cover = np.asarray(Image.fromarray(mask).resize((width, height), Image.Resampling.BOX), np.float32)
    share = MASK_OPACITY * cover[..., None] / 255
    tint = np.array([int(MASK_COLOURS[colour][at : at + 2], 16) for at in (1, 3, 5)], np.float32)
    mixed = np.rint(small * (1 - share) + tint * share).astype(np.uint8)
    return QImage(mixed.tobytes(), width, height, 3 * width, QImage.Format.Format_RGB888).copy()
