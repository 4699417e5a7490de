"""Separates the damage of pairs of photos from the photo: layers of colour and alpha.

All damage is photo = (1 − alpha)·clean + alpha·colour.  In a pair both photos are known, but alpha and colour
are four unknowns for three equations a pixel.  Damage keeps its colour over some pixels, while its alpha
falls at its rim.  So the colour of a pixel is read where, of its neighbours, the damage covers most.  Layers
that explain the pairs can then be put over other photos.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import cv2
import numpy as np
from numpy.typing import NDArray

from trainer.corruption.contract import Array
from trainer.data.photos import Pixels

# The least difference that is damage, of the mean over 3×3 px: two JPEGs of one photo differ by less.
MIN_DIFFERENCE = 12 / 255
NOISE_QUANTILE = 0.98  # The differences around damage are noise, also from JPEG, except for the largest.
RING_PX = (2, 5)  # Distances from what differs between which noise is measured.
MIN_NOISE = 4 / 255  # Less is not visible.
MAX_NOISE = 24 / 255  # More is damage without a border.
COLOUR_RADIUS_PX = 3  # Damage keeps its colour over this distance.
MIN_CORE_PX = 8  # Pieces of damage with fewer interior pixels do not count for the transmittance.
MIN_VARIANCE = 1e-3  # Of the photo under damage: with less its transmittance cannot be measured.
RIM_TRANSMITTANCE = 0.08  # Opaque damage with soft rims has up to this transmittance.
MAX_TRANSMITTANCE = 0.95  # Fainter damage is not visible.
COVER_SHARE = 0.9  # Of a layer's largest alpha: where it covers so much, its colour is that of the damage.
COLOUR_BIN = 16  # Of 255: colours that differ by less are one.
COMMON_SHARE = 0.1  # Of the pixels that are covered most: a rarer colour is not the damage's own.
COLOUR_TOLERANCE = 6 / 255  # A pixel is of a known colour if that explains it this well.
MAX_RESIDUAL_SHARE = 0.2  # Of all differences: where layers leave more, the damage is not a layer.


def difference_mask(image: Array, clean: Array) -> Array:
    """H×W, 1 = damaged: where two photos of one view, H×W×3 in [0, 1], differ by more than their noise."""
    difference = np.abs(image - clean).max(2)
    smooth = cv2.blur(difference, (3, 3))
    noise = min(max(_noise(difference, smooth), MIN_NOISE), MAX_NOISE)
    return np.asarray((smooth > max(MIN_DIFFERENCE, noise)) & (difference > noise), np.float32)


def is_lossless(image: Array, clean: Array) -> bool:
    """Whether two photos of one view, H×W×3, are identical around the damage, so not re-encoded as JPEG."""
    difference = np.abs(image - clean).max(2)
    return _noise(difference, cv2.blur(difference, (3, 3))) == 0


def _noise(difference: Array, smooth: Array) -> float:
    """By how much two photos differ in the ring around their damage."""
    rough = (smooth > MIN_DIFFERENCE).view(np.uint8)
    near, far = (cv2.dilate(rough, np.ones((2 * by + 1, 2 * by + 1), np.uint8)) > 0 for by in RING_PX)
    ring = difference[far & ~near]
    return float(np.quantile(ring, NOISE_QUANTILE)) if len(ring) else 0.0


def estimate_layers(pairs: Sequence[tuple[Pixels, Pixels]]) -> tuple[Pixels, ...] | None:
    """The damage of (damaged, clean) pairs as RGBA layers, H×W×4 each.

    None where layers do not explain it, as where damage refracts what is behind it.
    """
    scenes = [(unit_floats(damaged), unit_floats(clean)) for damaged, clean in pairs]
    truths = [difference_mask(*scene) > 0 for scene in scenes]
    covariance, variance = np.sum(
        [_transmittance_sums(*scene, truth) for scene, truth in zip(scenes, truths, strict=True)], 0
    )
    transmittance = min(covariance / max(variance, MIN_VARIANCE), MAX_TRANSMITTANCE)
    transmittance = transmittance if transmittance > RIM_TRANSMITTANCE else 0.0
    seen = list(zip(scenes, truths, strict=True))
    layers = [_layer(*scene, truth, transmittance) for scene, truth in seen]
    colours = palette(layers)
    if len(colours) == 1:  # Then translucent damage has this colour as well.
        layers = [_layer(*scene, truth, transmittance, unit_floats(colours[0])) for scene, truth in seen]
    residual = difference = 0.0
    for ((damaged, clean), truth), layer in zip(seen, layers, strict=True):
        residual += float(np.abs(layered(clean, layer)[0] - damaged)[truth].sum())
        difference += float(np.abs(clean - damaged)[truth].sum())
    return tuple(layers) if residual < MAX_RESIDUAL_SHARE * difference else None


def layered(clean: Array, layer: Pixels) -> tuple[Array, Array]:
    """(photo, alpha): a photo, H×W×3 in [0, 1], with a layer over it, and the layer's alpha, H×W."""
    colour, alpha = unit_floats(layer[..., :3]), unit_floats(layer[..., 3])
    return clean + alpha[..., None] * (colour - clean), alpha


