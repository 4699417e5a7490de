"""Black or white, for each pixel."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from trainer.corruption.contract import Array, Damage, Filler, Params, Random


def fill(damage: Damage, params: Params, rng: Random) -> tuple[Array, Mapping[str, Any]]:
    """salt: the share of white pixels."""
    white = (rng.random(damage.alpha.shape, np.float32) < params["salt"]).astype(np.float32)
    return np.repeat(white[..., None], 3, 2), {}


FILLER = Filler(title="Salt and pepper", fill=fill, parameters={"salt": 0.5})
