"""A photo: its stored integers, its alpha and everything of its file that has to survive.

THIN VERSION: the interface stands, the formats are widened by their owner.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from engine.contract import Array
from engine.geometry import Box

Stored = NDArray[Any]  # uint8 or uint16


class Photo:
    """Stored integers in display orientation, H×W×C: C = 1 gray, 3 RGB, 4 CMYK (`space`); alpha apart, H×W or None.

    Work sees RGB float32 through `region`; only `put` changes the photo.
    """

    def __init__(self, pixels: Stored, alpha: Stored | None = None, *, icc: bytes | None = None) -> None:
        self.pixels = pixels
        self.alpha = alpha
        self.icc = icc

    @property
    def width(self) -> int:
        return int(self.pixels.shape[1])

    @property
    def height(self) -> int:
        return int(self.pixels.shape[0])

    @property
    def box(self) -> Box:
        return Box(0, 0, self.width, self.height)

    @property
    def full(self) -> int:
        """The integer that stands for 1.0: 255 or 65535."""
        return int(np.iinfo(self.pixels.dtype).max)

    @property
    def summary(self) -> str:
        """For the status bar: format, bit depth and profile, as in "JPEG, Display P3"."""
        return ""

    def region(self, box: Box) -> Array:
        """H×W×3 float32 in [0, 1], RGB, values as stored (not linearised)."""
        return self.pixels[box.slices].astype(np.float32) / self.full

    def display(self, box: Box, step: int = 1) -> NDArray[np.uint8]:
        """Every step-th pixel of a box as 8-bit RGB or RGBA, before the colour profile is applied."""
        rows, columns = box.slices
        return self.pixels[rows.start : rows.stop : step, columns.start : columns.stop : step].astype(np.uint8)

    def stored(self, box: Box) -> Stored:
        """A copy of the box's integers, alpha included, for `put` to bring back bit for bit."""
        return self.pixels[box.slices].copy()

    def blended(self, box: Box, filled: Array, mask: Array) -> Stored:
        """The box's integers with `filled` (H×W×3) laid in by `mask` (H×W, soft allowed); as they were where mask is 0."""
        known = self.region(box)
        mixed = known + mask[..., None] * (filled - known)
        integers = np.clip(np.rint(mixed * self.full), 0, self.full).astype(self.pixels.dtype)
        return np.where(mask[..., None] > 0, integers, self.pixels[box.slices])

    def put(self, box: Box, stored: Stored) -> None:
        """Write integers as `stored` or `blended` gave them."""
        self.pixels[box.slices] = stored

    def copy(self) -> Photo:
        """Same metadata, own pixels."""
        return Photo(self.pixels.copy(), self.alpha, icc=self.icc)


def load(path: Path) -> Photo:
    """Read a photo in display orientation.  Raises PhotoError."""
    with Image.open(path) as image:
        return Photo(np.asarray(image.convert("RGB")).copy(), icc=image.info.get("icc_profile"))


def save(photo: Photo, path: Path) -> None:
    """Write atomically, in the format of the path's suffix.  Raises PhotoNotSaved."""
    Image.fromarray(photo.pixels).save(path, icc_profile=photo.icc)
