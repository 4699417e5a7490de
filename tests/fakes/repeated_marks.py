"""Photos of one camera: each another picture, all with the same logo and the same dust on the sensor."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

WIDTH, HEIGHT = 240, 160
LOGO_OPACITY, LOGO_COLOUR = 0.45, (0.95, 0.95, 1.0)


@dataclass(frozen=True)
class Series:
    """clean, marked: H×W×3 uint8 each.  truth: H×W, where the mark takes more than a hundredth."""

    clean: list[np.ndarray]
    marked: list[np.ndarray]
    truth: np.ndarray
    logo: np.ndarray


def series(count: int = 30, seed: int = 1, *, logo: float = LOGO_OPACITY, dust: int = 5) -> Series:
    random = np.random.default_rng(seed)
    letters = np.zeros((HEIGHT * 4, WIDTH * 4), np.uint8)
    cv2.putText(letters, "Photo", (4 * 120, 4 * 140), cv2.FONT_HERSHEY_SIMPLEX, 4.6, 255, 40, cv2.LINE_AA)
    matte = logo / 255 * cv2.resize(letters, (WIDTH, HEIGHT), interpolation=cv2.INTER_AREA).astype(np.float32)
    taken = np.zeros((HEIGHT, WIDTH), np.float32)
    y, x = np.mgrid[:HEIGHT, :WIDTH].astype(np.float32)
    for _ in range(dust):
        at, radius = random.uniform((15, 15), (WIDTH - 15, 90)), random.uniform(2.5, 5)
        away = np.hypot(x - at[0], y - at[1])
        taken = np.maximum(taken, random.uniform(0.12, 0.3) * np.clip((radius - away) / 1.5 + 0.5, 0, 1))
    clean, marked = [], []
    for _ in range(count):
        photo = _picture(random)
        under = photo * (1 - taken[..., None])
        under = (1 - matte[..., None]) * under + matte[..., None] * np.float32(LOGO_COLOUR)
        clean.append(_stored(photo))
        marked.append(_stored(under))
    return Series(clean, marked, (matte > 0.02) | (taken > 0.02), matte > 0)


def _picture(random: np.random.Generator) -> np.ndarray:
    grids = ((2, 0.7), (6, 0.35), (30, 0.12))
    size = WIDTH, HEIGHT
    scene = sum(
        part * cv2.resize(random.random((side, side, 3), np.float32), size, interpolation=cv2.INTER_CUBIC)
        for side, part in grids
    )
    for _ in range(4):
        centre = int(random.integers(WIDTH)), int(random.integers(HEIGHT))
        axes = int(random.integers(10, 60)), int(random.integers(10, 60))
        colour = tuple(map(float, random.uniform(0.05, 0.9, 3)))
        cv2.ellipse(scene, centre, axes, float(random.uniform(0, 180)), 0, 360, colour, -1, cv2.LINE_AA)
    return np.clip(scene, 0.03, 0.95) + random.normal(0, 0.006, scene.shape)


def _stored(values: np.ndarray) -> np.ndarray:
    return np.clip(np.rint(values * 255), 0, 255).astype(np.uint8)
