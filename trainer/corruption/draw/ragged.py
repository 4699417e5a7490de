"""A ragged outline: midpoint displacement."""

from __future__ import annotations

import numpy as np

from trainer.corruption.contract import Array, Random


def ragged(points: Array, swing: float, roughness: float, levels: int, rng: Random) -> Array:
    """count×2 points, `levels` times a point put between each two and moved, σ `swing` / 2 px at first and
    `roughness` times that at each further level.
    """
    for _ in range(levels):
        middles = (points[:-1] + points[1:]) / 2 + rng.normal(0, swing / 2, (len(points) - 1, 2))
        points = np.insert(points, np.arange(1, len(points)), middles, axis=0)
        swing *= roughness
    return points.astype(np.float32)
