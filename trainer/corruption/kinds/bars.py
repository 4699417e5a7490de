"""Short bars at one angle on a jittered grid (Köhler et al., GCPR 2014, Fig. 2)."""

from __future__ import annotations

import functools
import math

import numpy as np
from numpy.typing import NDArray

from trainer.corruption.contract import Canvas, Drawn, Kind, Params, Random
from trainer.corruption.parameters import Between, OneOf

SAMPLES_PER_SIDE = 4  # Of a pixel, which is damaged if any of its 16 samples is inside a bar.


def draw(canvas: Canvas, params: Params, rng: Random) -> Drawn:
    """Draw bars of length × thickness px, rotated by `angle` degrees clockwise from upright.

    spacing: px between their centres, each moved by up to `jitter` px.
    """
    stamp = bar(float(params["length"]), float(params["thickness"]), float(params["angle"]) % 180)
    reach = stamp.shape[0] // 2
    height, width = canvas.height, canvas.width
    wide = np.zeros((height + 4 * reach, width + 4 * reach), bool)
    step, jitter = params["spacing"], params["jitter"]
    start = rng.uniform(-step, 0, 2)
    grid = np.stack(
        np.meshgrid(
            *(np.arange(s, side + step, step) for s, side in zip(start, (height, width), strict=True))
        ),
        -1,
    )
    centres = np.rint(grid.reshape(-1, 2) + rng.uniform(-jitter, jitter, (grid.size // 2, 2))).astype(int)
    for row, column in centres:
        if -reach <= row < height + reach and -reach <= column < width + reach:
            top, left = row + reach, column + reach
            wide[top : top + 2 * reach + 1, left : left + 2 * reach + 1] |= stamp
    return Drawn(wide[2 * reach : 2 * reach + height, 2 * reach : 2 * reach + width].astype(np.float32))


@functools.lru_cache(64)
def bar(length: float, thickness: float, angle: float) -> NDArray[np.bool_]:
    """The pixels that a bar rotated by `angle` degrees touches, as odd×odd bool.

    Its centre is shifted by half a pixel for even sides, so that an upright or lying bar covers whole pixels.
    """
    turn = math.radians(angle)
    cos, sin = round(math.cos(turn), 12), round(math.sin(turn), 12)
    reach = math.ceil(math.hypot(length, thickness) / 2) + 1
    sub = (np.arange((2 * reach + 1) * SAMPLES_PER_SIDE) + 0.5) / SAMPLES_PER_SIDE - 0.5 - reach
    offset = ((length + 1) % 2) / 2, ((thickness + 1) % 2) / 2  # half a pixel for even sides
    y = sub[:, None] - offset[0] * abs(cos) - offset[1] * abs(sin)
    x = sub[None] - offset[0] * abs(sin) - offset[1] * abs(cos)
    along, beside = y * cos - x * sin, x * cos + y * sin
    inside = (np.abs(along) < length / 2) & (np.abs(beside) < thickness / 2)
    return np.asarray(
        inside.reshape(2 * reach + 1, SAMPLES_PER_SIDE, 2 * reach + 1, SAMPLES_PER_SIDE).any((1, 3))
    )


KIND = Kind(
    title="Bars",
    draw=draw,
    parameters={
        "angle": OneOf(tuple(range(0, 91, 15))),  # degrees
        "length": 14,
        "thickness": 3,
        "spacing": Between(24, 40),
        "jitter": 4,
    },
)
