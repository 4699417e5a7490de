"""A photo that has faded unevenly."""

import numpy as np

from trainer.corruption.contract import Canvas, Drawn, Kind, Params, Random
from trainer.corruption.draw.fields import smooth
from trainer.corruption.parameters import Between, OneOf


def draw(canvas: Canvas, params: Params, rng: Random) -> Drawn:
    """Draw a smooth field of alpha from 0 to `most`; the mask is the alpha."""
    return Drawn(smooth(canvas.height, canvas.width, rng) * np.float32(params["most"]))


KIND = Kind(
    title="Fading",
    draw=draw,
    parameters={"most": Between(0.3, 0.9)},
    defaults={"colour": OneOf(("mean", "sepia"))},
    edge="own",
    mask_mode="alpha",
    smooth=True,
)
