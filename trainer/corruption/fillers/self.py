"""The same photo, shifted: damage with the photo's own colours and textures, which is hard to detect."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from trainer.corruption.contract import Array, Damage, Filler, Params, Random


def fill(damage: Damage, params: Params, rng: Random) -> tuple[Array, Mapping[str, Any]]:
    """Rolled along one axis or both so far that every pixel comes from at least `shift` px (at 256) away."""
    height, width = damage.alpha.shape
    least = round(params["shift"] * damage.scale)
    down = int(rng.integers(least, max(height - least, least) + 1))
    right = int(rng.integers(0, width))
    return np.roll(damage.clean, (down, right), (0, 1)), {"filler_shift": (down, right)}


FILLER = Filler(title="The same photo, shifted", fill=fill, parameters={"shift": 64})
