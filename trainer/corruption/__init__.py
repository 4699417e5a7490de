"""Synthetic damage with its truth, for training, tests, demos and previews.  numpy and Pillow; no torch, no Qt."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from trainer.corruption import catalog, make
from trainer.corruption.contract import Array, Canvas, Kind, Mixture, Pool, Sample
from trainer.corruption.make import CorruptionUnknown
from trainer.corruption.parameters import Between, OneOf

__all__ = [
    "Between",
    "CorruptionUnknown",
    "Kind",
    "Mixture",
    "OneOf",
    "Pool",
    "Sample",
    "generate",
    "names",
    "shape",
]


def names() -> tuple[str, ...]:
    """Every kind and every recipe of damages."""
    return (*catalog.kinds(), *catalog.mixtures())


def generate(
    name: str,
    clean: Array,
    params: Mapping[str, Any] | None = None,
    seed: int = 0,
    *,
    item_index: int = 0,
    pool: Pool | None = None,
    source: str = "",
) -> Sample:
    """Damage a photo.

    name: a kind, "kind:preset", or a recipe.  clean: H×W×3 float32 in [0, 1], returned as it is.
    params: values, or distributions (Between, OneOf), laid over the declared ones.
    pool: other photos, for the filler `natural`; source: this photo's file name, which is then not its own filler.
    Raises CorruptionUnknown, or OptionInvalid for a parameter that there is not.
    """
    return make.sample(name, clean, params or {}, seed, item_index=item_index, pool=pool, source=source)


def shape(
    name: str,
    height: int,
    width: int,
    params: Mapping[str, Any] | None = None,
    rng: np.random.Generator | None = None,
) -> Array:
    """The mask alone, H×W float32 in [0, 1], 1 = to repair; for methods and training that fill by their own rule."""
    kind, given = make.find(name, params or {})
    stream = rng or np.random.default_rng(0)
    return make.make(kind, Canvas(height, width), given, iter(lambda: stream, None)).mask
