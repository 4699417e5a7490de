"""What a mask file means: which of its values mark what is missing.

White on black is one of many ways in which programs write masks.  Others are a photo with a transparent hole,
paint on a transparent layer, class numbers (0 and 1, or a palette), red paint, and antialiased rims.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.errors import MaskOpaque
from engine.photo.colour import LUMA_WEIGHTS
from engine.photo.file_format import of_format
from engine.photo.model import Photo
from engine.photo.orient import displayed
from engine.pixels.mask import HARD_THRESHOLD, Mask
from engine.text import NO_TEXT, Text

# Mask files are converted to grey in strips of this height: a large one at once would take gigabytes.
LOSSY_RIM_THRESHOLD = 32  # JPEG's ringing beside an edge of 0 and 255 stays below this at usual qualities.
RIM_PX = 2  # Antialiasing reaches this far from a pixel that is surely marked.
MIN_RIM_PIXELS = 4  # Fewer weak pixels may be stray ones.
MIN_RIM_SHARE = 0.75  # Of the weak pixels, near surely marked ones: else they are soft values, not a rim.
MAX_LABELS = 256  # Distinct values of a label map; a picture has more.
MIN_FLAT_SHARE = 0.3  # Of a label map's weak pixels, surrounded by their own value.
MAX_STEP_SHARE = 0.5  # Of the borders between values, those of one step: a smooth field has almost no others.
SAMPLE_PIXELS = 1 << 16  # A file is judged by this many of its pixels, from a regular grid.
PICTURE_COLOURS = 48  # At 5 bits a channel; masks have fewer, also after JPEG.
PICTURE_SHARE = 0.5  # Of the sample, outside its two most frequent colours.
COLOURED_CHROMA = 48  # Of 255: the difference of channels from which a pixel has a colour.
COLOURED_SHARE = 0.001  # Of the sample: with fewer such pixels the file is gray.
DARK, BRIGHT = 32, 223  # All channels below or above: black and white backgrounds, also after JPEG.
# Of 255: a painted copy of the photo, saved as a JPEG, differs less where it was not painted.
SAME_COLOUR = 16

HOLE_NOTE = Text("The mask was read from its transparency: what is transparent is missing.")
PAINT_NOTE = Text("The mask is paint on a transparent layer: what is painted is missing.")
LABELS_NOTE = Text("The mask holds labels: every value but the background is missing.")
COLOUR_NOTE = Text("The mask is painted in colour: what is coloured or white is missing.")
PAINTED_COPY_NOTE = Text("The mask is a painted copy of the photo: where the two differ is missing.")
PICTURE_NOTE = Text("The mask looks like a photo, not like a mask: its bright parts are missing.")


class MaskSource(StrEnum):
    """What of a mask file is the mask.

    LUMINANCE: white is missing, transparent is intact, values count from 128.  ALPHA: transparent is missing.
    LABELS: every colour or number but the background is.  AUTO: what the file looks like.
    """

    AUTO = "auto"
    LUMINANCE = "luminance"
    ALPHA = "alpha"
    LABELS = "labels"


@dataclass(frozen=True)
class Meaning:
    """plane: uint8 H×W, 255 = missing.  threshold: from this value on a pixel of a hard mask is missing.

    reach_px: a value below 128 counts only this near to one that does not; None: anywhere.  note: what a
    person should know of how it was understood; may be empty.
    """

    plane: Mask
    threshold: int = HARD_THRESHOLD
    reach_px: int | None = None
    note: Text = NO_TEXT

    def hard(self) -> Mask:
        """The mask with values 0 and 255 only."""
        marked = self.plane >= self.threshold
        if self.reach_px is not None:
            marked &= _near(self.plane >= HARD_THRESHOLD, self.reach_px)
        return np.where(marked, np.uint8(255), np.uint8(0))


def meaning(file: Photo, source: MaskSource = MaskSource.AUTO, photo: Photo | None = None) -> Meaning:
    """What a mask file says.  photo: the one it belongs to, if known.  Raises MaskOpaque."""
    match source:
        case MaskSource.LUMINANCE:
            return Meaning(luminance(file))
        case MaskSource.ALPHA:
            if file.alpha is None:
                raise MaskOpaque
            return _antialiased(file, from_alpha(file))
        case MaskSource.LABELS:
            return Meaning(_labelled(file))
    return _seen(file, photo)


def luminance(file: Photo) -> Mask:
    """White = 255, transparent = 0."""
    return _by_strips(file, lambda rgb: np.rint(rgb.astype(np.float32) @ LUMA_WEIGHTS))


def from_alpha(photo: Photo) -> Mask:
    """The mask of a photo's transparent pixels: 255 where alpha is 0; empty for a photo without alpha."""
    if photo.alpha is None:
        return np.zeros((photo.height, photo.width), np.uint8)
    return ~_eight_bits(photo.alpha)


