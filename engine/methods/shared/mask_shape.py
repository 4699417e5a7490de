"""What the damage in a mask looks like, in a few numbers: picks the weights that were trained on the like."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.models.method import Array

DIRECTION_BINS = 12  # Of 15° each.
LINE_MISSING_SHARE = 0.9  # A row or column with at least this share missing is a line across the picture.
DIRECTION_BLUR_PX = 1.0  # Edges of a hard mask have eight directions only, those of a blurred one all.


@dataclass(frozen=True)
class Shape:
    """width: of strokes, px.  through: share of missing pixels in lines across the whole picture, 0 to 1.
    edges: share of the rim that runs in each direction, DIRECTION_BINS from 0° (horizontal) counterclockwise.
    """

    width: float
    through: float
    edges: tuple[float, ...]

    def as_json(self) -> dict[str, Any]:
        return {
            "width": round(self.width, 2),
            "through": round(self.through, 3),
            "edges": [round(share, 3) for share in self.edges],
        }


def from_json(values: Mapping[str, Any]) -> Shape:
    """The inverse of `as_json`."""
    return Shape(float(values["width"]), float(values["through"]), tuple(map(float, values["edges"])))


def measure(mask: Array) -> Shape:
    """The shape of an H×W mask, above 0 = missing; anything at all must be missing."""
    hole = (mask > 0).astype(np.uint8)
    known = cv2.copyMakeBorder(hole, 1, 1, 1, 1, cv2.BORDER_CONSTANT, value=0)
    deep = cv2.distanceTransform(known, cv2.DIST_L2, 5)
    width = 4 * float(deep[known > 0].mean()) - 2  # of w px lie on average (w + 2) / 4 from the known ones
    rows, columns = hole.mean(1) >= LINE_MISSING_SHARE, hole.mean(0) >= LINE_MISSING_SHARE
    through = float(hole[rows[:, None] | columns[None]].sum() / hole.sum())
    return Shape(max(1.0, width), through, tuple(_edges(hole).tolist()))


def mean(shapes: Sequence[Shape]) -> Shape:
    """The middle of several masks' shapes; at least one."""
    return Shape(
        float(np.mean([one.width for one in shapes])),
        float(np.mean([one.through for one in shapes])),
        tuple(np.mean([one.edges for one in shapes], 0).tolist()),
    )


def difference(one: Shape, other: Shape) -> float:
    """0 for the same, about 1 where one of the three differs altogether."""
    width_difference = abs(float(np.log2(one.width / other.width)))
    edge_difference = 0.5 * sum(abs(a - b) for a, b in zip(one.edges, other.edges, strict=True))
    return 0.5 * width_difference + edge_difference + abs(one.through - other.through)


def _edges(hole: NDArray[np.uint8]) -> NDArray[np.float64]:
    """DIRECTION_BINS shares of the rim's length by direction."""
    soft = cv2.GaussianBlur(hole.astype(np.float32), (0, 0), DIRECTION_BLUR_PX)
    across, down = cv2.Sobel(soft, cv2.CV_32F, 1, 0), cv2.Sobel(soft, cv2.CV_32F, 0, 1)
    direction = np.degrees(np.arctan2(across, down)) % 180  # along the edge: a quarter turn from the slope
    at = np.rint(direction / (180 / DIRECTION_BINS)).astype(int) % DIRECTION_BINS
    shares = np.bincount(at.ravel(), np.hypot(across, down).ravel(), DIRECTION_BINS)
    return np.asarray(shares / max(float(shares.sum()), 1e-9), np.float64)
