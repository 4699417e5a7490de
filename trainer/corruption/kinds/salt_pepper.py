"""Black and white pixels, as of a failing sensor."""

from trainer.corruption.contract import Canvas, Drawn, Kind, Params, Random
from trainer.corruption.draw.dots import dots
from trainer.corruption.parameters import Between


def draw(canvas: Canvas, params: Params, rng: Random) -> Drawn:
    """Draw single pixels.  share: the probability that a pixel is hit."""
    return Drawn(dots(canvas, params["share"], rng))


KIND = Kind(
    title="Salt and pepper", draw=draw, parameters={"share": Between(0.02, 0.3)}, filler="salt_pepper"
)