def _seen(file: Photo, photo: Photo | None) -> Meaning:
    if file.alpha is not None and (file.alpha <= file.full // 2).any():
        return _layer(file)
    if _has_labels(file):
        return Meaning(_labelled(file), threshold=1, note=LABELS_NOTE)
    sample = _sample(file)
    if _is_picture(sample):
        return _picture(file, photo)
    if (np.ptp(sample.astype(np.int16), axis=1) >= COLOURED_CHROMA).mean() >= COLOURED_SHARE:
        return _antialiased(file, _coloured(file, sample), COLOUR_NOTE)
    return _antialiased(file, luminance(file))


def _layer(file: Photo) -> Meaning:
    """A file with transparent parts."""
    assert file.alpha is not None
    opaque = file.alpha > file.full // 2
    sample = _sample(file, opaque)
    if _is_picture(sample):
        return _antialiased(file, from_alpha(file), HOLE_NOTE)
    if sample.size and (sample @ LUMA_WEIGHTS >= HARD_THRESHOLD).any():
        return _antialiased(file, luminance(file))
    if np.count_nonzero(opaque) * 2 > opaque.size:
        return _antialiased(file, from_alpha(file), HOLE_NOTE)
    cover = _eight_bits(file.alpha)
    highest = int(cover.max())
    if not highest:
        return Meaning(cover)
    scaled = np.arange(256, dtype=np.uint32) * 255 // highest  # Paint may be translucent all over.
    return _antialiased(file, np.minimum(scaled, 255).astype(np.uint8)[cover], PAINT_NOTE)


def _picture(file: Photo, photo: Photo | None) -> Meaning:
    """A file that looks like a photo: a painted copy of the photo, or not what a person meant."""
    if photo is not None and (photo.width, photo.height) == (file.width, file.height):
        apart = np.empty((file.height, file.width), np.uint8)
        for box in file.box.strips():
            pair = [one.display(box)[..., :3].astype(np.int16) for one in (file, photo)]
            apart[box.slices] = np.abs(pair[0] - pair[1]).max(axis=-1)
        if np.count_nonzero(apart > SAME_COLOUR) * 2 < apart.size:
            return Meaning(apart, threshold=SAME_COLOUR + 1, note=PAINTED_COPY_NOTE)
    return Meaning(luminance(file), note=PICTURE_NOTE)


def _coloured(file: Photo, sample: NDArray[np.uint8]) -> Mask:
    """How far each pixel is from the background, which is black, else white, else the commonest colour."""
    if (sample.max(axis=1) < DARK).mean() >= COLOURED_SHARE:
        return _by_strips(file, lambda rgb: rgb.max(axis=-1))
    if (sample.min(axis=1) > BRIGHT).mean() >= COLOURED_SHARE:
        return _by_strips(file, lambda rgb: 255 - rgb.min(axis=-1))
    colours, counts = np.unique(sample, axis=0, return_counts=True)
    background = colours[counts.argmax()].astype(np.int16)
    return _by_strips(file, lambda rgb: np.abs(rgb - background).max(axis=-1))


def _antialiased(file: Photo, plane: Mask, note: Text = NO_TEXT) -> Meaning:
    """The plane, where the low values of antialiased rims count too, and other soft values do not."""
    lossless = is_lossless(file)
    lowest = 1 if lossless else LOSSY_RIM_THRESHOLD
    weak = (plane >= lowest) & (plane < HARD_THRESHOLD)
    count = np.count_nonzero(weak)
    if count < MIN_RIM_PIXELS:
        return Meaning(plane, note=note)
    near = np.count_nonzero(weak & _near(plane >= HARD_THRESHOLD, RIM_PX))
    if near < MIN_RIM_SHARE * count:
        return Meaning(plane, note=note)
    return Meaning(plane, lowest, None if lossless else RIM_PX, note)


def _has_labels(file: Photo) -> bool:
    """Whether a lossless file holds few numbers, of which some count as intact though they mark something."""
    if not is_lossless(file):
        return False
    keys, background = _keys(file)
    marked = keys != background
    weak = marked & (_by_strips(file, lambda rgb: rgb.max(axis=-1)) < HARD_THRESHOLD)
    if not weak.any():
        return False
    if (keys[marked] == keys[weak][0]).all():  # 0 and 1, or one dark colour
        return True
    values = np.unique(_grid(keys))
    if len(values) > MAX_LABELS:
        return False
    across, down = (keys[:, 1:], keys[:, :-1]), (keys[1:], keys[:-1])
    steps = np.concatenate([_steps(*pair, part) for pair, part in ((across, weak[:, 1:]), (down, weak[1:]))])
    if len(values) > 3 and steps.size and (steps == 1).mean() > MAX_STEP_SHARE:
        return False
    flat = np.ones(keys.shape, bool)
    flat[:, 1:] &= across[0] == across[1]
    flat[:, :-1] &= across[0] == across[1]
    flat[1:] &= down[0] == down[1]
    flat[:-1] &= down[0] == down[1]
    return bool(np.count_nonzero(flat & weak) >= MIN_FLAT_SHARE * np.count_nonzero(weak))


def _steps(one: NDArray[Any], other: NDArray[Any], where: NDArray[np.bool_]) -> NDArray[np.int64]:
    """By how much neighbours differ that do, of which the first is in `where`."""
    differs = where & (one != other)
    change = one[differs].astype(np.int64) - other[differs].astype(np.int64)
    return np.asarray(np.abs(change), np.int64)


def _labelled(file: Photo) -> Mask:
    keys, background = _keys(file)
    return np.where(keys == background, np.uint8(0), np.uint8(255))


def _keys(file: Photo) -> tuple[NDArray[Any], int]:
    """One integer a pixel that tells its colour from others, and the background's: black or 0, else the
    commonest.
    """
    keys = file.pixels[..., 0] if file.space == "gray" else _packed(file)
    if file.alpha is not None:
        keys = np.where(file.alpha > file.full // 2, keys, 0)
    if file.origin.palette is not None and not keys.any():  # a palette that nobody filled in
        keys = displayed(file.origin.palette.indices, file.origin.orientation)
    if (keys == 0).any():
        return keys, 0
    values, counts = np.unique(_grid(keys), return_counts=True)
    return keys, int(values[counts.argmax()])


def _packed(file: Photo) -> NDArray[np.uint32]:
    keys = np.empty((file.height, file.width), np.uint32)
    for box in file.box.strips():
        rgb = file.display(box).astype(np.uint32)
        keys[box.slices] = rgb[..., 0] << 16 | rgb[..., 1] << 8 | rgb[..., 2]
    return keys


def is_lossless(file: Photo) -> bool:
    """Whether the values of a file are those that were written."""
    file_format = of_format(file.format)
    return file_format is None or file_format.lossless(file)


def _sample(file: Photo, where: NDArray[np.bool_] | None = None) -> NDArray[np.uint8]:
    """N×3 colours from a regular grid, only those in `where`."""
    step = _step(file.height * file.width)
    rgb = file.display(file.box, step)[..., :3]
    return rgb.reshape(-1, 3) if where is None else rgb[where[::step, ::step]]


def _grid(plane: NDArray[Any]) -> NDArray[Any]:
    step = _step(plane.size)
    return plane[::step, ::step]


def _step(pixels: int) -> int:
    return max(1, int((pixels / SAMPLE_PIXELS) ** 0.5))


def _is_picture(sample: NDArray[np.uint8]) -> bool:
    """Whether colours, N×3, are those of a photo: many, and no two of them make up most of it."""
    coarse = (sample >> 3).astype(np.uint32) @ np.array([1 << 10, 1 << 5, 1], np.uint32)
    counts = np.sort(np.unique(coarse, return_counts=True)[1])[::-1]
    gray = bool(sample.size) and bool((np.ptp(sample.astype(np.int16), axis=1) < 8).all())
    enough = PICTURE_COLOURS // 3 if gray else PICTURE_COLOURS  # of 32 grays
    return len(counts) >= enough and counts[2:].sum() > PICTURE_SHARE * len(sample)


def _near(marked: NDArray[np.bool_], by: int) -> NDArray[np.bool_]:
    import cv2

    square = np.ones((2 * by + 1, 2 * by + 1), np.uint8)
    return np.asarray(cv2.dilate(marked.view(np.uint8), square), np.uint8).view(np.bool_)


def _by_strips(file: Photo, value: Any) -> Mask:
    """value(colours) of every pixel, times its alpha.  value: from h×w×3 uint8 to h×w in 0 … 255."""
    plane = np.empty((file.height, file.width), np.uint8)
    for box in file.box.strips():
        shown = file.display(box)
        found = np.asarray(value(shown[..., :3]), np.float32)
        plane[box.slices] = np.rint(found if file.alpha is None else found * shown[..., 3] / 255)
    return plane


def _eight_bits(plane: NDArray[Any]) -> Mask:
    return plane if plane.dtype == np.uint8 else (plane >> 8).astype(np.uint8)
