"""Single pixels lost at random, all channels together."""

from trainer.corruption.contract import Canvas, Drawn, Kind, Params, Random
from trainer.corruption.draw.dots import dots


def draw(canvas: Canvas, params: Params, rng: Random) -> Drawn:
    """Draw single pixels.  share: the probability that a pixel is missing."""
    return Drawn(dots(canvas, params["share"], rng))


KIND = Kind(title="Random pixels", draw=draw, parameters={"share": 0.8})
