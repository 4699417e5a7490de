"""Makes samples: shape × filler × edge, each from its own stream: changing one leaves the others alone."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from zlib import crc32

import numpy as np

from engine.errors import UsageError
from engine.text import Text, mark
from trainer.corruption import catalog
from trainer.corruption.blend import blend
from trainer.corruption.contract import (
    LIBRARY_VERSION,
    Array,
    Canvas,
    Damage,
    Drawn,
    Kind,
    Pool,
    Random,
    Sample,
)
from trainer.corruption.coverage import framed, trimmed
from trainer.corruption.parameters import DamageInvalid, OneOf, Parameter, checked, resolve

MAX_REDRAWS = 20
OWN_RULE = "own"  # the kind paints, or ends, by itself


class CorruptionUnknown(UsageError):
    title = mark("There is no such damage")


@dataclass(frozen=True)
class Made:
    """A finished shape: mask and alpha of the photo's size, and how it came about."""

    mask: Array
    alpha: Array
    drawn: Drawn
    params: dict[str, Any]
    met: bool = True  # the coverage lies where it was asked for


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
    """One damaged photo of one kind; see `trainer.corruption.generate`."""
    kind, given = find(name, params)
    root = np.random.SeedSequence([LIBRARY_VERSION, seed, crc32(name.encode()), item_index])
    shape_seed, filler_seed, edge_seed = root.spawn(3)
    canvas = Canvas(clean.shape[0], clean.shape[1], clean=clean, short_side=given.get("short_side"))
    made = make(kind, canvas, given, _streams(shape_seed), edge_seed=edge_seed)
    damage = Damage(
        clean=clean, alpha=made.alpha, layers=made.drawn.layers, scale=canvas.scale, pool=pool, source=source
    )
    filler, values, notes = _filled(made, damage, given, _stream(filler_seed))
    corrupted = blend(clean, made.alpha, filler)
    meta = {
        "name": name,
        "params": made.params | values,
        "seed": seed,
        "item_index": item_index,
        "version": LIBRARY_VERSION,
        "coverage": float(made.mask.mean()),
        "coverage_met": made.met,
        "drawn": {**made.drawn.notes, **notes},
    }
    return Sample(clean, corrupted, made.mask, made.alpha, filler, meta)


def find(name: str, params: Mapping[str, Any]) -> tuple[Kind, dict[str, Any]]:
    """The kind of "kind" or "kind:preset", and the preset's parameters with the given ones in their place."""
    base, _, preset = name.partition(":")
    kind = catalog.kinds().get(base)
    if kind is None or (preset and preset not in kind.presets):
        there = [*catalog.kinds(), *catalog.mixtures()]
        raise CorruptionUnknown(Text("{id}; there are: {known}", id=repr(name), known=", ".join(there)))
    given = {**kind.defaults, **(kind.presets[preset] if preset else {}), **params}
    checked(params, declared(kind, given))
    return kind, given


def declared(kind: Kind, given: Mapping[str, Any]) -> dict[str, Parameter]:
    """Every parameter of the kind and the common ones, and those of the fillers and edges it may be given."""
    table = shape_parameters(kind)
    for role, found in (("filler", catalog.fillers()), ("edge", catalog.edges())):
        choice = given.get(role, table[role])
        for name in choice.values if isinstance(choice, OneOf) else [choice]:
            if name not in found and not (name == OWN_RULE == table[role]):
                raise DamageInvalid(
                    Text(
                        "there is no {role} {name}; there are: {known}",
                        role=role,
                        name=repr(name),
                        known=", ".join(found),
                    )
                )
            table |= found[name].parameters if name != OWN_RULE else {}
    return table


def shape_parameters(kind: Kind) -> dict[str, Parameter]:
    """The kind's own parameters after those common to all kinds."""
    common: dict[str, Parameter] = {
        "filler": kind.filler,
        "edge": kind.edge,
        "mask_mode": kind.mask_mode,  # of fractional edges: "hard" is alpha > 0, "alpha" is alpha itself
        "coverage": kind.coverage,  # (low, high): redraw until the mask's mean lies there
        "short_side": None,  # px of the whole photo, where the clean one is a crop: sizes scale with it
        "border_free": 0,  # px of frame kept intact
        "attempt": None,  # which redraw to take: recorded, so that meta gives the same sample again
    }
    return common | dict(kind.parameters)


