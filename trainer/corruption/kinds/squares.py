"""Small squares, at which patch networks reach their limit (Köhler et al., GCPR 2014, Fig. 8)."""

import numpy as np

from trainer.corruption.contract import Canvas, Drawn, Kind, Params, Random
from trainer.corruption.parameters import Between

PLACE_TRIES = 200
TRIES_AT_ONCE = 10  # Most squares find room within the first.


def draw(canvas: Canvas, params: Params, rng: Random) -> Drawn:
    """Draw `count` squares of `side` px of the photo that do not touch; fewer where no room is found."""
    cover = np.zeros((canvas.height, canvas.width), np.float32)
    side = int(params["side"])
    room = canvas.height - side + 1, canvas.width - side + 1
    placed = np.empty((0, 2), np.int64)
    for _ in range(int(params["count"]) if min(room) > 0 else 0):
        for _ in range(PLACE_TRIES // TRIES_AT_ONCE):
            tries = rng.integers(0, room, (TRIES_AT_ONCE, 2))
            apart = (np.abs(tries[:, None] - placed[None]) > side).any(2).all(1)
            if apart.any():
                placed = np.vstack([placed, tries[apart.argmax()]])
                break
    for top, left in placed:
        cover[top : top + side, left : left + side] = 1
    return Drawn(cover, notes={"count": len(placed)})


KIND = Kind(title="Squares", draw=draw, parameters={"count": Between(20, 60, whole=True), "side": 10})
