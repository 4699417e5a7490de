"""Single pixels lost at random, all channels together."""

import numpy as np

from trainer.corruption.contract import Canvas, Drawn, Kind, Params, Random


def draw(canvas: Canvas, params: Params, rng: Random) -> Drawn:
    """share: the probability that a pixel is missing."""
    size = canvas.height // canvas.zoom, canvas.width // canvas.zoom
    missing = (rng.random(size, np.float32) < params["share"]).astype(np.float32)
    return Drawn(missing.repeat(canvas.zoom, 0).repeat(canvas.zoom, 1) if canvas.zoom > 1 else missing)


KIND = Kind(title="Random pixels", draw=draw, parameters={"share": 0.8})
