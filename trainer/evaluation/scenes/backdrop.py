"""What stands behind a subject: skies, walls and meadows of noise.  All are H×W×3 float32 in [0, 1]."""

from __future__ import annotations

import cv2
import numpy as np

from trainer.corruption.contract import Array, Random

COARSEST_CELLS = 4
NOISE_OCTAVES = 7


def fractal(height: int, width: int, rng: Random, *, roughness: float = 0.5) -> Array:
    """H×W noise of many scales, in [0, 1]; each octave has `roughness` of the one before it."""
    total, weight = np.zeros((height, width), np.float32), 1.0
    for octave in range(NOISE_OCTAVES):
        cells = COARSEST_CELLS << octave
        if cells > min(height, width):
            break
        noise = rng.random((cells, max(2, round(cells * width / height))), np.float32)
        total += np.float32(weight) * cv2.resize(noise, (width, height), interpolation=cv2.INTER_CUBIC)
        weight *= roughness
    total -= total.min()
    return np.asarray(total / max(float(total.max()), 1e-6), np.float32)


def gradient(height: int, width: int, top: Array, bottom: Array) -> Array:
    """From one colour to another."""
    share = np.linspace(0, 1, height, dtype=np.float32)[:, None, None]
    return np.broadcast_to(top + share * (bottom - top), (height, width, 3)).astype(np.float32)


def sky(height: int, width: int, rng: Random) -> Array:
    """A day's sky with clouds."""
    top = np.array([0.25, 0.45, 0.8], np.float32) * np.float32(rng.uniform(0.7, 1.15))
    bottom = np.array([0.75, 0.83, 0.92], np.float32)
    clouds = np.clip(fractal(height, width, rng) * 2 - rng.uniform(0.6, 1.4), 0, 1)[..., None]
    plain = gradient(height, width, top, bottom)
    return np.asarray(plain + clouds.astype(np.float32) * (np.float32(0.96) - plain), np.float32)


def muted(rng: Random) -> Array:
    """A colour of things outdoors: of middle brightness and little saturation."""
    gray = np.float32(rng.uniform(0.2, 0.7))
    return np.asarray(gray + rng.uniform(-0.12, 0.12, 3), np.float32).clip(0.05, 0.9)


def ground(height: int, width: int, rng: Random, colour: Array) -> Array:
    """A meadow, a wall or a street: one colour with coarse and fine structure."""
    structure = fractal(height, width, rng, roughness=float(rng.uniform(0.55, 0.85)))
    tone = colour * (np.float32(0.45) + np.float32(1.1) * structure[..., None])
    return np.asarray(tone.clip(0, 1), np.float32)
