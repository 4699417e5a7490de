"""Draws samples from mixtures: first a part, then its layers of damage one over the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce
from typing import Any
from zlib import crc32

import numpy as np

from engine.text import Text
from trainer.corruption import catalog, make
from trainer.corruption.blend import blend, thrice
from trainer.corruption.contract import LIBRARY_VERSION, Array, Canvas, Layer, Mixture, Pool, Random, Sample
from trainer.corruption.parameters import DamageInvalid


def sample(
    name: str,
    clean: Array,
    params: Mapping[str, Any],
    seed: int,
    *,
    item_index: int = 0,
    pool: Pool | None = None,
    source: str = "",
) -> Sample:
    """One sample of a mixture; given parameters go to every layer that has them.

    Its meta says what was drawn, and gives the same sample again by itself.
    """
    mixture = catalog.mixtures()[name]
    entropy = np.random.SeedSequence([LIBRARY_VERSION, seed, crc32(name.encode()), item_index])
    rng = np.random.Generator(np.random.PCG64(entropy))
    index = drawn_part(mixture, rng)
    layers = mixture.parts[index].layers
    samples: list[Sample] = []
    for layer, own in zip(layers, rng.integers(2**62, size=len(layers)).tolist(), strict=True):
        under = samples[-1].corrupted if samples else clean
        layer_params = given(mixture, layer, params)
        samples.append(make.sample(layer.kind, under, layer_params, own, pool=pool, source=source))
    recipe = {"recipe": name, "part": index}
    if len(samples) == 1:
        one = samples[0]
        return Sample(one.clean, one.corrupted, one.mask, one.alpha, one.filler, one.meta | recipe)
    call = {"name": name, "params": dict(params), "seed": seed, "item_index": item_index}
    return _stacked(clean, samples, call | recipe)


def mask(name: str, canvas: Canvas, params: Mapping[str, Any], rng: Random) -> Array:
    """The mask of one draw from a mixture, H×W."""
    mixture = catalog.mixtures()[name]
    masks = []
    for layer in mixture.parts[drawn_part(mixture, rng)].layers:
        kind, layer_params = make.find(layer.kind, given(mixture, layer, params))
        masks.append(make.make(kind, canvas, layer_params, iter(lambda: rng, None)).mask)
    union: Array = reduce(np.maximum, masks)
    return union


def drawn_part(mixture: Mixture, rng: Random) -> int:
    """The index of a part, drawn by the parts' weights.  It is the first draw of the stream."""
    steps = np.cumsum([part.weight for part in mixture.parts])
    return int(np.searchsorted(steps, rng.random() * steps[-1], side="right"))


def given(mixture: Mixture, layer: Layer, params: Mapping[str, Any]) -> dict[str, Any]:
    """The layer's parameters, replaced by those of the given ones that it has.

    Raises DamageInvalid if no layer has one.
    """
    layers = [one for part in mixture.parts for one in part.layers]
    known = [make.declared(*make.find(one.kind, one.params)) for one in layers]
    for key in params:
        if not any(key in table for table in known):
            raise DamageInvalid(
                Text("there is no parameter {name} in any of this recipe's damages", name=repr(key))
            )
    own = known[layers.index(layer)]
    return {**layer.params, **{key: value for key, value in params.items() if key in own}}


def _stacked(clean: Array, samples: Sequence[Sample], meta: dict[str, Any]) -> Sample:
    """Several layers of damage as one sample: alpha = 1 − Π(1 − alpha), with the filler that this needs."""
    bare = np.ones_like(samples[0].alpha)
    paint = np.zeros_like(clean)
    for one in samples:
        weight = thrice(one.alpha)
        paint += weight * (one.filler - paint)
        bare *= 1 - one.alpha
    alpha = 1 - bare
    paint /= thrice(np.maximum(alpha, np.float32(1e-6)))
    filler = np.where(thrice(alpha > 0), paint, clean)
    corrupted = blend(clean, alpha, filler)
    union = reduce(np.maximum, [one.mask for one in samples])
    meta |= {"version": LIBRARY_VERSION, "coverage": float(union.mean()), "coverage_met": True}
    meta |= {"drawn": {"layers": [one.meta for one in samples]}}
    return Sample(clean, corrupted, union, alpha, filler, meta)
