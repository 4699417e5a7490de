"""Thumbnails of a photo before, of its mask, and of the photo after, in one strip for the contact sheet."""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.photo import Photo
from engine.pixels.mask import Mask

PICTURE_SIDE_PX = 176  # The longer side of each picture.
GAP_PX = 6
JPEG_QUALITY = 78
# Marked pixels are at least this grey: scratches of a large photo would not be visible in a small one.
MIN_MASK_GREY = 160


class Strip:
    """Made in two steps, since the photo itself is what changes between them."""

    def __init__(self, photo: Photo) -> None:
        self._icc = photo.display_icc
        self._before = _small(photo)
        self._mask = np.zeros(self._before.shape, np.uint8)
        self._after = self._before

    def repaired(self, photo: Photo, mask: Mask | None) -> None:
        """The photo as it is now, and what was filled."""
        if mask is None:
            return
        import cv2

        height, width = self._before.shape[:2]
        small = cv2.resize(mask, (width, height), interpolation=cv2.INTER_AREA)
        grown = cv2.resize((mask > 0).astype(np.float32), (width, height), interpolation=cv2.INTER_AREA)
        self._mask[:] = np.where(grown > 0, np.maximum(small, MIN_MASK_GREY), 0)[..., None]
        self._after = _small(photo)

    def jpeg(self) -> bytes:
        """The three side by side."""
        from PIL import Image

        gap = np.full((len(self._before), GAP_PX, 3), 128, np.uint8)
        strip = np.concatenate([self._before, gap, self._mask, gap, self._after], axis=1)
        memory = io.BytesIO()
        Image.fromarray(strip).save(memory, "JPEG", quality=JPEG_QUALITY, icc_profile=self._icc)
        return memory.getvalue()


def keep_strip(folder: Path, name: str, jpeg: bytes) -> None:
    """Keep a photo's strip in a batch's own folder.  One that cannot be written is no reason to stop."""
    path = strip_of(folder, name)
    with contextlib.suppress(OSError):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(jpeg)


def keep_proposed(folder: Path, name: str, png: bytes) -> None:
    """Keep the mask that a doubtful photo would have been repaired with; of any other photo there is none."""
    path = proposed_of(folder, name)
    with contextlib.suppress(OSError):
        if png:
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(png)
        else:
            path.unlink(missing_ok=True)


def proposed_of(folder: Path, name: str) -> Path:
    """Where the mask of a doubtful photo is kept in a batch's own folder; it may be missing."""
    return folder / "doubtful" / f"{hashed(name)}.png"


def strip_of(folder: Path, name: str) -> Path:
    """Where the strip of a photo is kept in a batch's own folder; it may be missing."""
    return folder / "pictures" / f"{hashed(name)}.jpg"


def hashed(name: str) -> str:
    """A name that every disk can hold, for a photo's path."""
    return hashlib.sha256(os.fsencode(name)).hexdigest()[:16]


def _small(photo: Photo) -> NDArray[np.uint8]:
    scale = min(1.0, PICTURE_SIDE_PX / max(photo.width, photo.height))
    width, height = max(1, round(photo.width * scale)), max(1, round(photo.height * scale))
    reduced = photo.reduced(photo.box, width, height)
    return np.rint(np.clip(reduced, 0, 1) * 255).astype(np.uint8)
