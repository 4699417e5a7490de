"""Two first fills of thin holes by diffusion: what the restoration network corrects.  numpy and SciPy only.

The membrane (harmonic) fill minimises the sum of squared differences of neighbours, the thin-plate
(biharmonic) fill that of squared Laplacians; both are free at the border.  The membrane is too flat, the
plate overshoots in wide holes, their mean beats either.  Only missing pixels are unknowns: the cost follows
the damage, not the photo.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import cv2
import numpy as np
from numpy.typing import NDArray
from scipy import sparse

if TYPE_CHECKING:
    from torch import Tensor

Array = NDArray[np.float32]
Flags = NDArray[np.bool_]

MAX_ITERATIONS = 60  # A 3 px stroke needs about 20; an 18 px one comes to within a gray level.
RESIDUAL_TOLERANCE = 1e-3  # Of the norm of the first residual.
WEIGHT_SATURATION = 4  # A cell of the pyramid that is a quarter known hides the coarser level.


def pyramid_fill(image: Array, missing: Flags) -> Array:
    """Missing pixels as means of known ones, from the finest level of a pyramid that sees enough of them.

    image: H×W×3 float32.  missing: H×W.  Returns H×W×3; known pixels unchanged.
    """
    weight = 1 - missing.astype(np.float32)
    levels = [(image * weight[..., None], weight)]
    while min(weight.shape) > 1 and float(weight.min()) * WEIGHT_SATURATION < 1:
        colour, weight = (np.asarray(cv2.pyrDown(plane), np.float32) for plane in levels[-1])
        levels.append((colour, weight))
    filled = levels[-1][0] / np.maximum(weight, 1e-6)[..., None]
    for colour, weight in reversed(levels[:-1]):
        coarse = cv2.resize(filled, weight.shape[::-1], interpolation=cv2.INTER_LINEAR)
        share = np.minimum(weight * WEIGHT_SATURATION, 1)[..., None]
        filled = coarse + share * (colour / np.maximum(weight, 1e-6)[..., None] - coarse)
    return np.asarray(np.where(missing[..., None], filled, image), np.float32)


def first_fills(image: Tensor, missing: Tensor) -> tuple[Tensor, Tensor]:
    """`fills` of tensors: image N×3×H×W in [0, 1], missing N×1×H×W → (membrane, plate), N×3×H×W each."""
    import torch

    found = fills(image.permute(0, 2, 3, 1).cpu().numpy(), missing[:, 0].cpu().numpy().astype(bool))
    membrane, plate = (torch.from_numpy(fill).permute(0, 3, 1, 2).to(image.device) for fill in found)
    return membrane, plate


def fills(images: Array, missing: Flags) -> tuple[Array, Array]:
    """(membrane, thin plate) by conjugate gradients.

    images: N×H×W×3 float32 in [0, 1], whatever in the holes.  missing: N×H×W.  Returns N×H×W×3 in [0, 1]
    twice; known pixels unchanged.
    """
    start = np.stack([pyramid_fill(image, hole) for image, hole in zip(images, missing, strict=True)])
    if not missing.any():
        return start, start.copy()
    rows, bend = _bending(missing)
    own = missing.reshape(-1)[rows]  # the rows of missing pixels: minus the membrane's own matrix
    tension, back = -bend[own], bend.T.tocsr()
    membrane = _solved(
        start, missing, _laplacian(start).reshape(-1, 3)[rows][own].T, lambda step: tension @ step
    )
    pull = back @ -_laplacian(membrane).reshape(-1, 3)[rows]
    plate = _solved(membrane, missing, pull.T, lambda step: back @ (bend @ step))
    return membrane, plate


def _solved(start: Array, missing: Flags, residual: Array, matrix: Callable[[Array], Array]) -> Array:
    """Conjugate gradients on the missing pixels from `start`, whose residual is given.

    residual: 3×N.  A row a channel: SciPy and numpy take twice as long on rows of three numbers.
    """
    residual = np.ascontiguousarray(residual)
    change = np.zeros_like(residual)
    step = residual.copy()
    power = _power(residual)
    enough = power * RESIDUAL_TOLERANCE**2 + 1e-12
    for _ in range(MAX_ITERATIONS):
        image = np.stack([matrix(channel) for channel in step])
        length = power / np.maximum(np.einsum("cn,cn->c", step, image), 1e-20)
        change += length[:, None] * step
        residual = residual - length[:, None] * image
        last, power = power, _power(residual)
        if (power <= enough).all():
            break
        step *= (power / np.maximum(last, 1e-20))[:, None]
        step += residual
    filled = start.copy()
    filled[missing] = np.clip(filled[missing] + change.T, 0, 1)
    return filled


def _power(rows: Array) -> Array:
    """Sum of squares of each row."""
    return np.asarray(np.einsum("cn,cn->c", rows, rows), np.float32)


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
