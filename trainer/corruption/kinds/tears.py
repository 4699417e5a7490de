"""Pieces torn out of the border of a print."""

from __future__ import annotations

import numpy as np

from trainer.corruption.contract import Array, Canvas, Drawn, Kind, Params, Random
from trainer.corruption.draw.ragged import ragged
from trainer.corruption.draw.raster import Sheet
from trainer.corruption.parameters import Between

RAGGED_LEVELS = 6  # subdivisions of the fractal edge


def draw(canvas: Canvas, params: Params, rng: Random) -> Drawn:
    """Draw `tears` polygons from the border inwards, `depth` px deep (at 256).

    roughness: by which each subdivision of the fractal edge is smaller than the one before.
    """
    sheet = Sheet(canvas)
    for _ in range(int(params["tears"])):
        side = int(rng.integers(4))
        length, across = (canvas.width, canvas.height) if side % 2 == 0 else (canvas.height, canvas.width)
        outline = _outline(length, params, canvas.scale, rng)
        if side in (1, 2):
            outline[:, 1] = across - 1 - outline[:, 1]
        points = outline if side % 2 == 0 else outline[:, ::-1]
        sheet.polygon((float(x), float(y)) for x, y in points)
    return Drawn(sheet.cover())


def _outline(length: int, params: Params, scale: float, rng: Random) -> Array:
    """The outline of one tear, count×2 points (along the border, depth); its ends lie outside."""
    low, high = params["depth"]
    depth = rng.uniform(low, high) * scale
    reach = depth * rng.uniform(0.4, 1.5)
    middle = rng.uniform(0, length)
    tip = middle + rng.uniform(-0.6, 0.6) * reach, depth
    points = np.array([(middle - reach, -2.0), tip, (middle + reach, -2.0)])
    return ragged(points, depth * 0.35, params["roughness"], RAGGED_LEVELS, rng)


KIND = Kind(
    title="Tears",
    draw=draw,
    parameters={"tears": Between(0, 3, whole=True), "depth": (10, 60), "roughness": 0.6},
    filler="texture",
    defaults={"texture": "paper"},
    damages=("scratches",),
)
