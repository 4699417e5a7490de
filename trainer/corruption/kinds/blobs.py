"""Round patches that run into each other: a sum of Gaussians, cut at the level that gives the wanted area."""

import numpy as np

from trainer.corruption.contract import Canvas, Drawn, Kind, Params, Random
from trainer.corruption.draw.fields import averaged
from trainer.corruption.parameters import Between


def draw(canvas: Canvas, params: Params, rng: Random) -> Drawn:
    """Draw `count` Gaussians with a σ in `sigma` (px at 256); the highest `area` of their sum is damage."""
    count, zoom = int(params["count"]), canvas.zoom
    low, high = params["sigma"]
    sigma = rng.uniform(low, high, count)[:, None] * canvas.scale
    height = rng.uniform(0.5, 1, count)[:, None]
    rows, columns = (
        np.exp(
            -(((np.arange(length * zoom) / zoom - rng.uniform(0, length, count)[:, None]) / sigma) ** 2) / 2
        )
        for length in (canvas.height, canvas.width)
    )
    field = ((height * rows).T @ columns).astype(np.float32)
    missing = round(params["area"] * field.size)
    level = np.partition(field.ravel(), field.size - missing - 1)[field.size - missing - 1]
    return Drawn(averaged((field > level).astype(np.float32), zoom))


KIND = Kind(
    title="Blobs",
    draw=draw,
    parameters={"count": Between(3, 12, whole=True), "sigma": (6, 30), "area": Between(0.05, 0.3)},
    damages=("foreign",),
)
