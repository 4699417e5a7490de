"""Runs of blocks that a damaged file shows at the wrong place."""

from __future__ import annotations

import numpy as np

from trainer.corruption.contract import Canvas, Drawn, Kind, Params, Random
from trainer.corruption.parameters import Between

BLOCK_PX = 16  # of a JPEG with subsampled colour


def draw(canvas: Canvas, params: Params, rng: Random) -> Drawn:
    """Draw `runs` runs of blocks in reading order, each over `share` of the photo."""
    rows, columns = -(-canvas.height // BLOCK_PX), -(-canvas.width // BLOCK_PX)
    blocks = np.zeros(rows * columns, np.float32)
    for _ in range(int(params["runs"])):
        length = max(1, round(rng.uniform(*params["share"]) * len(blocks)))
        start = int(rng.integers(len(blocks)))
        blocks[start : start + length] = 1
    grid = np.repeat(np.repeat(blocks.reshape(rows, columns), BLOCK_PX, 0), BLOCK_PX, 1)
    return Drawn(np.ascontiguousarray(grid[: canvas.height, : canvas.width]))


KIND = Kind(
    title="Slipped blocks",
    draw=draw,
    parameters={"runs": Between(1, 4, whole=True), "share": (0.02, 0.12)},
    filler="self",
    damages=("foreign",),
)
