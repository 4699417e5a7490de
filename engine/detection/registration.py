"""By how far the infrared plane of a scan lies beside its colours: lenses focus it elsewhere."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.models.method import Array

# Scanners were seen to differ by less than this.
MAX_SHIFT_PX = 3
# The photo without dust is averaged over this neighbourhood.
BESIDE_PX = 15
# Below this depth it is noise, and above it dust that hides the photo whole.
MIN_DEPTH, MAX_DEPTH = 0.05, 1.0
# Fewer pixels of dust tell nothing.
MIN_DUST_PX = 200
# A smaller shift is within the error.
MIN_SHIFT_PX = 0.2


def shift_scores(depth: Array, visible: Array) -> tuple[Array, int]:
    """How well dust of the infrared agrees with the darkness of the photo, for each whole shift.

    depth: H×W, of dust in the infrared.  visible: H×W, the logarithm of the photo.  Returns
    (2·MAX_SHIFT_PX + 1)², rows of shifts down, and the number of dust pixels.
    """
    side = 2 * MAX_SHIFT_PX + 1
    dust = np.clip(depth - MIN_DEPTH, 0, MAX_DEPTH)
    lost = cv2.blur(visible, (2 * BESIDE_PX + 1,) * 2) - visible
    inner = dust[MAX_SHIFT_PX:-MAX_SHIFT_PX, MAX_SHIFT_PX:-MAX_SHIFT_PX]
    rows, columns = np.nonzero(inner)
    weights = inner[rows, columns]
    scores = np.empty((side, side), np.float32)
    for down in range(side):
        for across in range(side):
            scores[down, across] = weights @ lost[rows + down, columns + across]
    return scores, len(rows)


def best_shift(scores: Array) -> tuple[float, float]:
    """(across, down) in px by which the infrared has to be moved, to a fraction of one; (0, 0) if unsure."""
    down, across = np.unravel_index(int(scores.argmax()), scores.shape)
    last = scores.shape[0] - 1
    if scores.max() <= 0 or down in (0, last) or across in (0, last):
        return 0.0, 0.0
    found = (
        across + _vertex(scores[down, across - 1 : across + 2]) - MAX_SHIFT_PX,
        down + _vertex(scores[down - 1 : down + 2, across]) - MAX_SHIFT_PX,
    )
    return (0.0, 0.0) if max(map(abs, found)) < MIN_SHIFT_PX else (float(found[0]), float(found[1]))


def moved(plane: NDArray[Any], shift: tuple[float, float]) -> NDArray[Any]:
    """The plane moved by (across, down) px; its border is repeated."""
    matrix = np.array([[1, 0, shift[0]], [0, 1, shift[1]]], np.float32)
    size = plane.shape[1], plane.shape[0]
    return np.asarray(cv2.warpAffine(plane, matrix, size, borderMode=cv2.BORDER_REPLICATE))


def _vertex(three: Array) -> float:
    """Where the parabola through three neighbouring values is highest, from −0.5 to 0.5."""
    bend = float(three[0] - 2 * three[1] + three[2])
    return 0.0 if bend >= 0 else float(np.clip((three[0] - three[2]) / (2 * bend), -0.5, 0.5))
