"""The damage of a pair of photos, lifted off: how much it covers, and its colour.

All damage is photo = (1 − alpha)·clean + alpha·colour.  Of a pair both photos are known, and still there are
more unknowns than numbers; but damage has a colour for longer than it has a rim.  So its colour is read where
it covers most nearby, and what that explains can be laid over any other photo.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import cv2
import numpy as np
from numpy.typing import NDArray

from trainer.corruption.contract import Array
from trainer.photos import Pixels

DIFFERS = 12 / 255  # smoothed over 3×3 px: more than what two encodings of one photo differ by
QUIET = 0.98  # of what lies around damage differs by noise alone: there JPEG has left its traces as well
RING = (2, 5)  # px from what differs is around it
NOISE = (4 / 255, 24 / 255)  # at least, nobody sees less; at most, else it is damage that has no end
REACH = 3  # px, so far away damage still has the same colour
CORE = 8  # px of a piece whose neighbours all differ tell how far it is seen through
FEW = 1e-3  # so much a photo has to vary under damage before that tells anything
MOST_SEEN = 0.95  # of the photo through its damage: nobody sees damage of which less is there
UNTOLD = 0.2  # of all that differs may be left unexplained; else it is no such damage


def differing(image: Array, clean: Array) -> Array:
    """Where two photos of one view, H×W×3 in [0, 1], differ by more than their noise: H×W, 1 = damaged."""
    difference = np.abs(image - clean).max(2)
    smooth = cv2.blur(difference, (3, 3))
    rough = (smooth > DIFFERS).view(np.uint8)
    near, far = (cv2.dilate(rough, np.ones((2 * by + 1, 2 * by + 1), np.uint8)) > 0 for by in RING)
    ring = difference[far & ~near]
    noise = min(max(float(np.quantile(ring, QUIET)) if len(ring) else 0.0, NOISE[0]), NOISE[1])
    return np.asarray((smooth > max(DIFFERS, noise)) & (difference > noise), np.float32)


def lifted(pairs: Sequence[tuple[Pixels, Pixels]]) -> tuple[Pixels, ...] | None:
    """What lies over each photo of (damaged, clean) pairs: H×W×4, colour and alpha.

    None where damage is not of that kind, as where it bends what is behind it.
    """
    scenes = [(floats(damaged), floats(clean)) for damaged, clean in pairs]
    truths = [differing(*scene) > 0 for scene in scenes]
    follows, varies = np.sum(
        [_follows(*scene, truth) for scene, truth in zip(scenes, truths, strict=True)], 0
    )
    through = min(max(follows / max(varies, FEW), 0.0), MOST_SEEN)
    left = differs = 0.0
    layers: list[Pixels] = []
    for (damaged, clean), truth in zip(scenes, truths, strict=True):
        layers.append(_layer(damaged, clean, truth, through))
        left += float(np.abs(laid(clean, layers[-1])[0] - damaged)[truth].sum())
        differs += float(np.abs(clean - damaged)[truth].sum())
    return tuple(layers) if left < UNTOLD * differs else None


def laid(clean: Array, layer: Pixels) -> tuple[Array, Array]:
    """A photo, H×W×3 in [0, 1], with a layer over it, and the layer's alpha, H×W."""
    colour, alpha = floats(layer[..., :3]), floats(layer[..., 3])
    return clean + alpha[..., None] * (colour - clean), alpha


def _follows(image: Array, clean: Array, truth: NDArray[np.bool_]) -> tuple[float, float]:
    """How far damage follows what varies under it, and how far that varies: sums over pieces of damage."""
    flags = truth.view(np.uint8)
    labels = cv2.connectedComponents(flags, connectivity=8)[1]
    core = cv2.erode(flags, np.ones((3, 3), np.uint8)) > 0
    size = np.bincount(labels[core], minlength=int(labels.max()) + 1)
    core &= size[labels] >= CORE
    if not core.any():
        return 0.0, 0.0
    pieces, size = np.asarray(labels[core], np.intp), np.maximum(size, 1)
    over, under = (_centred(plane[core], pieces, size) for plane in (image, clean))
    return float((over * under).sum()), float((under * under).sum())


def _centred(colours: Array, pieces: NDArray[np.intp], size: NDArray[np.intp]) -> NDArray[np.float64]:
    """Colours, N×3, without the mean of the piece that each belongs to."""
    means = [np.bincount(pieces, channel, len(size)) / size for channel in colours.T]
    return np.stack([channel - mean[pieces] for channel, mean in zip(colours.T, means, strict=True)])


def floats(pixels: Pixels) -> Array:
    """Bytes as [0, 1]."""
    return pixels.astype(np.float32) / np.float32(255)


def _layer(image: Array, clean: Array, truth: NDArray[np.bool_], through: float) -> Pixels:
    """H×W×4: the colour of damage is what it would be where, of all REACH px around, it covers most."""
    change, under = image[truth] - clean[truth], clean[truth]
    room = np.where(change > 0, 1 - under, under).clip(1e-3)
    least = (np.abs(change) / room).max(1)  # alpha, were the colour as pure as can be
    colour = (under + change / (1 - through))[_most(truth, least)].clip(0, 1)
    span = colour - under
    alpha = (change * span).sum(1) / (span * span).sum(1).clip(1e-4)
    layer = np.zeros((*truth.shape, 4), np.uint8)
    layer[truth] = np.rint(np.column_stack([colour, alpha.clip(0, 1)]) * 255)
    return layer


def _most(truth: NDArray[np.bool_], values: Array) -> NDArray[np.intp]:
    """For each of the flagged pixels, N, which of them has the largest of the values, N, REACH px around."""
    inside = np.pad(truth, REACH)
    places, width = np.flatnonzero(inside), inside.shape[1]
    number = np.zeros(inside.size, np.intp)
    number[places] = np.arange(len(places))
    plane = np.full(inside.size, -1, np.float32)
    plane[places] = values
    best, most = np.arange(len(places)), values.copy()
    for by in (down * width + across for down, across in product(range(-REACH, REACH + 1), repeat=2)):
        there = plane[places + by]
        more = there > most
        most[more], best[more] = there[more], number[places[more] + by]
    return best
