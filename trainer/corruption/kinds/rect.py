"""A rectangle (Yu et al., DeepFill, 2018; GLCIC with boxes of 96 to 128 px)."""

from trainer.corruption.contract import Canvas, Drawn, Kind, Params, Random
from trainer.corruption.draw.boxes import RECTANGLE_PARAMETERS, rect
from trainer.corruption.parameters import Between


def draw(canvas: Canvas, params: Params, rng: Random) -> Drawn:
    """Draw one box at a random place."""
    return Drawn(rect(canvas, params, rng))


KIND = Kind(
    title="Rectangle",
    draw=draw,
    parameters=RECTANGLE_PARAMETERS,
    presets={"glcic": {"side": Between(96, 128, whole=True), "shrink": (0, 0)}},
)
