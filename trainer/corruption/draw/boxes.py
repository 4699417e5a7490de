"""Draws one rectangle at a random place."""

from __future__ import annotations

import numpy as np

from trainer.corruption.contract import Array, Canvas, Params, Random
from trainer.corruption.draw.raster import pixels
from trainer.corruption.parameters import Parameter

RECTANGLE_PARAMETERS: dict[str, Parameter] = {
    "side": 128,  # px at 256
    "shrink": (0, 16),  # px at 256 taken off at each end, for each axis
    "margin": 0,  # px at 256 kept free along the border
}


def rect(canvas: Canvas, params: Params, rng: Random) -> Array:
    """A box of (side − 2a)×(side − 2b) at a random place within the margin, as H×W cover."""
    cover = np.zeros((canvas.height, canvas.width), np.float32)
    margin = round(params["margin"] * canvas.scale)
    box = []
    for length in cover.shape:
        side = min(pixels(params["side"], canvas.scale), length - 2 * margin)
        first = margin + int(rng.integers(0, length - 2 * margin - side + 1))
        off = round(int(rng.integers(params["shrink"][0], params["shrink"][1] + 1)) * canvas.scale)
        box.append(slice(first + off, first + side - off))
    cover[tuple(box)] = 1
    return cover
