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
from trainer.data.photos import Pixels

DIFFERS = 12 / 255  # smoothed over 3×3 px: more than what two encodings of one photo differ by
QUIET = 0.98  # of what lies around damage differs by noise alone: there JPEG has left its traces as well
RING = (2, 5)  # px from what differs is around it
NOISE = (4 / 255, 24 / 255)  # at least, nobody sees less; at most, else it is damage that has no end
REACH = 3  # px, so far away damage still has the same colour
CORE = 8  # px of a piece whose neighbours all differ tell how far it is seen through
FEW = 1e-3  # so much a photo has to vary under damage before that tells anything
RIMS = 0.08  # of the photo through its damage is what soft rims let through of damage that is opaque
MOST_SEEN = 0.95  # of the photo through its damage: nobody sees damage of which less is there
COVERS = 0.9  # of the most that a layer covers: there its colour is what was seen
BIN = 16  # of 255: colours nearer than this are one
COMMON = 0.1  # of what is covered most has a colour: else it is none of the damage's own
FITS = 6 / 255  # a colour explains damage this well: else it is of another
UNTOLD = 0.2  # of all that differs may be left unexplained; else it is no such damage


def differing(image: Array, clean: Array) -> Array:
    """Where two photos of one view, H×W×3 in [0, 1], differ by more than their noise: H×W, 1 = damaged."""
    difference = np.abs(image - clean).max(2)
    smooth = cv2.blur(difference, (3, 3))
    noise = min(max(_noise(difference, smooth), NOISE[0]), NOISE[1])
    return np.asarray((smooth > max(DIFFERS, noise)) & (difference > noise), np.float32)


def lossless(image: Array, clean: Array) -> bool:
    """Whether photos of one view, H×W×3, are equal to the bit beside damage: no JPEG blurred its rims."""
    difference = np.abs(image - clean).max(2)
    return _noise(difference, cv2.blur(difference, (3, 3))) == 0


def _noise(difference: Array, smooth: Array) -> float:
    """By how much photos differ around damage, where it has ended."""
    rough = (smooth > DIFFERS).view(np.uint8)
    near, far = (cv2.dilate(rough, np.ones((2 * by + 1, 2 * by + 1), np.uint8)) > 0 for by in RING)
    ring = difference[far & ~near]
    return float(np.quantile(ring, QUIET)) if len(ring) else 0.0


def lifted(pairs: Sequence[tuple[Pixels, Pixels]]) -> tuple[Pixels, ...] | None:
    """What lies over each photo of (damaged, clean) pairs: H×W×4, colour and alpha.

    None where damage is not of that kind, as where it bends what is behind it.
    """
    scenes = [(floats(damaged), floats(clean)) for damaged, clean in pairs]
    truths = [differing(*scene) > 0 for scene in scenes]
    follows, varies = np.sum(
        [_follows(*scene, truth) for scene, truth in zip(scenes, truths, strict=True)], 0
    )
    through = min(follows / max(varies, FEW), MOST_SEEN)
    through = through if through > RIMS else 0.0
    seen = list(zip(scenes, truths, strict=True))
    layers = [_layer(*scene, truth, through) for scene, truth in seen]
    colours = palette(layers)
    if len(colours) == 1:  # then what never covers all has it too
        layers = [_layer(*scene, truth, through, floats(colours[0])) for scene, truth in seen]
    left = differs = 0.0
    for ((damaged, clean), truth), layer in zip(seen, layers, strict=True):
        left += float(np.abs(laid(clean, layer)[0] - damaged)[truth].sum())
        differs += float(np.abs(clean - damaged)[truth].sum())
    return tuple(layers) if left < UNTOLD * differs else None


def laid(clean: Array, layer: Pixels) -> tuple[Array, Array]:
    """A photo, H×W×3 in [0, 1], with a layer over it, and the layer's alpha, H×W."""
    colour, alpha = floats(layer[..., :3]), floats(layer[..., 3])
    return clean + alpha[..., None] * (colour - clean), alpha


def palette(layers: Sequence[Pixels]) -> Pixels:
    """The colours that are common where layers cover most, the commonest first: K×3."""
    most = [layer[layer[..., 3] > COVERS * layer[..., 3].max(), :3] for layer in layers]
    left = np.concatenate([np.zeros((0, 3), np.uint8), *most])
    found: list[Pixels] = []
    least = max(1, COMMON * len(left))
    while len(left) >= least:
        bins = left // BIN @ np.array([1, 256 // BIN, (256 // BIN) ** 2])
        colour = np.median(left[bins == np.bincount(bins).argmax()], 0)
        near = np.abs(left - colour).max(1) <= BIN
        if np.count_nonzero(near) >= least:
            found.append(np.rint(colour).astype(np.uint8))
        left = left[~near]
    return np.array(found, np.uint8).reshape(-1, 3)


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
    """Colours, N×3, without the mean of the piece that each belongs to: 3×N."""
    means = [np.bincount(pieces, channel, len(size)) / size for channel in colours.T]
    return np.stack([channel - mean[pieces] for channel, mean in zip(colours.T, means, strict=True)])


def floats(pixels: Pixels) -> Array:
    """Bytes as [0, 1]."""
    return pixels.astype(np.float32) / np.float32(255)


def _layer(
    image: Array, clean: Array, truth: NDArray[np.bool_], through: float, known: Array | None = None
) -> Pixels:
    """H×W×4: the colour of damage is `known`, 3, where that explains it; else what it would be where, of all
    REACH px around, it covers most.
    """
    change, under = image[truth] - clean[truth], clean[truth]
    room = np.where(change > 0, 1 - under, under).clip(1e-3)
    least = (np.abs(change) / room).max(1)  # alpha, were the colour as pure as can be
    colour = (under + change / (1 - through))[_most(truth, least)].clip(0, 1)
    if known is not None:
        span = known - under
        fits = np.abs(change - _share(change, span)[:, None] * span).max(1) < FITS
        colour[fits] = known
    layer = np.zeros((*truth.shape, 4), np.uint8)
    layer[truth] = np.rint(np.column_stack([colour, _share(change, colour - under)]) * 255)
    return layer


def _share(change: Array, span: Array) -> Array:
    """How much of the way to a colour, N×3, a change goes, N in [0, 1]."""
    share: Array = ((change * span).sum(1) / (span * span).sum(1).clip(1e-4)).clip(0, 1)
    return share


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
