"""A photo: its stored integers, its alpha and everything of its file that has to survive."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.photo import colour
from engine.photo.changes import ChangedPixels, Flags, differing
from engine.photo.origin import Origin, stamp
from engine.pixels.box import Box
from engine.pixels.plane import Array
from engine.text import Text

Stored = NDArray[Any]  # uint8 or uint16


class Photo:
    """Stored integers in display orientation, H×W×C: C = 1 gray, 3 RGB, 4 CMYK (`space`); alpha apart, H×W or
    None.

    Work sees RGB float32 through `region`; only `put` changes the photo.  Palette files are held as RGB, 1-
    to 4-bit grays as 8-bit ones; `bit_depth` remembers, and what `blended` gives can be saved without another
    rounding.
    """

    def __init__(
        self,
        pixels: Stored,
        alpha: Stored | None = None,
        *,
        icc: bytes | None = None,
        origin: Origin | None = None,
    ) -> None:
        self.pixels = _writeable(pixels)
        self.alpha = None if alpha is None else _writeable(alpha)
        self.icc = icc
        self.origin = origin or Origin(bits=pixels.dtype.itemsize * 8)
        self.notices: tuple[Text, ...] = ()  # what a person should know about how it was read
        self.missing: NDArray[np.uint8] | None = None  # a mask of what a damaged file does not hold
        self.before: Callable[[], Photo] | None = None  # the photo as it was, for formats that keep layers
        self.edited = False  # `put` was called: the file's own bytes no longer do
        self.changed_pixels = ChangedPixels(pixels.shape[1], pixels.shape[0])  # by `put`

    @classmethod
    def from_array(cls, array: Stored, *, icc: bytes | None = None) -> Photo:
        """A photo without a file: H×W or H×W×C, uint8 or uint16, C = 1 gray, 2 gray + alpha, 3 RGB, 4
        RGBA.
        """
        planes = array[..., None] if array.ndim == 2 else array
        if (
            planes.dtype not in (np.uint8, np.uint16)
            or planes.ndim != 3
            or planes.shape[2] not in (1, 2, 3, 4)
        ):
            raise ValueError(f"no photo has the shape {array.shape} of {array.dtype}")
        colours = (planes.shape[2] - 1) // 2 * 2 + 1
        alpha = planes[..., colours].copy() if planes.shape[2] > colours else None
        return cls(planes[..., :colours].copy(), alpha, icc=icc)

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
    def space(self) -> str:
        return {1: "gray", 3: "rgb", 4: "cmyk"}[self.pixels.shape[2]]

    @property
    def format(self) -> str:
        """As in "PNG" or "JPEG"; "" where it came from no file."""
        return self.origin.format

    @property
    def path(self) -> Path | None:
        return self.origin.path

    @property
    def bit_depth(self) -> int:
        """Bits of one channel in the file: 1, 2, 4, 8, 10, 12 or 16."""
        return self.origin.bits

    @property
    def save_as_only(self) -> bool:
        """Saving over the source would lose something (other frames or pages) or is not possible."""
        loses_frames = self.origin.frames > 1 and not self.origin.keeps_other_pages
        return loses_frames or not self.origin.encoding.get("writable", True)

    @property
    def source_changed(self) -> bool:
        """Another program wrote or removed the source since it was read or saved."""
        if self.path is None:
            return False
        try:
            return stamp(self.path) != self.origin.stamp
        except OSError:
            return True

    @property
    def display_icc(self) -> bytes | None:
        """The profile that `display`'s RGB is in; None = sRGB (CMYK is converted, a gray profile does not fit
        RGB).
        """
        return self.icc if self.space == "rgb" and colour.profile_space(self.icc) == "RGB" else None

    @property
    def summary(self) -> str:
        """For the status bar: format, bit depth and profile, as in "JPEG, Display P3" or "PNG, 16 bit,
        gray".
        """
        words = [self.format]
        if self.origin.palette is not None:
            words.append("palette")
        elif self.bit_depth != 8:
            words.append(f"{self.bit_depth} bit")
        words += [{"gray": "gray", "rgb": "", "cmyk": "CMYK"}[self.space], colour.profile_name(self.icc)]
        return ", ".join(word for word in words if word)

    def region(self, box: Box) -> Array:
        """H×W×3 float32 in [0, 1], RGB, values as stored (not linearised)."""
        return self._work(self.pixels[box.slices])

    def reduced(self, box: Box, width: int, height: int) -> Array:
        """The region `box` scaled down to width × height, as `region` gives it; never whole in float."""
        import cv2  # here: the window opens without it

        integers = self.pixels[box.slices]
        small = cv2.resize(integers, (width, height), interpolation=cv2.INTER_AREA)
        return self._work(small.reshape(height, width, -1))

    def _work(self, integers: Stored) -> Array:
        if self.space == "cmyk":
            return colour.cmyk_to_rgb(integers, self.icc)
        values = np.multiply(integers, np.float32(1 / self.full), dtype=np.float32)
        return values if self.space == "rgb" else np.repeat(values, 3, axis=-1)

    def display(self, box: Box, step: int = 1) -> NDArray[np.uint8]:
        """Every step-th pixel of a box as 8-bit RGB or RGBA, contiguous, before the colour profile is
        applied.
        """
        index = slice(box.top, box.bottom, step), slice(box.left, box.right, step)
        return self._shown(self.pixels[index], None if self.alpha is None else self.alpha[index])

    def shown(self, stored: Stored) -> NDArray[np.uint8]:
        """What `display` would give for integers as `stored` gives them."""
        if self.alpha is None:
            return self._shown(stored, None)
        return self._shown(stored[..., :-1], stored[..., -1])

    def _shown(self, integers: Stored, alpha: Stored | None) -> NDArray[np.uint8]:
        if self.space == "cmyk":
            rgb = np.rint(colour.cmyk_to_rgb(integers, self.icc) * 255).astype(np.uint8)
        else:
            rgb = _eight_bits(integers)
        channels = 3 if alpha is None else 4
        shown = np.empty((*rgb.shape[:2], channels), np.uint8)
        shown[..., :3] = rgb
        if alpha is not None:
            shown[..., 3] = _eight_bits(alpha)
        return shown

    def stored(self, box: Box) -> Stored:
        """A copy of the box's integers, alpha last where there is one, for `put` to bring back bit for
        bit.
        """
        if self.alpha is None:
            return self.pixels[box.slices].copy()
        return np.concatenate([self.pixels[box.slices], self.alpha[box.slices][..., None]], axis=-1)

    def blended(self, box: Box, filled: Array, mask: Array) -> Stored:
        """The box's integers with `filled` (H×W×3) blended in by `mask` (H×W, soft allowed); unchanged where
        mask is 0.

        Alpha stays, but what was fully transparent is now there: it becomes as opaque as the mask.  A fill is
        converted to gray, to CMYK, or to the few levels of a 1- to 4-bit file; inks are mixed, so a soft rim
        keeps their kind.
        """
        result = self.stored(box)
        missing = mask > 0
        if not missing.any():
            return result
        amount = mask[missing][:, None].astype(np.float32)
        old = self.pixels[box.slices][missing].astype(np.float32) * np.float32(1 / self.full)
        mixed = old + amount * (self._own(filled[missing]) - old)
        channels = self.pixels.shape[2]
        result[missing, :channels] = self._rounded(mixed)
        if self.alpha is not None:
            alpha = result[..., channels]
            gone = missing & (alpha == 0)
            alpha[gone] = np.rint(np.clip(mask[gone], 0, 1) * self.full).astype(alpha.dtype)
        return result

    def _own(self, colours: Array) -> Array:
        """N×3 RGB as N×C in the photo's own space."""
        if self.space == "cmyk":
            return colour.rgb_to_cmyk(np.asarray(colours, np.float32), self.icc)
        return colours if self.space == "rgb" else (colours @ colour.LUMA_WEIGHTS)[:, None]

    def _rounded(self, values: Array) -> Stored:
        steps = 2**self.bit_depth - 1 if self.bit_depth < 8 and self.origin.palette is None else self.full
        levels = np.rint(np.clip(values, 0, 1) * steps) * (self.full // steps)
        return levels.astype(self.pixels.dtype)

    def mixed(self, one: Stored, other: Stored, amount: Array) -> Stored:
        """Integers between two of the photo's own kind: `one` where `amount` is 0, `other` where it is 1.

        one, other: N×C as `stored` gives them, alpha last.  amount: N in [0, 1].  Inks are mixed as they are.
        """
        found: Stored = other.copy()
        partly = amount < 1
        old, new = one[partly].astype(np.float32), other[partly].astype(np.float32)
        between = old + amount[partly][:, None].astype(np.float32) * (new - old)
        channels = self.pixels.shape[2]
        found[partly] = np.rint(np.clip(between, 0, self.full)).astype(one.dtype)
        found[partly, :channels] = self._rounded(between[:, :channels] * np.float32(1 / self.full))
        return found

    def put(self, box: Box, stored: Stored, changed: Flags | None = None) -> None:
        """Write integers as `stored` or `blended` gave them.

        changed: H×W, what `changed` gave for them and what the box holds, where that is known already.
        """
        channels = self.pixels.shape[2]
        if changed is None:
            changed = differing(self.pixels[box.slices], stored[..., :channels])
        self.changed_pixels.add(box, changed)
        self.pixels[box.slices] = stored[..., :channels]
        if self.alpha is not None:
            self.alpha[box.slices] = stored[..., channels]
        self.edited = True

    def changed(self, before: Stored, after: Stored) -> Flags:
        """H×W: where the colours of integers of one box differ, as `stored` gave them."""
        channels = self.pixels.shape[2]
        return differing(before[..., :channels], after[..., :channels])

    def alone(self) -> Photo:
        """The photo without the other pages of its file, with the same pixels; a save writes it anew."""
        photo = Photo(self.pixels, self.alpha, icc=self.icc)
        photo.origin = replace(self.origin, frames=1, keeps_other_pages=False)
        photo.notices, photo.missing, photo.before = self.notices, self.missing, self.before
        photo.edited, photo.changed_pixels = True, self.changed_pixels
        return photo

    def copy(self) -> Photo:
        """Same metadata, own pixels."""
        alpha = None if self.alpha is None else self.alpha.copy()
        copied = Photo(self.pixels.copy(), alpha, icc=self.icc, origin=replace(self.origin))
        copied.notices, copied.edited, copied.missing = self.notices, self.edited, self.missing
        copied.changed_pixels = self.changed_pixels.copy()
        return copied


def _writeable(integers: Stored) -> Stored:
    """Decoders may give views of memory that is not theirs to change."""
    return integers if integers.flags.writeable else integers.copy()


def _eight_bits(integers: Stored) -> NDArray[np.uint8]:
    return integers if integers.dtype == np.uint8 else (integers >> 8).astype(np.uint8)
