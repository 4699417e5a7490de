"""A colour that lets the photo through as ink does: the photo times the colour, and a little of it on top."""

from __future__ import annotations

import colorsys
from collections.abc import Mapping
from typing import Any

import numpy as np

from trainer.corruption.contract import Array, Damage, Filler, Params, Random
from trainer.corruption.parameters import Between


def fill(damage: Damage, params: Params, rng: Random) -> tuple[Array, Mapping[str, Any]]:
    """`body`: how much of the ink covers the photo instead of filtering it."""
    hue, depth = rng.random(2)
    ink = np.array(colorsys.hsv_to_rgb(hue, rng.uniform(0.5, 1), 0.1 + 0.5 * depth), np.float32)
    body = np.float32(params["body"])
    return np.asarray(damage.clean * ink * (1 - body) + body * ink, np.float32), {}


FILLER = Filler(title="Ink that stains", fill=fill, parameters={"body": Between(0.3, 0.9)})
