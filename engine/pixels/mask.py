"""Masks: uint8 H×W where 0 = intact and 255 = missing, soft values between."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from engine.errors import MaskError, MaskUnreadable, PhotoError
from engine.pixels.box import Box

if TYPE_CHECKING:
    from engine.photo import Photo

Mask = NDArray[np.uint8]
_ROWS = 512  # of a mask file turned gray at a time: a large one would need gigabytes at once
COUNTS = 128  # from here on a value of a hard mask counts as missing


def bounds(mask: Mask) -> Box:
    """The smallest box around all that is marked; empty if nothing is."""
    rows = np.flatnonzero(mask.any(axis=1))
    if not rows.size:
        return Box(0, 0, 0, 0)
    columns = np.flatnonzero(mask[rows[0] : rows[-1] + 1].any(axis=0))
    return Box(int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1)


def disc(radius: int) -> Mask:
    """The structuring element of a round grow: (2·radius + 1)² of 0 and 1."""
    y, x = np.ogrid[-radius : radius + 1, -radius : radius + 1]
    return np.asarray(x * x + y * y <= radius * radius + radius, np.uint8)


def grow(mask: Mask, by: int) -> Mask:
    """Grown by `by` px all round, shrunk where negative; soft values are carried.

    As OpenCV's dilate and erode by `disc`, but fast for any radius; the photo's rim does not shrink a mask.
    """
    from engine.pixels.morphology import grown

    if by >= 0:
        return grown(mask, by, bounds(mask).grown(by) & Box.of(mask.shape)) if by else mask.copy()
    return ~grown(~mask, -by, bounds(mask))


def feather(mask: Mask, by: float) -> Mask:
    """A soft rim added outside: what was missing stays 255, and fades to 0 over `by` px."""
    from engine.pixels.morphology import feathered

    if by <= 0:
        return mask.copy()
    return feathered(mask, by, bounds(mask).grown(math.ceil(by)) & Box.of(mask.shape))


def automatic_growth(width: int, height: int) -> int:
    """By how much `auto` grows a painted mask: a tight one leaves a ghost rim."""
    return max(3, round(0.003 * min(width, height)))


def hardened(mask: Mask) -> Mask:
    """Only 0 and 255: values count from 128."""
    return np.where(mask >= COUNTS, np.uint8(255), np.uint8(0))


def inverted(mask: Mask) -> Mask:
    """Missing and intact exchanged."""
    return ~mask


def mostly_marked(mask: Mask) -> bool:
    """More than half is missing: Invert is offered, for many tools draw masks the other way round."""
    return int(np.count_nonzero(mask >= COUNTS)) * 2 > mask.size


def load(path: Path, size: tuple[int, int], *, soft: bool = False, alpha: bool = False) -> Mask:
    """A mask file (any format a photo may have) for a photo of size (width, height), in display orientation.

    White = missing, and what is transparent is intact; with `alpha` the file's alpha channel alone is asked,
    and 0 = missing there.  Another size of the same proportions is scaled (nearest); else MaskError.  Values
    count from 128 unless `soft`.  Raises MaskUnreadable for a file that is no picture.
    """
    from engine.photo import load as load_photo

    try:
        photo = load_photo(path)
    except PhotoError as error:
        raise MaskUnreadable(error.cause or path.name) from error
    if alpha and photo.alpha is None:
        raise MaskError(f"{path.name} has no alpha channel")
    _check_proportions(photo, size, path.name)
    plane = _scaled(from_alpha(photo) if alpha else _white(photo), size)
    return plane if soft else hardened(plane)


def from_alpha(photo: Photo) -> Mask:
    """What is transparent in a photo is missing: 255 where its alpha is 0, nothing where it has none."""
    if photo.alpha is None:
        return np.zeros((photo.height, photo.width), np.uint8)
    return ~_eight_bits(photo.alpha)


def _white(photo: Photo) -> Mask:
    white = np.empty((photo.height, photo.width), np.uint8)
    for top in range(0, photo.height, _ROWS):
        box = Box(0, top, photo.width, top + _ROWS) & photo.box
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
        raise MaskError(f"{name} is {width} × {height}, the photo {size[0]} × {size[1]}")


def _scaled(plane: Mask, size: tuple[int, int]) -> Mask:
    import cv2

    if plane.shape == (size[1], size[0]):
        return plane
    return np.asarray(cv2.resize(plane, size, interpolation=cv2.INTER_NEAREST_EXACT), np.uint8)


def save(mask: Mask, path: Path) -> None:
    """Write as a PNG, white = missing, whatever the suffix; atomically.  Raises PhotoNotSaved."""
    from engine.photo import Photo
    from engine.photo.save import save_as

    save_as(Photo.from_array(mask), path, "PNG")


def encoded(mask: Mask) -> bytes:
    """The mask as the bytes of a PNG, white = missing."""
    import cv2

    return bytes(cv2.imencode(".png", mask)[1])
