"""Brush strokes as a person rubs something out."""

from trainer.corruption.contract import Canvas, Drawn, Kind, Params, Random
from trainer.corruption.draw.strokes import FREEFORM_PARAMETERS, freeform


def draw(canvas: Canvas, params: Params, rng: Random) -> Drawn:
    """1 to 3 strokes; mean coverage at 256² about 0.165."""
    cover, notes = freeform(canvas, params, rng)
    return Drawn(cover, notes=notes)


KIND = Kind(title="Brush strokes", draw=draw, parameters=FREEFORM_PARAMETERS)
