"""Strokes drawn step by step (Wang et al., VCN, 2020; GMCNN, 2018; with their released code)."""

from trainer.corruption.contract import Canvas, Drawn, Kind, Params, Random
from trainer.corruption.draw.strokes import steps


def draw(canvas: Canvas, params: Params, rng: Random) -> Drawn:
    """Draw strokes step by step.  vertices, length, width: the most of each segment (px at 256)."""
    return Drawn(steps(canvas, params, rng))


VCN_PARAMETERS = {"parts": 8, "vertices": 16, "length": 80, "width": (10, 20)}
KIND = Kind(
    title="Brush strokes, step by step",
    draw=draw,
    parameters=VCN_PARAMETERS,
    presets={"vcn": VCN_PARAMETERS, "gmcnn": {"parts": 10, "vertices": 20, "length": 100, "width": (10, 24)}},
    damages=("foreign",),
)
