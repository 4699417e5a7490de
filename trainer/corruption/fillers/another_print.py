"""A piece of another print: another photo at another scale and in other tones, some with a white border."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from engine.text import Text
from trainer.corruption.contract import Array, Damage, Filler, Params, Random
from trainer.corruption.fillers.natural import choose
from trainer.corruption.parameters import Between, DamageInvalid

BORDER_SHARE = 0.5  # Of the prints: they have one.
BORDER_TONE = 0.93


def fill(damage: Damage, params: Params, rng: Random) -> tuple[Array, Mapping[str, Any]]:
    """zoom: of the other photo.  border: px at 256, white, along the damage's rim.

    Raises DamageInvalid without another photo.
    """
    from scipy import ndimage

    if damage.pool is None:
        raise DamageInvalid(Text("the filler another_print needs other photos"))
    index = choose(damage.pool.names, damage.source, rng)
    pixels = damage.pool.pixels[index]
    content = _enlarged(pixels, damage.alpha.shape, float(params["zoom"]), rng)
    content /= np.float32(255 if pixels.dtype == np.uint8 else 1)
    content = np.power(content.clip(0, 1), np.float32(rng.uniform(0.6, 1.6)))
    content *= rng.uniform(0.7, 1.1, 3).astype(np.float32)
    if rng.random() < 0.3:
        content[:] = content.mean(-1, keepdims=True)
    if rng.random() < BORDER_SHARE:
        inside = ndimage.distance_transform_edt(damage.alpha > 0.5)
        content[inside <= max(1.0, float(params["border"]) * damage.scale)] = BORDER_TONE
    return np.asarray(content, np.float32), {"filler_photo": damage.pool.names[index]}


def _enlarged(pixels: Any, shape: tuple[int, ...], zoom: float, rng: Random) -> Array:
    """H×W×3 float32 of `shape`, mirrored where the zoomed photo is smaller, rotated by quarters."""
    from scipy import ndimage

    rotated = np.rot90(pixels, int(rng.integers(4)))
    start = [
        rng.uniform(0, max(0.0, have - want / zoom)) for have, want in zip(rotated.shape, shape, strict=False)
    ]
    rows, columns = (first + np.arange(length) / zoom for first, length in zip(start, shape, strict=True))
    at = np.meshgrid(rows, columns, indexing="ij")
    source = rotated.astype(np.float32)
    if zoom < 1:
        source = ndimage.gaussian_filter(source, (0.5 / zoom - 0.4, 0.5 / zoom - 0.4, 0))
    planes = [ndimage.map_coordinates(source[..., k], at, order=1, mode="reflect") for k in range(3)]
    return np.asarray(np.stack(planes, -1), np.float32)


FILLER = Filler(
    title="Another print",
    fill=fill,
    parameters={"zoom": Between(0.5, 2.5, log=True), "border": Between(1, 6)},
)
