"""Drops far out of focus: see-through discs of blurred light with a bright rim."""

from __future__ import annotations

import numpy as np

from trainer.corruption.blend import blend
from trainer.corruption.contract import Canvas, Drawn, Kind, Params, Random
from trainer.corruption.parameters import Between

DAMAGE_THRESHOLD = 30 / 255  # of the change of a pixel
RIM_SHARE = 0.15  # of the radius
FLAT_SIDES = (0.0, 0.3)  # How far a disc is cut to a lens, of its radius.


def draw(canvas: Canvas, params: Params, rng: Random) -> Drawn:
    """Draw `drops` discs of `radius` px (at 256), each with an alpha in `opacity`."""
    from scipy import ndimage

    alpha = np.zeros((canvas.height, canvas.width), np.float32)
    glow = np.zeros_like(alpha)
    y, x = np.mgrid[: canvas.height, : canvas.width].astype(np.float32)
    low, high = params["radius"]
    for _ in range(int(params["drops"])):
        radius = max(1.5, low * (high / low) ** rng.random() * canvas.scale)
        at = rng.random(2) * canvas.size
        across, down = x - np.float32(at[0]), y - np.float32(at[1])
        distance = np.hypot(across, down * np.float32(1 + rng.uniform(*FLAT_SIDES)))
        disc = np.clip((radius - distance) / max(1.0, 0.08 * radius) + 0.5, 0, 1)
        rim = np.exp(-(((distance - radius * (1 - RIM_SHARE)) / (RIM_SHARE * radius)) ** 2)) * disc
        np.maximum(alpha, disc * np.float32(rng.uniform(*params["opacity"])), out=alpha)
        np.maximum(glow, rim * np.float32(rng.uniform(0.1, 0.5)), out=glow)
    if canvas.clean is None:
        return Drawn(alpha, mask=(alpha > 0.5).astype(np.float32))
    sigma = float(params["blur"]) * canvas.scale
    seen = ndimage.gaussian_filter(canvas.clean, (sigma, sigma, 0), truncate=3)
    filler = np.asarray(seen * np.float32(rng.uniform(0.8, 1.25)) + glow[..., None], np.float32)
    change = np.abs(blend(canvas.clean, alpha, filler) - canvas.clean).max(-1)
    mask = ((change > DAMAGE_THRESHOLD) & (alpha > 0)) | (alpha > 0.5)
    return Drawn(alpha, mask=mask.astype(np.float32), filler=filler)


KIND = Kind(
    title="Drops out of focus",
    draw=draw,
    parameters={
        "drops": Between(5, 30, whole=True),
        "radius": (5, 24),
        "opacity": (0.55, 0.95),
        "blur": Between(4, 10),
    },
    filler="own",
    edge="own",
    smooth=True,
    damages=("raindrops",),
)
