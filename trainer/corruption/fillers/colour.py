"""A colour for each connected hole or each paint: any, or those that letters are set in."""

from __future__ import annotations

import colorsys
from collections.abc import Mapping
from typing import Any

import numpy as np

from trainer.corruption.contract import Array, Damage, Filler, Params, Random

# Of a uniform number: below the first black, below the second white, else a saturated hue.
INK_THRESHOLDS = (0.35, 0.7)


def fill(damage: Damage, params: Params, rng: Random) -> tuple[Array, Mapping[str, Any]]:
    """palette: "rgb" uniform colours, "ink" black, white or a saturated hue.

    each: "shape", a colour for each connected hole or paint, or "photo", one for all.
    """
    if params["each"] == "photo":
        content = np.empty_like(damage.clean)
        content[:] = _colours(1, params["palette"], rng)[0]
        return content, {}
    if damage.layers:
        return _mixed(damage, _colours(len(damage.layers), params["palette"], rng)), {}
    from scipy import ndimage

    labels, count = ndimage.label(damage.alpha > 0, np.ones((3, 3)))
    return _colours(count + 1, params["palette"], rng)[labels], {}


def _mixed(damage: Damage, colours: Array) -> Array:
    """Each layer in its colour over those below; what the photo adds is taken out again."""
    content: Array = np.zeros_like(damage.clean)
    covered = np.zeros_like(damage.alpha)
    for whole, colour in zip(damage.layers, colours, strict=True):
        rows, columns = np.flatnonzero(whole.any(1)), np.flatnonzero(whole.any(0))
        if not len(rows):
            continue
        box = slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1)
        layer = whole[box]
        content[box] += layer[..., None] * (colour - content[box])
        covered[box] += layer * (1 - covered[box])
    content /= np.maximum(covered, np.float32(1e-6))[..., None]
    return content


def _colours(count: int, palette: str, rng: Random) -> Array:
    """count×3 in [0, 1]."""
    if palette == "rgb":
        return rng.random((count, 3), np.float32)
    return np.array([_ink(*rng.random(2)) for _ in range(count)], np.float32).reshape(count, 3)


def _ink(choice: float, hue: float) -> tuple[float, float, float]:
    if choice < INK_THRESHOLDS[0]:
        return 0.0, 0.0, 0.0
    return (1.0, 1.0, 1.0) if choice < INK_THRESHOLDS[1] else colorsys.hsv_to_rgb(hue, 1.0, 1.0)


FILLER = Filler(title="Colours", fill=fill, parameters={"palette": "rgb", "each": "shape"})
