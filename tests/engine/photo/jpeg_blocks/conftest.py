"""Small JPEGs of every kind of encoding, made by Pillow, OpenCV and imagecodecs: three users of libjpeg."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import cv2
import imagecodecs
import numpy as np
import pytest
from PIL import Image

Make = Callable[[np.ndarray], bytes]


def texture(width: int, height: int, channels: int = 3, seed: int = 0) -> np.ndarray:
    """Gradients, edges and some noise, so that all kinds of codes are in use; H×W×C uint8."""
    rng = np.random.default_rng(seed)
    y, x = np.mgrid[:height, :width]
    waves = [70 * np.sin(x / (5 + n) + seed) + 50 * np.sign(np.cos(y / (4 + n))) for n in range(channels)]
    noisy = 128 + np.stack(waves, axis=-1) + rng.normal(0, 6, (height, width, channels))
    return noisy.clip(0, 255).astype(np.uint8)


def pillow(mode: str = "RGB", **settings: Any) -> Make:
    def make(pixels: np.ndarray) -> bytes:
        file = io.BytesIO()
        Image.fromarray(pixels).convert(mode).save(file, "JPEG", **settings)
        return file.getvalue()

    return make


def opencv(*settings: int) -> Make:
    def make(pixels: np.ndarray) -> bytes:
        done, coded = cv2.imencode(".jpg", pixels, settings)
        assert done
        return coded.tobytes()

    return make


def ycck(**settings: Any) -> Make:
    def make(pixels: np.ndarray) -> bytes:
        inks = np.concatenate([255 - pixels, pixels[..., :1] // 2], axis=-1)
        coded = imagecodecs.jpeg8_encode(inks, colorspace="CMYK", outcolorspace="YCCK", **settings)
        return bytes(coded)

    return make


_SAMPLING = cv2.IMWRITE_JPEG_SAMPLING_FACTOR
KINDS: dict[str, Make] = {
    "444": pillow(quality=90, subsampling=0),
    "422": pillow(quality=80, subsampling=1),
    "420": pillow(quality=75),
    "440": opencv(_SAMPLING, cv2.IMWRITE_JPEG_SAMPLING_FACTOR_440),
    "411": opencv(_SAMPLING, cv2.IMWRITE_JPEG_SAMPLING_FACTOR_411),
    "440 progressive": opencv(
        _SAMPLING, cv2.IMWRITE_JPEG_SAMPLING_FACTOR_440, cv2.IMWRITE_JPEG_PROGRESSIVE, 1
    ),
    "coarse, optimised": pillow(quality=12, optimize=True),
    "finest": pillow(quality=100, subsampling=0),
    "progressive": pillow(progressive=True),
    "progressive, finest": pillow(progressive=True, quality=100, subsampling=0),
    "restarts by block": pillow(restart_marker_blocks=3),
    "restarts by row": pillow(restart_marker_rows=1, subsampling=1),
    "progressive restarts": pillow(progressive=True, restart_marker_blocks=2),
    "gray": pillow("L"),
    "gray progressive": pillow("L", progressive=True),
    "cmyk": pillow("CMYK"),
    "cmyk progressive": pillow("CMYK", progressive=True, subsampling=0),
    "rgb": pillow(keep_rgb=True),
    "ycck": ycck(level=85, subsampling="444"),
    "ycck 420": ycck(level=85, subsampling="420"),
}


@pytest.fixture(params=KINDS)
def coded(request: pytest.FixtureRequest) -> bytes:
    """A JPEG of 61×45 px, which is no whole number of blocks."""
    return KINDS[request.param](texture(61, 45))
