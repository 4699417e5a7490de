"""The photo itself, where only the mask matters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from trainer.corruption.contract import Array, Damage, Filler, Params, Random


def fill(damage: Damage, params: Params, rng: Random) -> tuple[Array, Mapping[str, Any]]:  # noqa: ARG001
    """No change."""
    return damage.clean, {}


FILLER = Filler(title="Unchanged", fill=fill)
