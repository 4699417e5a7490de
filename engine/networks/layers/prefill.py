"""A first fill of thin holes by diffusion: what the restoration network corrects.  numpy and SciPy only.

The thin-plate (biharmonic) fill minimises the sum over all pixels of (Laplacian u)², free at the border.
Only the missing pixels are unknowns, so the cost follows the damage and not the photo.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Array = NDArray[np.float32]
Flags = NDArray[np.bool_]

ITERATIONS = 60  # a 3 px stroke needs about 20, an 18 px one comes to within a gray level
TOLERANCE = 1e-3  # of the first residual's norm
SATURATION = 4  # a pyramid cell that is a quarter known hides the coarser level


def pyramid_fill(image: Array, missing: Flags) -> Array:
    """Missing pixels as means of known ones, from the finest level of a pyramid that sees enough of them.

    image: H×W×3 float32.  missing: H×W.  Returns H×W×3; known pixels unchanged.
    """
    weight = 1 - missing.astype(np.float32)
    levels = [(image * weight[..., None], weight)]
    while min(weight.shape) > 1 and float(weight.min()) * SATURATION < 1:
        levels.append((cv2.pyrDown(levels[-1][0]), cv2.pyrDown(levels[-1][1])))
        weight = levels[-1][1]
    filled = levels[-1][0] / np.maximum(weight, 1e-6)[..., None]
    for colour, weight in reversed(levels[:-1]):
        coarse = cv2.resize(filled, weight.shape[::-1], interpolation=cv2.INTER_LINEAR)
        share = np.minimum(weight * SATURATION, 1)[..., None]
        filled = coarse + share * (colour / np.maximum(weight, 1e-6)[..., None] - coarse)
    return np.asarray(np.where(missing[..., None], filled, image), np.float32)


def thin_plate_fill(start: Array, missing: Flags, iterations: int = ITERATIONS) -> Array:
    """Missing pixels by the thin-plate energy, by conjugate gradients from `start`.

    start: N×H×W×3 float32 in [0, 1], known pixels as they are, missing ones as a first guess (pyramid_fill).
    missing: N×H×W.  Returns N×H×W×3 in [0, 1]; known pixels unchanged.
    """
    if not missing.any():
        return start.copy()
    rows, bend = _bending(missing)
    residual = -(bend.T @ _laplacian(start).reshape(-1, 3)[rows])
    change = np.zeros_like(residual)
    step = residual.copy()
    power = _power(residual)
    enough = power * TOLERANCE**2 + 1e-12
    for _ in range(iterations):
        bent = bend @ step
        length = power / np.maximum(_power(bent), 1e-20)
        change += length * step
        residual -= length * (bend.T @ bent)
        last, power = power, _power(residual)
        if (power <= enough).all():
            break
        step *= power / np.maximum(last, 1e-20)
        step += residual
    filled = start.copy()
    filled[missing] = np.clip(filled[missing] + change, 0, 1)
    return filled


def _power(columns: Array) -> Array:
    """Sum of squares of each column."""
    return np.asarray(np.einsum("nc,nc->c", columns, columns), np.float32)


def _laplacian(image: Array) -> Array:
    """Sum of differences to the 4 neighbours inside the picture; N×H×W×3."""
    found = np.zeros_like(image)
    down = np.diff(image, axis=1)
    right = np.diff(image, axis=2)
    found[:, :-1] += down
    found[:, 1:] -= down
    found[:, :, :-1] += right
    found[:, :, 1:] -= right
    return found


def _bending(missing: Flags) -> tuple[NDArray[np.int64], sparse.csr_matrix]:
    """Where a missing pixel enters the Laplacian (flat indices), and the matrix from missing pixels to it."""
    number = np.full(np.pad(missing, ((0, 0), (1, 1), (1, 1))).shape, -1, np.int32)
    inner = number[:, 1:-1, 1:-1]
    inner[missing] = np.arange(np.count_nonzero(missing), dtype=np.int32)
    around = [number[:, :-2, 1:-1], number[:, 2:, 1:-1], number[:, 1:-1, :-2], number[:, 1:-1, 2:]]
    touched = missing.copy()
    touched[:, 1:] |= missing[:, :-1]
    touched[:, :-1] |= missing[:, 1:]
    touched[:, :, 1:] |= missing[:, :, :-1]
    touched[:, :, :-1] |= missing[:, :, 1:]
    inside = np.full(missing.shape[1:], 4, np.float32)
    for edge in (inside[0], inside[-1], inside[:, 0], inside[:, -1]):
        edge -= 1
    entries = [(inner[touched], -np.broadcast_to(inside, missing.shape)[touched])]
    entries += [(side[touched], np.ones(np.count_nonzero(touched), np.float32)) for side in around]
    columns = np.stack([column for column, _ in entries], 1)
    values = np.stack([value for _, value in entries], 1)
    present = columns >= 0
    starts = np.concatenate([[0], np.cumsum(present.sum(1))])
    shape = (len(columns), int(np.count_nonzero(missing)))
    return np.flatnonzero(touched), sparse.csr_matrix(
        (values[present], columns[present], starts), shape=shape
    )
