"""Smooth colours for a hole which change abruptly at the lines that go on in it: the start of a completion.

Each pixel becomes the mean of its neighbours, except across a line (Laplace's equation with barriers; the
diffusion curves of Orzan et al. 2008).
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.linalg import splu

from engine.exemplar.kernels import Flags
from engine.exemplar.lines import Lines, barriers
from engine.models.method import Array

# The weight of the mean colour, for parts of the hole that lines separate from all known pixels.
MEAN_WEIGHT = 1e-5


def prefill(image: Array, hole: Flags, lines: Lines, scale: float) -> Array:
    """The image with its hole filled, H×W×3; known pixels stay.

    image: H×W×3.  hole: H×W of 0 and 1.  lines: at the photo's size, of which this is `scale` times.
    """
    barrier = barriers(lines, hole.shape, scale)
    open_hole = (hole > 0) & ~barrier
    filled = image.astype(np.float32).copy()
    filled[hole > 0] = image[hole == 0].mean(axis=0)
    if open_hole.any():
        filled[open_hole] = _diffused(filled, open_hole, (hole == 0) & ~barrier)
    # Barriers are drawn 1 px wide: they take the colours beside them.
    beside = (~barrier).astype(np.float32)
    weight = np.maximum(cv2.blur(beside, (3, 3)), 1e-3)[..., None]
    mean = cv2.blur(filled * beside[..., None], (3, 3)) / weight
    missing = (hole > 0) & barrier
    filled[missing] = mean[missing]
    return filled


def _diffused(image: Array, unknown: NDArray[np.bool_], given: NDArray[np.bool_]) -> Array:
    """The colours of the unknown pixels, K×3, which keep to those of given ones."""
    index = np.full(unknown.shape, -1)
    count = int(unknown.sum())
    index[unknown] = np.arange(count)
    diagonal = np.full(count, MEAN_WEIGHT)
    right_side = MEAN_WEIGHT * image[unknown].astype(np.float64)
    links = []
    for axis in (0, 1):
        for step in (1, -1):
            neighbour = np.roll(index, step, axis)
            there = np.roll(given, step, axis)
            edge = (slice(0, 1) if step == 1 else slice(-1, None),)
            place = edge if axis == 0 else (slice(None), *edge)
            neighbour[place], there[place] = -1, False
            colours = np.roll(image, step, axis)[unknown]
            known, linked = there[unknown], neighbour[unknown]
            diagonal += known + (linked >= 0)
            right_side += known[:, None] * colours
            rows = np.flatnonzero(linked >= 0)
            links.append((rows, linked[rows]))
    rows, columns = (np.concatenate(part) for part in zip(*links, strict=True))
    matrix = sparse.diags_array(diagonal) - sparse.coo_array(
        (np.ones(len(rows)), (rows, columns)), shape=(count, count)
    )
    return np.asarray(splu(matrix.tocsc()).solve(right_side), np.float32)
