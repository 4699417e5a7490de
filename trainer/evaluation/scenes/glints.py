"""Light that glints on water, metal and wet leaves."""

from __future__ import annotations

import numpy as np

from trainer.corruption.contract import Array, Random
from trainer.corruption.draw.fields import unit_noise
from trainer.evaluation.scenes.backdrop import fractal, muted
from trainer.evaluation.scenes.contract import DRAWN_SCALE, Scene


def draw(height: int, width: int, rng: Random) -> Array:
    """A surface of waves that is lit from one side; what mirrors the light is white."""
    across = DRAWN_SCALE * rng.uniform(2, 12)
    waves = unit_noise(height, width, (across, across * rng.uniform(1, 4)), rng)
    fine = unit_noise(height, width, DRAWN_SCALE * 1.2, rng)
    down, right = np.gradient((waves + np.float32(0.15) * fine) * np.float32(across))
    normal = np.stack([-right, -down, np.full_like(right, 1.5)], -1)
    normal /= np.linalg.norm(normal, axis=-1, keepdims=True)
    light = np.array([*rng.uniform(-1, 1, 2), rng.uniform(0.6, 1.5)], np.float32)
    facing = np.clip(normal @ (light / np.linalg.norm(light)), 0, 1)
    tone = muted(rng) * (0.6 + 0.8 * fractal(height, width, rng)[..., None])
    shine = np.float32(rng.uniform(0.5, 2)) * facing ** int(rng.integers(20, 90))
    return np.asarray(tone * (0.3 + facing[..., None]) + shine[..., None], np.float32).clip(0, 1)


SCENE = Scene(title="Glinting light", draw=draw)
