"""One colour over the whole photo, like haze."""

import numpy as np

from trainer.corruption.contract import Canvas, Drawn, Kind, Params, Random
from trainer.corruption.parameters import Between


def draw(canvas: Canvas, params: Params, rng: Random) -> Drawn:  # noqa: ARG001
    """Draw the same alpha `opacity` everywhere; the mask is the alpha."""
    return Drawn(np.full((canvas.height, canvas.width), params["opacity"], np.float32))


KIND = Kind(
    title="Veil",
    draw=draw,
    parameters={"opacity": Between(0.1, 0.5)},
    filler="colour",
    defaults={"each": "photo"},
    edge="own",
    mask_mode="alpha",
    smooth=True,
)
