"""Water on a pane: a height field of noise, which refracts the view by its slope and shines.  Held out."""

from __future__ import annotations

import math

import numpy as np

from trainer.corruption.blend import blend, thrice
from trainer.corruption.contract import Array, Canvas, Drawn, Kind, Params, Random
from trainer.corruption.draw.fields import unit_noise
from trainer.corruption.parameters import Between

DAMAGE_THRESHOLD = 30 / 255  # of the change of a pixel
EDGE_PX = 1.5  # over which the water's edge fades
SHINE_POWER = 40


def draw(canvas: Canvas, params: Params, rng: Random) -> Drawn:
    """Draw water over `area` of the photo in drops of about `size` px (at 256).

    bend: px by which the view is shifted at most.
    """
    from scipy import ndimage

    sigma = max(1.5, float(params["size"]) * canvas.scale / 2)
    field = unit_noise(canvas.height, canvas.width, (sigma * rng.uniform(1, 1.6), sigma), rng)
    border = float(np.quantile(field, 1 - float(params["area"])))
    above = np.maximum(field - border, 0)
    inside = ndimage.distance_transform_edt(field > border).astype(np.float32)
    alpha = np.asarray(np.clip(inside / EDGE_PX, 0, 1), np.float32)
    if canvas.clean is None:
        return Drawn(alpha, mask=(alpha > 0.5).astype(np.float32))
    height = np.sqrt(above)
    down, right = np.gradient(
        np.asarray(ndimage.gaussian_filter(height, 0.8), np.float32) * np.float32(sigma)
    )
    seen = _bent(canvas.clean, right, down, float(params["bend"]) * canvas.scale)
    light = rng.uniform(-math.pi, 0)
    normal = np.stack([-right, -down, np.ones_like(right)], -1)
    normal /= np.linalg.norm(normal, axis=-1, keepdims=True)
    towards = np.array([math.cos(light), math.sin(light), 1.2], np.float32)
    facing = np.clip(normal @ (towards / np.linalg.norm(towards)), 0, 1)
    gain = np.float32(0.55) + np.float32(0.6) * facing
    shine = np.where(inside > 0, facing**SHINE_POWER, 0) * np.float32(rng.uniform(0.3, 0.9))
    filler = np.asarray(seen * gain[..., None] + shine[..., None], np.float32)
    change = np.abs(blend(canvas.clean, alpha, filler) - canvas.clean).max(-1)
    mask = ((change > DAMAGE_THRESHOLD) & (alpha > 0)) | (alpha > 0.5)
    return Drawn(
        alpha, mask=mask.astype(np.float32), filler=np.where(thrice(alpha > 0), filler, canvas.clean)
    )


def _bent(clean: Array, right: Array, down: Array, reach: float) -> Array:
    """The photo, slightly blurred, as seen through a surface with the slopes `right` and `down` per px."""
    from scipy import ndimage

    y, x = np.mgrid[: clean.shape[0], : clean.shape[1]].astype(np.float32)
    steep = np.maximum(1, np.hypot(right, down))
    at = (y - reach * down / steep, x - reach * right / steep)
    soft = ndimage.gaussian_filter(clean, (1.0, 1.0, 0), truncate=3)
    planes = [ndimage.map_coordinates(soft[..., k], at, order=1, mode="reflect") for k in range(3)]
    return np.asarray(np.stack(planes, -1), np.float32)


KIND = Kind(
    title="Water on glass",
    draw=draw,
    parameters={"area": Between(0.06, 0.25), "size": Between(8, 20), "bend": Between(20, 60)},
    filler="own",
    edge="own",
    smooth=True,
    damages=("raindrops",),
    held_out=True,
)
