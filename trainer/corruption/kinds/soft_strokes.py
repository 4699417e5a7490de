"""Brush strokes with soft edges, as partial damage."""

from trainer.corruption.contract import Canvas, Drawn, Kind, Params, Random
from trainer.corruption.draw.strokes import FREEFORM_PARAMETERS, freeform


def draw(canvas: Canvas, params: Params, rng: Random) -> Drawn:
    """Draw the strokes of `freeform`, with the edge `feather`."""
    cover, notes = freeform(canvas, params, rng)
    return Drawn(cover, notes=notes)


KIND = Kind(
    title="Soft strokes", draw=draw, parameters=FREEFORM_PARAMETERS, edge="feather", mask_mode="alpha"
)
