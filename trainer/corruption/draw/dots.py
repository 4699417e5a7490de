"""Single pixels."""

import numpy as np

from trainer.corruption.contract import Array, Canvas, Random


def dots(canvas: Canvas, share: float, rng: Random) -> Array:
    """H×W of 0 and 1: each pixel of the photo missing with probability `share`."""
    size = canvas.height // canvas.zoom, canvas.width // canvas.zoom
    missing = (rng.random(size, np.float32) < share).astype(np.float32)
    return missing.repeat(canvas.zoom, 0).repeat(canvas.zoom, 1) if canvas.zoom > 1 else missing
