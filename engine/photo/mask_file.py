"""Masks as files: read for a photo of some size, and written as a PNG."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.errors import MaskError, MaskUnreadable, PhotoError
from engine.photo.load import load as load_photo
from engine.photo.model import Photo
from engine.photo.save import save_as
from engine.pixels.box import Box
from engine.pixels.mask import Mask, hardened
from engine.text import Text

# Mask files are converted to grey in strips of this height: a large one at once would take gigabytes.
_STRIP_ROWS = 512


def load(path: Path, size: tuple[int, int], *, soft: bool = False, alpha: bool = False) -> Mask:
    """Read a mask file, of any photo format, for a photo of size (width, height) in display orientation.

    White = missing, transparent = intact; with `alpha` only the file's alpha channel counts, 0 = missing.
    A file of other size and the same proportions is scaled (nearest).  The mask is hardened unless `soft`.
    Raises MaskError for other proportions or a missing alpha channel, MaskUnreadable for no image file.
    """
    try:
        photo = load_photo(path)
    except PhotoError as error:
        raise MaskUnreadable(error.cause or path.name) from error
    if alpha and photo.alpha is None:
        raise MaskError(Text("{name} has no alpha channel", name=path.name))
    _check_proportions(photo, size, path.name)
    plane = _scaled(from_alpha(photo) if alpha else _white(photo), size)
    return plane if soft else hardened(plane)


def from_alpha(photo: Photo) -> Mask:
    """The mask of a photo's transparent pixels: 255 where alpha is 0; empty for a photo without alpha."""
    if photo.alpha is None:
        return np.zeros((photo.height, photo.width), np.uint8)
    return ~_eight_bits(photo.alpha)


def _white(photo: Photo) -> Mask:
    white = np.empty((photo.height, photo.width), np.uint8)
    for top in range(0, photo.height, _STRIP_ROWS):
        box = Box(0, top, photo.width, top + _STRIP_ROWS) & photo.box
        shown = photo.display(box).astype(np.float32)
        gray = shown[..., :3] @ np.array([0.299, 0.587, 0.114], np.float32)  # ITU-R BT.601
        white[box.slices] = np.rint(gray if photo.alpha is None else gray * shown[..., 3] / 255)
    return white


def _eight_bits(plane: NDArray[Any]) -> Mask:
    return plane if plane.dtype == np.uint8 else (plane >> 8).astype(np.uint8)


def _check_proportions(photo: Photo, size: tuple[int, int], name: str) -> None:
    """Raise MaskError where they differ by more than rounding to whole pixels does."""
    width, height = photo.width, photo.height
    if abs(width * size[1] - height * size[0]) > max(*size, width, height):
        raise MaskError(
            Text(
                "{name} is {mask}, the photo {photo}",
                name=name,
                mask=f"{width} × {height}",
                photo=f"{size[0]} × {size[1]}",
            )
        )


def _scaled(plane: Mask, size: tuple[int, int]) -> Mask:
    import cv2

    if plane.shape == (size[1], size[0]):
        return plane
    return np.asarray(cv2.resize(plane, size, interpolation=cv2.INTER_NEAREST_EXACT), np.uint8)


def save(mask: Mask, path: Path) -> None:
    """Write as a PNG, white = missing, whatever the suffix; atomically.  Raises FileNotSaved."""
    save_as(Photo.from_array(mask), path, "PNG")


def encoded(mask: Mask) -> bytes:
    """The mask as the bytes of a PNG, white = missing."""
    import cv2

    return bytes(cv2.imencode(".png", mask)[1])
