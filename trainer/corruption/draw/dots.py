"""Draws single pixels at random."""

import numpy as np

from trainer.corruption.contract import Array, Canvas, Random


def dots(canvas: Canvas, share: float, rng: Random) -> Array:
    """H×W of 0 and 1, where each pixel of the photo is missing with the probability `share`."""
    return (rng.random((canvas.height, canvas.width), np.float32) < share).astype(np.float32)
