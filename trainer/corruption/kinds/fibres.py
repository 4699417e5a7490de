"""Lint on a scan: fibres of changing curvature, and crumbs of thresholded noise.  Held out."""

from __future__ import annotations

import math

import numpy as np

from trainer.corruption.contract import Array, Canvas, Drawn, Kind, Params, Random
from trainer.corruption.draw.fields import unit_noise
from trainer.corruption.parameters import Between, OneOf

SAMPLES_PER_PX = 4  # along a fibre
CURVATURE_TERMS = 4  # terms of a fibre's curvature
CRUMB_QUANTILE = 0.999
MIN_ALPHA = 1 / 255
VISIBLE_ALPHA = 0.3


def draw(canvas: Canvas, params: Params, rng: Random) -> Drawn:
    """Draw `fibres` fibres of `length` and `width` (px at 256), and crumbs.

    crumb: their radius in px at 256.  dusty: the share of the area that has them.
    """
    alpha = _crumbs(canvas, params, rng)
    for _ in range(int(params["fibres"])):
        np.maximum(alpha, _fibre(canvas, params, rng), out=alpha)
    alpha[alpha < MIN_ALPHA] = 0
    return Drawn(alpha, mask=(alpha > VISIBLE_ALPHA).astype(np.float32))


def _fibre(canvas: Canvas, params: Params, rng: Random) -> Array:
    """The alpha of one fibre: its samples are counted in the pixels around them and blurred to its width."""
    from scipy import ndimage

    low, high = params["length"]
    length = float(low * (high / low) ** rng.random() * canvas.scale)
    count = max(8, round(length * SAMPLES_PER_PX))
    share = np.linspace(0, 1, count)
    terms = [
        rng.normal(0, 1) * np.sin(2 * math.pi * rng.uniform(0.3, 3) * share + rng.uniform(0, 2 * math.pi))
        for _ in range(CURVATURE_TERMS)
    ]
    heading = rng.uniform(0, 2 * math.pi) + float(params["curl"]) * np.cumsum(sum(terms)) / count
    step = length / count
    points = (
        rng.random(2) * canvas.size + np.cumsum(np.stack([np.cos(heading), np.sin(heading)], 1), 0) * step
    )
    counts = np.zeros((canvas.height, canvas.width), np.float32)
    corner = np.floor(points).astype(int)
    part = points - corner
    for right, down in ((0, 0), (1, 0), (0, 1), (1, 1)):
        x, y = corner[:, 0] + right, corner[:, 1] + down
        weight = np.abs(1 - right - part[:, 0]) * np.abs(1 - down - part[:, 1])
        there = (x >= 0) & (x < canvas.width) & (y >= 0) & (y < canvas.height)
        np.add.at(counts, (y[there], x[there]), weight[there].astype(np.float32))
    sigma = max(0.45, float(rng.uniform(*params["width"])) * canvas.scale / 2.355)
    peak = SAMPLES_PER_PX / (math.sqrt(2 * math.pi) * sigma)
    soft = ndimage.gaussian_filter(counts, sigma, truncate=4) / peak
    return np.asarray(np.clip(soft * rng.uniform(*params["opacity"]), 0, 1), np.float32)


def _crumbs(canvas: Canvas, params: Params, rng: Random) -> Array:
    """The alpha of crumbs: the areas where a noise field is highest."""
    sigma = max(0.6, rng.uniform(*params["crumb"]) * canvas.scale)
    field = unit_noise(canvas.height, canvas.width, sigma, rng)
    border, high = (float(np.quantile(field, at)) for at in (1 - float(params["dusty"]), CRUMB_QUANTILE))
    top = max(high - border, 1e-3)
    return np.asarray(np.clip((field - border) / (0.3 * top), 0, 1), np.float32)


KIND = Kind(
    title="Fibres and crumbs",
    draw=draw,
    parameters={
        "fibres": Between(3, 12, whole=True),
        "length": (15, 120),
        "width": (1.2, 2.8),
        "curl": Between(1, 14),  # radians of the heading along a fibre
        "opacity": (0.75, 1.0),
        "crumb": (0.8, 2.2),
        "dusty": Between(0.0005, 0.006),
    },
    defaults={"colour": OneOf(((0.95, 0.94, 0.9), (0.06, 0.06, 0.07), (0.35, 0.3, 0.28)))},
    edge="own",
    smooth=True,
    damages=("scratches",),
    held_out=True,
)
