"""A scored surface: each mark has a side in the light and one in the shade."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np

from trainer.corruption.contract import Array, Damage, Filler, Params, Random
from trainer.corruption.parameters import Between

MIDDLE_LIGHTNESS = 0.5  # How much lighter than the photo a mark is in the middle, of the depth.
STEEP_QUANTILE = 0.98  # A slope that is as steep counts as the steepest.


def fill(damage: Damage, params: Params, rng: Random) -> tuple[Array, Mapping[str, Any]]:
    """The photo, lighter and darker by `relief` along the slopes of alpha."""
    light = rng.uniform(0, 2 * math.pi)
    down, right = (np.asarray(slope, np.float32) for slope in np.gradient(damage.alpha))
    slope = right * np.float32(math.cos(light)) + down * np.float32(math.sin(light))
    marked = np.abs(slope[damage.alpha > 0])
    steepest = max(float(np.quantile(marked, STEEP_QUANTILE)) if marked.size else 0.0, 1e-3)
    shading = np.asarray(np.clip(slope / steepest, -1, 1) + MIDDLE_LIGHTNESS, np.float32)
    return damage.clean + np.float32(params["relief"]) * shading[..., None], {}


FILLER = Filler(title="Scored surface", fill=fill, parameters={"relief": Between(0.6, 1.2)})
