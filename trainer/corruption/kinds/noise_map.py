"""Noise whose level changes smoothly over the photo."""

import numpy as np

from trainer.corruption.contract import Canvas, Drawn, Kind, Params, Random
from trainer.corruption.draw.fields import smooth
from trainer.corruption.draw.noise import noisy
from trainer.corruption.parameters import Between


def draw(canvas: Canvas, params: Params, rng: Random) -> Drawn:
    """Draw noise whose level is a smooth field from 0 to `most`; the mask is level/0.5."""
    return noisy(canvas, smooth(canvas.height, canvas.width, rng) * np.float32(params["most"]), rng)


KIND = Kind(
    title="Uneven noise",
    draw=draw,
    parameters={"most": Between(0.1, 0.4)},
    filler="own",
    edge="own",
    mask_mode="alpha",
    smooth=True,
)
