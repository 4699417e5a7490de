"""Single pixels."""

import numpy as np

from trainer.corruption.contract import Array, Canvas, Random


def dots(canvas: Canvas, share: float, rng: Random) -> Array:
    """H×W of 0 and 1: each pixel of the photo missing with probability `share`."""
    return (rng.random((canvas.height, canvas.width), np.float32) < share).astype(np.float32)
