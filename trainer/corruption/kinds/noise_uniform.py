"""Noise of one level everywhere."""

import numpy as np

from trainer.corruption.contract import Canvas, Drawn, Kind, Params, Random
from trainer.corruption.draw.noise import noisy
from trainer.corruption.parameters import Between


def draw(canvas: Canvas, params: Params, rng: Random) -> Drawn:
    """Draw noise of one level.  level: its standard deviation s in [0, 0.5]; the mask is s/0.5."""
    return noisy(canvas, np.full((canvas.height, canvas.width), params["level"], np.float32), rng)


KIND = Kind(
    title="Noise",
    draw=draw,
    parameters={"level": Between(0, 0.4)},
    filler="own",
    edge="own",
    mask_mode="alpha",
    smooth=True,
)
