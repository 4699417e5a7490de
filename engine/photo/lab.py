"""CIE L*a*b* as TIFF files store it, to sRGB and back.

Work happens in RGB; pixels that nobody touched keep their Lab integers (`restored`).
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.pixels.plane import Array

CIELAB, ICCLAB = 8, 9  # TIFF's photometric interpretations: a* and b* signed, or with an offset
# XYZ relative to D50 from linear sRGB, adapted by Bradford (IEC 61966-2-1, ICC.1 annex E).
_FROM_RGB = np.array(
    [
        [0.4360657, 0.3851515, 0.1430784],
        [0.2224932, 0.7168870, 0.0606169],
        [0.0139239, 0.0970813, 0.7140993],
    ],
    np.float32,
)
_TO_RGB = np.linalg.inv(_FROM_RGB.astype(np.float64)).astype(np.float32)
_D50_WHITE_POINT = np.array([0.9642, 1.0, 0.8249], np.float32)
_LIMIT, _SLOPE, _SHIFT = 6 / 29, 3 * (6 / 29) ** 2, 4 / 29  # of CIE's cube root, which is straight near black
_STRIP_ROWS = 256


def to_rgb(stored: NDArray[Any], kind: int) -> NDArray[Any]:
    """H×W×3 Lab integers → sRGB integers of the same depth."""
    full = np.iinfo(stored.dtype).max
    rgb = np.empty_like(stored)
    for top in range(0, len(stored), _STRIP_ROWS):
        part = _rgb_of(_decoded(stored[top : top + _STRIP_ROWS], kind))
        rgb[top : top + _STRIP_ROWS] = np.rint(part * full)
    return rgb


def restored(rgb: NDArray[Any], source: NDArray[Any], kind: int) -> NDArray[Any]:
    """The Lab integers of a picture in sRGB: the source's own where `to_rgb` of them gives the picture."""
    changed = (to_rgb(source, kind) != rgb).any(axis=-1)
    found = source.copy()
    found[changed] = _encoded(rgb[changed] / np.float32(np.iinfo(rgb.dtype).max), kind, source.dtype)
    return found


def _decoded(stored: NDArray[Any], kind: int) -> Array:
    """…×3 integers → L* from 0 to 100, a* and b* from about -128 to 127."""
    step = 256 if stored.dtype == np.uint16 else 1
    if kind == CIELAB:
        lightness = stored[..., :1] * np.float32(100 / np.iinfo(stored.dtype).max)
        signed = stored[..., 1:].view(np.int16 if step > 1 else np.int8)
        return np.concatenate([lightness, signed.astype(np.float32) / step], axis=-1)
    lightness = stored[..., :1] * np.float32(100 / (255 * step))
    return np.concatenate([lightness, stored[..., 1:] / np.float32(step) - 128], axis=-1)


def _encoded(rgb: Array, kind: int, depth: np.dtype[Any]) -> NDArray[Any]:
    """…×3 in [0, 1] → Lab integers."""
    step = 256 if depth == np.uint16 else 1
    lab = _lab_of(rgb)
    full = np.iinfo(depth).max if kind == CIELAB else 255 * step
    lightness = np.rint(lab[..., :1] * (full / 100)).clip(0, full)
    if kind == CIELAB:
        signed = np.rint(lab[..., 1:] * step).clip(-128 * step, 128 * step - 1)
        ab = signed.astype(np.int16 if step > 1 else np.int8).view(depth)
    else:
        ab = np.rint((lab[..., 1:] + 128) * step).clip(0, 256 * step - 1).astype(depth)
    return np.concatenate([lightness.astype(depth), ab], axis=-1)


def _rgb_of(lab: Array) -> Array:
    """Clipped to what sRGB holds."""
    above = (lab[..., 0] + 16) / 116
    roots = np.stack([above + lab[..., 1] / 500, above, above - lab[..., 2] / 200], axis=-1)
    xyz = np.where(roots > _LIMIT, roots**3, _SLOPE * (roots - _SHIFT)) * _D50_WHITE_POINT
    linear = np.clip(xyz @ _TO_RGB.T, 0, 1)
    return np.asarray(
        np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055), np.float32
    )


def _lab_of(rgb: Array) -> Array:
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    xyz = (linear @ _FROM_RGB.T) / _D50_WHITE_POINT
    roots = np.where(xyz > _LIMIT**3, np.cbrt(xyz), xyz / _SLOPE + _SHIFT)
    x, y, z = roots[..., 0], roots[..., 1], roots[..., 2]
    return np.asarray(np.stack([116 * y - 16, 500 * (x - y), 200 * (y - z)], axis=-1), np.float32)
