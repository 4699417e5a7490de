"""A rectangle and brush strokes together (Yu et al., DeepFill v2, 2019, training)."""

import numpy as np

from trainer.corruption.contract import Canvas, Drawn, Kind, Params, Random
from trainer.corruption.draw.boxes import RECTANGLE_PARAMETERS, rect
from trainer.corruption.draw.strokes import FREEFORM_PARAMETERS, freeform


def draw(canvas: Canvas, params: Params, rng: Random) -> Drawn:
    """Draw the union of a rectangle and brush strokes."""
    box = rect(canvas, params, rng)
    strokes, notes = freeform(canvas, params, rng)
    return Drawn(np.maximum(box, strokes), notes=notes)


KIND = Kind(
    title="Rectangle and brush strokes", draw=draw, parameters={**RECTANGLE_PARAMETERS, **FREEFORM_PARAMETERS}
)
