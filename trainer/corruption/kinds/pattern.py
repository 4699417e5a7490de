"""A random pattern without straight borders (Pathak et al., Context Encoders, 2016)."""

import numpy as np

from trainer.corruption.contract import Canvas, Drawn, Kind, Params, Random
from trainer.corruption.draw.fields import averaged, enlarged

MAX_DRAWS = 500


def draw(canvas: Canvas, params: Params, rng: Random) -> Drawn:
    """Draw uniform noise of `cell` px of the photo, enlarged: values below `level` are damage.

    It is redrawn, MAX_DRAWS times at most, until the damaged share lies in `area`.
    """
    span = np.array([canvas.height, canvas.width]) / params["cell"]
    height, width = canvas.height * canvas.zoom, canvas.width * canvas.zoom
    for _ in range(MAX_DRAWS):
        noise = rng.random(tuple(np.ceil(span).astype(int) + 4), np.float32)
        top, left = 1 + rng.random(2)
        field = enlarged(noise, height, width, (left, top, left + span[1], top + span[0]))
        cover = (field < params["level"]).astype(np.float32)
        if params["area"][0] <= cover.mean() <= params["area"][1]:
            break
    return Drawn(averaged(cover, canvas.zoom))


KIND = Kind(
    title="Random pattern",
    draw=draw,
    parameters={"cell": 1 / 0.06, "level": 0.25, "area": (0.2, 0.3)},
)
