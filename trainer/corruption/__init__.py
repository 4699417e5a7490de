"""Synthetic damage with its true mask, for training, tests, demos and previews.

It needs neither torch nor Qt.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from trainer.corruption import catalog, make, mixture
from trainer.corruption.contract import Array, Canvas, Kind, Mixture, Pool, Sample
from trainer.corruption.make import CorruptionUnknown
from trainer.corruption.parameters import Between, DamageInvalid, OneOf, parse, split_request

__all__ = [
    "Between",
    "CorruptionUnknown",
    "DamageInvalid",
    "Kind",
    "Mixture",
    "OneOf",
    "Pool",
    "Sample",
    "generate",
    "names",
    "request",
    "shape",
]


def names() -> tuple[str, ...]:
    """The names of all kinds and mixtures."""
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

    name: a kind, "kind:preset", or a mixture.  clean: H×W×3 float32 in [0, 1], returned as it is.
    params: values or distributions (Between, OneOf), in place of the declared ones.
    pool: other photos, for the filler `natural`; source: this photo's file name, never its own filler.
    Raises CorruptionUnknown, or DamageInvalid for an unknown parameter.
    """
    maker = mixture.sample if name in catalog.mixtures() else make.sample
    return maker(name, clean, params or {}, seed, item_index=item_index, pool=pool, source=source)


def shape(
    name: str,
    height: int,
    width: int,
    params: Mapping[str, Any] | None = None,
    rng: np.random.Generator | None = None,
) -> Array:
    """The mask alone, H×W float32 in [0, 1], 1 = to repair, where nothing needs the damaged photo.

    Drawn from `rng`, whose state advances; several times faster than `generate`.
    """
    given = params or {}
    stream = rng or np.random.Generator(np.random.PCG64(0))
    canvas = Canvas(height, width, short_side=given.get("short_side"))
    if name in catalog.mixtures():
        return mixture.mask(name, canvas, given, stream)
    kind, kind_params = make.find(name, given)
    return make.make(kind, canvas, kind_params, iter(lambda: stream, None)).mask


def request(text: str) -> tuple[str, dict[str, Any]]:
    """A name and its parameters from a command line: "text:size=20,lines=2..6" or "freeform_steps:vcn".

    Raises DamageInvalid.
    """
    name, params = split_request(text)
    return name, {key: parse(value) for key, value in params.items()}