def make(
    kind: Kind,
    canvas: Canvas,
    given: Mapping[str, Any],
    streams: Iterable[Random],
    *,
    edge_seed: np.random.SeedSequence | None = None,
) -> Made:
    """Draw until the coverage is met, at most 20 times; then trim the closest.

    The edge's stream starts anew at each redraw; without `edge_seed` it goes on in the shape's stream.
    """
    best: Made | None = None
    only = given.get("attempt")
    for number, rng in enumerate(itertools.islice(streams, MAX_REDRAWS)):
        if only is not None and number != only:
            continue
        edge_rng = rng if edge_seed is None else _stream(edge_seed)
        made = _drawn(kind, canvas, {**given, "attempt": number}, rng, edge_rng)
        if _miss(made) <= 0:
            return made
        best = made if best is None or _miss(made) < _miss(best) else best
    if best is None:
        raise DamageInvalid(
            Text(
                "{option} goes from {low} to {high}, not {given}",
                option="attempt",
                low=0,
                high=MAX_REDRAWS - 1,
                given=only,
            )
        )
    return trimmed_made(best)


def trimmed_made(made: Made) -> Made:
    """Whole holes are left out until the coverage is met, where that is possible."""
    low, high = made.params["coverage"]
    keep = trimmed(made.mask, low=low, high=high)
    mask, alpha = made.mask * keep, made.alpha * keep
    return Made(mask, alpha, made.drawn, made.params, met=bool(low <= mask.mean() <= high))


def _miss(made: Made) -> float:
    """How far the coverage lies outside of what was asked for; 0 or less inside."""
    low, high = (float(end) for end in made.params["coverage"])
    coverage = float(made.mask.mean())
    return max(low - coverage, coverage - high)


def _drawn(kind: Kind, canvas: Canvas, given: Mapping[str, Any], rng: Random, edge_rng: Random) -> Made:
    """One drawing with its edge."""
    params = resolve(shape_parameters(kind), given, rng)
    edge = None if params["edge"] == OWN_RULE else catalog.edges()[params["edge"]]
    zoom = 1 if edge is None or kind.smooth else edge.zoom
    drawn = kind.draw(replace(canvas, zoom=zoom), params, rng)
    if edge is None:
        alpha = drawn.cover
        hard = (alpha > 0).astype(np.float32) if drawn.mask is None else drawn.mask
        mask = alpha if params["mask_mode"] == "alpha" else hard
    else:
        values = resolve(edge.parameters, given, edge_rng)
        mask, alpha = edge.apply(drawn.cover, canvas, params | values, edge_rng)
        params |= values
    border = int(params["border_free"])
    mask, alpha = framed(mask, border), framed(alpha, border)
    return Made(mask, alpha, drawn, params)


def _filled(
    made: Made, damage: Damage, given: Mapping[str, Any], rng: Random
) -> tuple[Array, dict[str, Any], Mapping[str, Any]]:
    """The content under the mask, the filler's parameters, and what it notes."""
    if made.params["filler"] == OWN_RULE:
        assert made.drawn.filler is not None, "a kind with its own filler draws it"
        return made.drawn.filler, {}, {}
    filler = catalog.fillers()[made.params["filler"]]
    values = resolve(filler.parameters, given, rng)
    content, notes = filler.fill(damage, values, rng)
    return np.asarray(content, np.float32), values, notes


def _stream(seed: np.random.SeedSequence) -> Random:
    return np.random.Generator(np.random.PCG64(seed))


def _streams(seed: np.random.SeedSequence) -> Iterator[Random]:
    """The streams of the first drawing and of its redraws."""
    for number in itertools.count():
        yield _stream(np.random.SeedSequence(seed.entropy, spawn_key=(*seed.spawn_key, number)))
