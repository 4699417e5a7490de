"""A photo owner's translucent mark; its mask is where it lies, whatever its opacity."""

import numpy as np

from trainer.corruption.contract import Canvas, Drawn, Kind, Params, Random
from trainer.corruption.draw.marks import MARK_PARAMETERS, mark
from trainer.corruption.parameters import Between, OneOf


def draw(canvas: Canvas, params: Params, rng: Random) -> Drawn:
    """Draw tiled diagonal text, a logo in a corner, or a stamp in the middle, at one `opacity`."""
    cover, notes = mark(canvas, params, rng)
    return Drawn(cover * np.float32(params["opacity"]), notes=notes)


KIND = Kind(
    title="Watermark",
    draw=draw,
    parameters={**MARK_PARAMETERS, "opacity": Between(0.15, 0.6)},
    defaults={"colour": OneOf(("white", "black", "grey"), (3, 1, 1))},
    edge="own",
    smooth=True,
    damages=("text",),
)
