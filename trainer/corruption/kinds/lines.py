"""Full-width horizontal and full-height vertical lines (Köhler et al., GCPR 2014, Fig. 4)."""

from __future__ import annotations

import numpy as np

from trainer.corruption.contract import Canvas, Drawn, Kind, Params, Random
from trainer.corruption.parameters import Between, OneOf


def draw(canvas: Canvas, params: Params, rng: Random) -> Drawn:
    """Draw `count` lines, each horizontal or vertical; thickness: (least, most), in px of the photo."""
    cover = np.zeros((canvas.height, canvas.width), np.float32)
    across = int(rng.binomial(int(params["count"]), 0.5))
    for plane, number in ((cover, across), (cover.T, int(params["count"]) - across)):
        for at in _positions(plane.shape[0], number, params["spacing"], rng):
            thickness = int(rng.integers(params["thickness"][0], params["thickness"][1] + 1))
            plane[at : at + thickness] = 1
    return Drawn(cover)


def _positions(length: int, number: int, spacing: str, rng: Random) -> list[int]:
    """The first pixel of each line: random, or at equal distances from a random start."""
    if spacing == "random" or not number:
        return [int(at) for at in rng.integers(0, length, number)]
    step, start = length / number, rng.random()
    return [int((index + start) * step) for index in range(number)]


KIND = Kind(
    title="Lines",
    draw=draw,
    parameters={
        "count": Between(4, 16, whole=True),
        "thickness": (1, 3),
        "spacing": OneOf(("random", "regular")),
    },
)
