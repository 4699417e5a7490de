"""Noise: in place of the photo, or added to it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from trainer.corruption.contract import Array, Damage, Filler, Params, Random


def fill(damage: Damage, params: Params, rng: Random) -> tuple[Array, Mapping[str, Any]]:
    """N(mean, deviation) for each pixel and channel, clipped; with `added`, the photo + deviation·N(0, 1)."""
    noise = rng.standard_normal(damage.clean.shape, np.float32) * np.float32(params["deviation"])
    if params["added"]:
        return damage.clean + noise, {}
    return np.clip(noise + np.float32(params["mean"]), 0, 1), {}


FILLER = Filler(title="Noise", fill=fill, parameters={"mean": 0.5, "deviation": 0.25, "added": False})
