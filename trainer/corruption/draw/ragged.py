"""Makes an outline ragged by midpoint displacement."""

from __future__ import annotations

import numpy as np

from trainer.corruption.contract import Array, Random


def ragged(points: Array, swing: float, roughness: float, levels: int, rng: Random) -> Array:
    """A poly-line, count×2 points, subdivided `levels` times with displaced midpoints.

    The displacement has a σ of `swing` / 2 px at first, and `roughness` times the last one at each further
    level.
    """
    for _ in range(levels):
        middles = (points[:-1] + points[1:]) / 2 + rng.normal(0, swing / 2, (len(points) - 1, 2))
        points = np.insert(points, np.arange(1, len(points)), middles, axis=0)
        swing *= roughness
    return points.astype(np.float32)
