"""Scratches and dust of one colour each: what was found of one tells its colour, and that where it ends.

A network finds a scratch in parts and is unsure of its edges.  What was laid over a photo in one colour goes
on where that colour does.  Where neither a soft rim nor JPEG blurred it, it ends to the pixel, what has no
such colour is no scratch, and what has is one on less evidence.  Ours, no paper.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.detection.text import SAME, SURE, Flags, alike, around
from engine.models.method import Array
from engine.pixels.box import Box
from engine.pixels.mask import Mask, bounds

Region = Callable[[Box], Array]
NEARLY = 12 / 255  # how far a channel may be from a find's colour for the pixel to tell it,
STEADY = 4 / 255  # how far half of those may be for it to be one colour, and how much further others are it
TELLS = 0.25  # of a find: so much must have its colour
COLOURS = 3  # in one find: scratches cross
LEAST = 3  # px of a find that tells a colour
NEAR = 2  # px: as far from a scratch a network takes for the scratch what is none
REACH = 128  # px that a scratch is followed at most; and twice its length
LONGER = 10  # times as many pixels as were found may be followed in one piece, which may be
WIDER = 2.0  # times as wide: else it is part of the photo that has the colour
FAINT = 10  # of 255: so much is enough where the colour is known to the last bit
ASKED = 4096  # px of a piece, at most about twice as many, that are compared with each colour
UNTOLD = 0.5  # of what was found has no colour: then that is no sign against the rest
SOFT = 0.15  # of a pixel beside the colour is covered by it: from here on scratches have soft rims
UNEVEN = 1 / 255  # off by so much in the mean, the colour went through JPEG, which blurs rims too


@dataclass(frozen=True)
class Traced:
    """sure: H×W, how certain it is of the pixels that have a scratch's colour, 0 of others.  sound: pixels
    that were found and are none.  exact: where a scratch ends to the pixel.
    """

    sure: Mask
    sound: Flags
    exact: Flags


class _Scratch(NamedTuple):
    """pixels: those of `box` in the photo, as certain as the surest that was found of them.  told: how far
    their colour is off, of how many; how much of it is in the pixels beside them, and how much would be were
    they covered.
    """

    box: Box
    pixels: Flags
    certain: int
    colour: Array
    told: NDArray[np.float64]


def traced(region: Region, found: Mask) -> Traced | None:
    """region: of the photo, H×W×3 float32 in [0, 1].  found: H×W, 255 = certain.

    Scratches with blurred rims are followed, but not said to end to the pixel.  None where nothing has one
    colour.
    """
    sure = np.zeros_like(found)
    seen = found >= SURE
    left = seen.copy()
    colours: list[Array] = []
    told = np.zeros(4)
    for _ in range(COLOURS):
        for scratch in _scratches(region, found, left, sure):
            _lay(scratch, sure)
            colours.append(scratch.colour)
            told += scratch.told
        left &= ~around(sure > 0, NEAR)
    if not colours:
        return None
    uneven, count, edge, span = told
    untold = np.count_nonzero(left) > UNTOLD * np.count_nonzero(seen)
    if uneven > UNEVEN * count or edge > SOFT * span or untold:
        nothing = np.zeros(found.shape, bool)
        return Traced(sure, nothing, nothing)
    faint = (found >= FAINT) & ~around(sure > 0, 1)
    for scratch in _others(region, faint, np.unique(colours, axis=0)):
        _lay(scratch, sure)
    return Traced(sure, seen & (sure == 0), around(sure > 0, NEAR))


def _lay(scratch: _Scratch, sure: Mask) -> None:
    view = sure[scratch.box.slices]
    view[scratch.pixels] = np.maximum(view[scratch.pixels], scratch.certain)


def _scratches(region: Region, found: Mask, left: Flags, sure: Mask) -> Iterator[_Scratch]:
    """Each connected find of one colour, followed; but those that are laid into `sure` meanwhile."""
    for box, mine, size in _pieces(left):
        if size < LEAST or sure[box.slices][mine].all():
            continue
        seen, certain = region(box), found[box.slices][mine]
        colour = _colour(seen[mine], certain)
        if colour is not None:
            same = alike(seen, colour, 2 * STEADY)
            own = mine & same
            pixels = _followed(own, same, size)
            uneven = _apart(seen[own], colour)
            told = np.array([uneven.sum(), len(uneven), *_rim(seen, pixels, colour)])
            yield _Scratch(box, pixels, int(certain.max()), colour, told)


def _others(region: Region, faint: Flags, colours: Array) -> Iterator[_Scratch]:
    """What has one of the colours, N×3, to the last bit and is connected with something faint."""
    for box, mine, size in _pieces(faint):
        seen = region(box)
        some = seen[mine][:: max(1, size // ASKED)]
        known = _apart(some[:, None], colours) <= SAME
        for colour in colours[known.any(0)]:
            same = alike(seen, colour, SAME)
            yield _Scratch(box, _followed(mine & same, same, size), SURE, colour, np.zeros(4))


def _pieces(flags: Flags) -> Iterator[tuple[Box, Flags, int]]:
    """Each connected piece: the box that it may be followed in, its pixels there, and how many they are."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(flags.view(np.uint8), connectivity=8)
    for number in range(1, count):
        left, top, width, height, size = (int(value) for value in stats[number])
        reach = min(REACH, 2 * max(width, height)) + NEAR + 1
        box = Box(left, top, left + width, top + height).grown(reach) & Box.of(flags.shape)
        yield box, labels[box.slices] == number, size