def palette(layers: Sequence[Pixels]) -> Pixels:
    """K×3: the common colours where layers cover most, in the order of their frequency."""
    most = [layer[layer[..., 3] > COVER_SHARE * layer[..., 3].max(), :3] for layer in layers]
    left = np.concatenate([np.zeros((0, 3), np.uint8), *most])
    found: list[Pixels] = []
    least = max(1, COMMON_SHARE * len(left))
    while len(left) >= least:
        bins = left // COLOUR_BIN @ np.array([1, 256 // COLOUR_BIN, (256 // COLOUR_BIN) ** 2])
        colour = np.median(left[bins == np.bincount(bins).argmax()], 0)
        near = np.abs(left - colour).max(1) <= COLOUR_BIN
        if np.count_nonzero(near) >= least:
            found.append(np.rint(colour).astype(np.uint8))
        left = left[~near]
    return np.array(found, np.uint8).reshape(-1, 3)


def _transmittance_sums(image: Array, clean: Array, truth: NDArray[np.bool_]) -> tuple[float, float]:
    """(covariance of damaged and clean colours, variance of clean ones), summed over pieces of damage.

    Their ratio is the transmittance, as in a linear regression.
    """
    flags = truth.view(np.uint8)
    labels = cv2.connectedComponents(flags, connectivity=8)[1]
    core = cv2.erode(flags, np.ones((3, 3), np.uint8)) > 0
    size = np.bincount(labels[core], minlength=int(labels.max()) + 1)
    core &= size[labels] >= MIN_CORE_PX
    if not core.any():
        return 0.0, 0.0
    pieces, size = np.asarray(labels[core], np.intp), np.maximum(size, 1)
    over, under = (_centred(plane[core], pieces, size) for plane in (image, clean))
    return float((over * under).sum()), float((under * under).sum())


def _centred(colours: Array, pieces: NDArray[np.intp], size: NDArray[np.intp]) -> NDArray[np.float64]:
    """3×N: colours, N×3, minus the mean colour of the piece that each belongs to."""
    means = [np.bincount(pieces, channel, len(size)) / size for channel in colours.T]
    return np.stack([channel - mean[pieces] for channel, mean in zip(colours.T, means, strict=True)])


def unit_floats(pixels: Pixels) -> Array:
    """Bytes as float32 in [0, 1]."""
    return pixels.astype(np.float32) / np.float32(255)


def _layer(
    image: Array, clean: Array, truth: NDArray[np.bool_], transmittance: float, known: Array | None = None
) -> Pixels:
    """H×W×4: the colour of damage is `known`, 3, where that explains it; else what it would be where, of all
    COLOUR_RADIUS_PX around, it covers most.
    """
    change, under = image[truth] - clean[truth], clean[truth]
    room = np.where(change > 0, 1 - under, under).clip(1e-3)
    least_alpha = (np.abs(change) / room).max(1)  # Alpha cannot be less, whatever the colour.
    colour = (under + change / (1 - transmittance))[_most_covered_nearby(truth, least_alpha)].clip(0, 1)
    if known is not None:
        span = known - under
        fits = np.abs(change - _alpha(change, span)[:, None] * span).max(1) < COLOUR_TOLERANCE
        colour[fits] = known
    layer = np.zeros((*truth.shape, 4), np.uint8)
    layer[truth] = np.rint(np.column_stack([colour, _alpha(change, colour - under)]) * 255)
    return layer


def _alpha(change: Array, span: Array) -> Array:
    """The alpha that explains a change, N×3, by a layer whose colour is clean + span: N in [0, 1]."""
    share: Array = ((change * span).sum(1) / (span * span).sum(1).clip(1e-4)).clip(0, 1)
    return share


def _most_covered_nearby(truth: NDArray[np.bool_], values: Array) -> NDArray[np.intp]:
    """For each flagged pixel the index of the one with the largest value at most COLOUR_RADIUS_PX away: N."""
    inside = np.pad(truth, COLOUR_RADIUS_PX)
    places, width = np.flatnonzero(inside), inside.shape[1]
    number = np.zeros(inside.size, np.intp)
    number[places] = np.arange(len(places))
    plane = np.full(inside.size, -1, np.float32)
    plane[places] = values
    best, largest = np.arange(len(places)), values.copy()
    steps = range(-COLOUR_RADIUS_PX, COLOUR_RADIUS_PX + 1)
    for offset in (down * width + across for down, across in product(steps, repeat=2)):
        neighbours = plane[places + offset]
        larger = neighbours > largest
        largest[larger], best[larger] = neighbours[larger], number[places[larger] + offset]
    return best
