"""The middle of the photo: half of each side, a quarter of the area (Pathak et al., 2016)."""

import numpy as np

from trainer.corruption.contract import Canvas, Drawn, Kind, Params, Random


def draw(canvas: Canvas, params: Params, rng: Random) -> Drawn:  # noqa: ARG001
    """Draw a box in the middle.  share: its side as a share of the photo's."""
    cover = np.zeros((canvas.height, canvas.width), np.float32)
    box = []
    for length in cover.shape:
        side = round(length * params["share"])
        first = (length - side) // 2
        box.append(slice(first, first + side))
    cover[tuple(box)] = 1
    return Drawn(cover)


KIND = Kind(title="Centre", draw=draw, parameters={"share": 0.5}, varied=False)
