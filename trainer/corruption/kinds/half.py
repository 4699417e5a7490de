"""One half of the photo."""

import numpy as np

from engine.text import Text
from trainer.corruption.contract import Canvas, Drawn, Kind, Params, Random
from trainer.corruption.parameters import DamageInvalid, OneOf

HALF_NAMES = ("left", "right", "top", "bottom")


def draw(canvas: Canvas, params: Params, rng: Random) -> Drawn:  # noqa: ARG001
    """Draw the half on one side.  side: left, right, top or bottom."""
    if params["side"] not in HALF_NAMES:
        raise DamageInvalid(
            Text(
                "{name} is one of {values}, not {given}",
                name="side",
                values=", ".join(HALF_NAMES),
                given=repr(params["side"]),
            )
        )
    cover = np.zeros((canvas.height, canvas.width), np.float32)
    plane = cover if params["side"] in ("top", "bottom") else cover.T
    middle = plane.shape[0] // 2
    plane[slice(0, middle) if params["side"] in ("top", "left") else slice(plane.shape[0] - middle, None)] = 1
    return Drawn(cover)


KIND = Kind(title="Half", draw=draw, parameters={"side": OneOf(HALF_NAMES)}, varied=False)