def _colour(colours: Array, sure: Mask) -> Array | None:
    """The one colour, 3, of a find's pixels, N×3; None where it has none."""
    colour = _middle(colours[sure >= np.sort(sure)[3 * len(sure) // 4]])  # of the surest quarter
    for _ in range(2):
        near = _apart(colours, colour) <= NEARLY
        if np.count_nonzero(near) < TELLS * len(near):
            return None
        colour = _middle(colours[near])
    away = _apart(colours, colour)
    return colour if _middle(away[away <= NEARLY]) <= STEADY else None


def _apart(one: Array, two: Array) -> Array:
    """The largest difference in a channel, of the last axis; np.max takes five times as long on so few."""
    red, green, blue = np.moveaxis(np.abs(one - two), -1, 0)
    return np.asarray(np.maximum(np.maximum(red, green), blue), np.float32)


def _middle(values: NDArray[Any]) -> NDArray[Any]:
    """The median along the first axis, or what is next to it; np.median takes ten times as long on so few."""
    return np.asarray(np.sort(values, axis=0)[len(values) // 2])


def _followed(own: Flags, same: Flags, size: int) -> Flags:
    """A find's pixels with all that has its colour and is connected with them, but for wider pieces.

    own, same: H×W, those of the find that have the colour, and all that do.  size: px of the find.
    """
    if not (around(own, 1) & same & ~own).any():
        return own
    count, labels = cv2.connectedComponents(same.view(np.uint8), connectivity=8)
    touched = np.zeros(count, bool)
    touched[labels[own]] = True
    touched[0] = False
    whole = touched[labels]
    view = bounds(whole.view(np.uint8)).slices
    found, mine = own.copy(), own[view]
    more = whole[view] & ~mine
    count, pieces, stats, _ = cv2.connectedComponentsWithStats(more.view(np.uint8), connectivity=8)
    deepest = np.zeros(count, np.float32)
    np.maximum.at(deepest, pieces[more], _depth(more)[more])
    taken = (deepest <= WIDER * _depth(mine).max()) & (stats[:, cv2.CC_STAT_AREA] <= LONGER * size)
    taken[0] = False
    found[view] |= taken[pieces]
    return found


def _depth(flags: Flags) -> Array:
    """How far each pixel is from what is not flagged, px."""
    return np.asarray(cv2.distanceTransform(np.pad(flags.view(np.uint8), 1), cv2.DIST_L2, 5)[1:-1, 1:-1])


def _rim(seen: Array, pixels: Flags, colour: Array) -> tuple[float, float]:
    """How much of the colour is in the pixels beside it, and how much would be were they covered: of a mean
    over all of them, which the photo's own texture does not reach.
    """
    view = (bounds(pixels.view(np.uint8)).grown(NEAR + 1) & Box.of(pixels.shape)).slices
    seen, pixels = seen[view], np.ascontiguousarray(pixels[view])
    first, second = (around(pixels, reach) for reach in (1, NEAR + 1))
    beside, beyond = first & ~pixels, second & ~first
    if not beside.any() or not beyond.any():
        return 0.0, 0.0
    photo = seen[beyond].mean(0)
    span = colour - photo
    count = int(beside.sum())
    return count * float((seen[beside].mean(0) - photo) @ span), count * float(span @ span)
