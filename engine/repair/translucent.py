"""Removes translucent marks, such as watermarks, by solving for the photo under them.

A translucent mark shows photo = share · clean + offset, with share = 1 − opacity and offset = opacity ·
colour, the same all over the mark.  Both are estimated from pixels on either side of its outline, between
which a photo changes little.  Where these do not agree, the mark is opaque or no overlay, and is filled.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.job import Job
from engine.models.method import Array
from engine.photo import Photo
from engine.pixels.box import Box
from engine.pixels.mask import Mask
from engine.repair.separation import estimated, groups, local_mean

Flags = NDArray[np.bool_]

# The neighbourhood of a pixel of the outline in which the pixels of the two sides are compared.
SIDE_SIGMA_PX = 1.5
# The least weight of a side that is compared.
MIN_SIDE_WEIGHT = 0.05
# Antialiasing and detectors leave this much doubt at the outline: it is filled.
RIM_PX = 1
# Fewer pixels tell nothing.
MIN_CORE_PX, MIN_OUTLINE_PX = 40, 60
# The correlation of the two sides of an outline from which they show one photo.
MIN_CORRELATION = 0.6
# Below this share noise of the photo would become too strong; above it there is no mark.
MIN_SHARE, MAX_SHARE = 0.15, 0.93
# By how much the colour of a mark may exceed [0, 1], for errors of the estimate.
COLOUR_TOLERANCE = 0.1
# A mask may reach this far beyond a mark.
MAX_GENEROSITY_PX = 4
# By how much the opacity at the outline of a mark and inside may differ from the estimate, as a share of it.
MAX_UNEVENNESS = 0.25
CROSS_KERNEL = np.array([[0, 1, 0], [1, 1, 1], [0, 1, 0]], np.uint8)
# Marks whose shares and offsets differ by less than this may be of one ink.
SAME_INK_TOLERANCE = 0.2
# The detail under a mark may be this many times as strong as beside it.
MAX_DETAIL_RATIO = 1.4
# With less detail than this a photo is filled as well, without its noise becoming stronger.
MIN_DETAIL = 2.5 / 255
# The neighbourhood over which what remains of the step at the outline is averaged and removed.
STEP_SIGMA_PX = 6.0


@dataclass(frozen=True)
class _Mark:
    """A group of marks in a window of the photo.

    core: H×W, pixels that lie fully in the mark.  sound: H×W, pixels of the mask that do not belong to it.
    beside: H×W, pixels of the photo that no mark covers.  estimate: H×W×3, the photo as it may be under the
    mark.  inside, outside: N×3, means of the two sides at N pixels of the outline.
    """

    window: Box
    core: Flags
    sound: Flags
    beside: Flags
    estimate: Array
    inside: Array
    outside: Array


@dataclass(frozen=True)
class _Ink:
    """share: of the photo that is seen through a mark.  offset: 3, what the mark adds to it."""

    share: float
    offset: Array
    correlation: float

    @property
    def translucent(self) -> bool:
        colour = self.offset / max(1 - self.share, 1e-3)
        return bool(
            self.correlation >= MIN_CORRELATION
            and MIN_SHARE <= self.share <= MAX_SHARE
            and colour.min() >= -COLOUR_TOLERANCE
            and colour.max() <= 1 + COLOUR_TOLERANCE
        )


def remove_translucent(photo: Photo, mask: Mask, found: Mask, job: Job) -> Mask:
    """Remove the translucent ones of the marks that were found; the photo is changed.

    mask: uint8 H×W, all that is missing.  found: uint8 H×W, not 0 at the marks.  Returns the mask that is
    left to be filled: opaque marks, outlines, and what is not known to be translucent.  Raises Cancelled.
    """
    rest = mask.copy()
    for mark, ink in _inked(list(_marks(photo, mask, found, job))):
        job.step(0.0)
        clean = _clean(photo.region(mark.window), mark, ink)
        if clean is not None:
            photo.put(mark.window, photo.blended(mark.window, clean, mark.core.astype(np.float32)))
            rest[mark.window.slices][mark.core | mark.sound] = 0
    return rest


def _marks(photo: Photo, mask: Mask, found: Mask, job: Job) -> Iterator[_Mark]:
    """The groups of marks of which enough is seen."""
    for window, own in groups(found):
        job.step(0.0)
        known = mask[window.slices] == 0
        if np.count_nonzero(own) < MIN_CORE_PX or not known.any():
            continue
        mark = _tightened(window, photo.region(window), own, known)
        if mark is not None:
            yield mark


def _tightened(window: Box, image: Array, own: Flags, known: Flags) -> _Mark | None:
    """A group of marks.  A mask that reaches beyond them is eroded until its outline is theirs."""
    estimate, marked, first = estimated(image, known), own, None
    for _ in range(MAX_GENEROSITY_PX + 1):
        mark = _mark(window, image, estimate, marked, own, known)
        if mark is None:
            break
        ink = _line(mark.outside, mark.inside)
        if ink.translucent and _even(image, mark, ink):
            return mark
        first = first or mark
        marked = cv2.erode(marked.view(np.uint8), CROSS_KERNEL) > 0
    return first


def _mark(
    window: Box, image: Array, estimate: Array, marked: Flags, own: Flags, known: Flags
) -> _Mark | None:
    """A group of marks; None where too little of it is seen.

    marked: H×W, the pixels of the marks.  own: H×W, those of the mask.  known: H×W, those of no mask.
    """
    kernel = np.ones((2 * RIM_PX + 1,) * 2, np.uint8)
    core = cv2.erode(marked.view(np.uint8), kernel) > 0
    near = cv2.dilate(marked.view(np.uint8), kernel) > 0
    beside = ~near & (own | known)
    inside, outside, both = _sides(image, core, beside)
    if np.count_nonzero(core) < MIN_CORE_PX or np.count_nonzero(both) < MIN_OUTLINE_PX:
        return None
    return _Mark(window, core, own & ~near, beside, estimate, inside, outside)


def _line(before: Array, after: Array) -> _Ink:
    """The line after = share · before + offset through N×3 values with errors in both."""
    means = before.mean(0), after.mean(0)
    a, b = before - means[0], after - means[1]
    spreads = float(np.sqrt((a * a).sum())), float(np.sqrt((b * b).sum()))
    share = min(1.0, spreads[1] / max(spreads[0], 1e-6))
    correlation = float((a * b).sum()) / max(spreads[0] * spreads[1], 1e-9)
    return _Ink(share, np.asarray(means[1] - share * means[0], np.float32), correlation)


def _even(image: Array, mark: _Mark, ink: _Ink) -> bool:
    """Whether a mark covers the photo at its outline as it does deep inside, and both as the ink says."""
    deep = cv2.erode(mark.core.view(np.uint8), CROSS_KERNEL) > 0
    opacity = 1 - ink.share
    against = ink.offset / np.float32(opacity) - mark.estimate
    product = ((image - mark.estimate) * against).sum(-1)
    square = (against**2).sum(-1)
    parts = [where for where in (mark.core & ~deep, deep) if np.count_nonzero(where) >= MIN_CORE_PX]
    shares = [float(product[where].sum() / max(square[where].sum(), 1e-9)) / opacity for where in parts]
    return all(abs(share - 1) < MAX_UNEVENNESS for share in shares) and (
        max(shares, default=1) - min(shares, default=1) < MAX_UNEVENNESS
    )


def _sides(image: Array, core: Flags, beside: Flags) -> tuple[Array, Array, Flags]:
    """The means of the two sides at N pixels of an outline, N×3 each, and these pixels, H×W."""
    (inside, within), (outside, without) = (
        local_mean(image, where, SIDE_SIGMA_PX) for where in (core, beside)
    )
    both = (within > MIN_SIDE_WEIGHT) & (without > MIN_SIDE_WEIGHT)
    return inside[both], outside[both], both


def _inked(marks: list[_Mark]) -> Iterator[tuple[_Mark, _Ink]]:
    """The translucent marks, each with its ink, which is estimated from all marks that seem to share it."""
    rest = [(mark, _line(mark.outside, mark.inside)) for mark in marks]
    rest.sort(key=lambda pair: -len(pair[0].inside))
    while rest:
        _, first = rest[0]
        alike = [(mark, own) for mark, own in rest if own is first or _same_ink(own, first)]
        rest = [pair for pair in rest if not any(pair[0] is mark for mark, _ in alike)]
        before, after = (
            np.concatenate([getattr(mark, side) for mark, _ in alike]) for side in ("outside", "inside")
        )
        ink = _line(before, after)
        if ink.translucent:
            yield from ((mark, ink) for mark, _ in alike)


def _same_ink(one: _Ink, other: _Ink) -> bool:
    differences = abs(one.share - other.share), float(np.abs(one.offset - other.offset).max())
    return max(differences) < SAME_INK_TOLERANCE


def _clean(image: Array, mark: _Mark, ink: _Ink) -> Array | None:
    """The photo under a mark, H×W×3; None where it would be worse than a fill."""
    clean = (image - ink.offset) / np.float32(ink.share)
    if not _even(image, mark, ink):
        return None
    detail, beside = _detail(clean, mark.core), _detail(image, mark.beside)
    if detail > MAX_DETAIL_RATIO * beside or beside < MIN_DETAIL:
        return None
    inside, outside, both = _sides(np.where(mark.core[..., None], clean, image), mark.core, mark.beside)
    step = np.zeros_like(image)
    step[both] = outside - inside
    clean += local_mean(step, both, STEP_SIGMA_PX)[0]
    return np.asarray(np.clip(clean, 0, 1), np.float32)


def _detail(image: Array, where: Flags) -> float:
    """The mean size of steps between neighbours that are both in `where`."""
    across, down = where[:, 1:] & where[:, :-1], where[1:] & where[:-1]
    steps = np.concatenate([np.diff(image, axis=1)[across], np.diff(image, axis=0)[down]])
    return float(np.abs(steps).mean()) if steps.size else 0.0
