"""Translucent text or a logo as partial damage, whose mask is its opacity."""

import numpy as np

from trainer.corruption.contract import Canvas, Drawn, Kind, Params, Random
from trainer.corruption.draw.marks import MARK_PARAMETERS, mark
from trainer.corruption.parameters import Between


def draw(canvas: Canvas, params: Params, rng: Random) -> Drawn:
    """Draw tiled text, a logo or a stamp at one `opacity`; the mask is the alpha."""
    cover, notes = mark(canvas, params, rng)
    return Drawn(cover * np.float32(params["opacity"]), notes=notes)


KIND = Kind(
    title="Translucent overlay",
    draw=draw,
    parameters={**MARK_PARAMETERS, "opacity": Between(0.2, 0.8)},
    filler="colour",
    defaults={"each": "photo"},
    edge="own",
    mask_mode="alpha",
    smooth=True,
)
