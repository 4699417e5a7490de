"""Brush strokes, as a person paints over an object to erase it."""

from trainer.corruption.contract import Canvas, Drawn, Kind, Params, Random
from trainer.corruption.draw.strokes import FREEFORM_PARAMETERS, freeform


def draw(canvas: Canvas, params: Params, rng: Random) -> Drawn:
    """Draw 1 to 3 strokes, which cover 0.165 of 256² on average."""
    cover, notes = freeform(canvas, params, rng)
    return Drawn(cover, notes=notes)


KIND = Kind(title="Brush strokes", draw=draw, parameters=FREEFORM_PARAMETERS)
