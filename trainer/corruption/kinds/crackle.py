"""A net of hair cracks in varnish or emulsion: the lines where smooth noise changes its sign.  Held out."""

from __future__ import annotations

import numpy as np

from trainer.corruption.contract import Array, Canvas, Drawn, Kind, Params, Random
from trainer.corruption.draw.fields import unit_noise
from trainer.corruption.parameters import Between

VISIBLE_ALPHA = 0.2
MIN_SLOPE = 1e-4  # Of a field, per px: a flat one has no line.


def draw(canvas: Canvas, params: Params, rng: Random) -> Drawn:
    """Draw `nets` nets of lines `width` px (at 256) wide, each over about `area` of the photo.

    cell: the correlation length of the noise, in px at 256, for each net.
    """
    alpha = np.zeros((canvas.height, canvas.width), np.float32)
    for _ in range(int(params["nets"])):
        np.maximum(alpha, _net(canvas, params, rng), out=alpha)
    return Drawn(alpha, mask=(alpha > VISIBLE_ALPHA).astype(np.float32))


def _net(canvas: Canvas, params: Params, rng: Random) -> Array:
    """The alpha of one net: lines along the zeros of a noise field, inside a region of another one."""
    low, high = params["cell"]
    sigma = max(1.5, low * (high / low) ** rng.random() * canvas.scale)
    stretch = rng.uniform(1, 2.5)
    sigmas = (sigma, sigma * stretch) if rng.random() < 0.5 else (sigma * stretch, sigma)
    field = unit_noise(canvas.height, canvas.width, sigmas, rng)
    # A little of a finer field makes the lines jagged.
    fine = unit_noise(canvas.height, canvas.width, max(0.8, sigma / 5), rng)
    field = field + np.float32(rng.uniform(0.05, 0.25)) * fine
    slope = np.hypot(*np.gradient(field))
    distance = np.abs(field) / np.maximum(slope, MIN_SLOPE)
    half = 0.5 * rng.uniform(*params["width"]) * canvas.scale
    swell = 1 + 0.4 * unit_noise(canvas.height, canvas.width, max(1.0, sigma / 2), rng)
    line = np.clip(half * swell + 0.5 - distance, 0, 1)
    region = unit_noise(canvas.height, canvas.width, 2 * sigma, rng)
    border = np.quantile(region, 1 - float(params["area"]))
    inside = np.clip((region - border) * 4 + 0.5, 0, 1)
    return np.asarray(line * inside, np.float32)


KIND = Kind(
    title="Hair cracks",
    draw=draw,
    parameters={
        "nets": Between(1, 2, whole=True),
        "cell": (5, 22),
        "width": (0.8, 2.4),
        "area": Between(0.15, 0.6),
    },
    coverage=(0.0, 0.15),
    filler="texture",
    defaults={"texture": "paper"},
    edge="own",
    smooth=True,
    damages=("scratches",),
    held_out=True,
)
