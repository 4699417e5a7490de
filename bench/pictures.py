"""Pictures to measure on: scikit-image's bundled photos, and big ones put together from them."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray
from skimage import data

Picture = NDArray[np.uint8]
LARGE_SIZE_PX = (11600, 8700)  # 101 megapixels


def photos() -> dict[str, Picture]:
    """H×W×3 uint8."""
    return {
        name: np.asarray(getattr(data, name)())[..., :3]
        for name in ("astronaut", "coffee", "chelsea", "rocket")
    }


def large(width: int, height: int) -> Picture:
    """A photo of any size: one enlarged for its structure, with the grain of another on top."""
    base = cv2.resize(data.coffee(), (width, height), interpolation=cv2.INTER_CUBIC).astype(np.int16)
    grain = data.grass().astype(np.int16) - int(data.grass().mean())
    rows, columns = -(-height // grain.shape[0]), -(-width // grain.shape[1])
    grain = np.tile(grain, (rows, columns))[:height, :width] // 3
    return np.clip(base + grain[..., None], 0, 255).astype(np.uint8)


def text_mask(height: int, width: int, *, seed: int = 0, pitch: int = 32) -> Picture:
    """Lines of letters, 2 px strokes, `pitch` px from line to line: the thin damage."""
    mask = np.zeros((height, width), np.uint8)
    letters = np.random.default_rng(seed).permutation(
        list("The quick brown fox jumps over the lazy dog " * 4)
    )
    for row, y in enumerate(range(24, height, pitch)):
        line = "".join(np.roll(letters, 13 * row)[: width // 11])
        cv2.putText(mask, line, (4, y), cv2.FONT_HERSHEY_SIMPLEX, 0.7, 255, 2)
    return np.where(mask > 0, 255, 0).astype(np.uint8)


def hole_mask(height: int, width: int, side: int) -> Picture:
    """One disc of diameter `side` in the middle."""
    mask = np.zeros((height, width), np.uint8)
    cv2.circle(mask, (width // 2, height // 2), side // 2, 255, -1)
    return mask


def specks_mask(height: int, width: int, count: int, *, seed: int = 0) -> Picture:
    """`count` dots of 2 to 8 px radius anywhere."""
    mask = np.zeros((height, width), np.uint8)
    rng = np.random.default_rng(seed)
    for x, y, r in zip(
        rng.integers(0, width, count), rng.integers(0, height, count), rng.integers(2, 9, count), strict=True
    ):
        cv2.circle(mask, (int(x), int(y)), int(r), 255, -1)
    return mask
