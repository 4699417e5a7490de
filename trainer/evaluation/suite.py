"""What a suite is: photos of one size, and the cases they are damaged by, with their seeds."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from engine.errors import UsageError, mark
from trainer import corruption
from trainer.corruption.contract import Array, Pool, Sample
from trainer.data.margins import framed
from trainer.data.photos import Photos, middle, square

SPARED = 5  # times as many photos that are left as they are: a share of few of them says little


class SuiteUnknown(UsageError):
    title = mark("There is no such suite")


SUITES = "trainer.suites"  # asked for by name, as plug-ins are: each of them stands on this module


@dataclass(frozen=True, kw_only=True)
class Case:
    """One kind of damage, as one row of the table."""

    name: str
    kind: str | None  # a corruption or a recipe of corruptions; None leaves the photo as it is
    params: Mapping[str, Any] = field(default_factory=dict)
    only: frozenset[str] | None = None  # the file names of the photos it is for; None: any
    margins: bool = False  # whether the photos have some, before they are damaged


@dataclass(frozen=True, kw_only=True)
class Suite:
    """A fixed evaluation.  The n-th photo of a case has the seed `seed` and the item index n."""

    id: str
    title: str
    cases: tuple[Case, ...]
    size: int = 256  # px: the middle square of each photo; one with a shorter side is enlarged
    reduced: bool = False  # all of the middle square, reduced to that size
    seed: int = 0
    limit: int = 25  # photos a case, SPARED times as many where nothing is damaged
    methods: tuple[str, ...] = ()  # beside the classical ones
    only: tuple[str, ...] = ()  # these methods alone, where the others would take hours
    blind: bool = False
    large: bool = False  # holes: weights are judged by how real a fill looks, and PSNR is but a floor


def suite(id: str) -> Suite:
    """The suite of this id, or some of its cases: "thin", "thin:text,lines".  Raises SuiteUnknown."""
    suites = importlib.import_module(SUITES)
    id, _, cases = id.partition(":")

    known = [module.name for module in pkgutil.iter_modules(suites.__path__)]
    if id not in known:
        raise SuiteUnknown(f"{id!r}; there are: {', '.join(known)}")
    found: Suite = getattr(importlib.import_module(f"{suites.__name__}.{id}"), id.upper())
    if not cases:
        return found
    wanted = cases.split(",")
    there = {case.name: case for case in found.cases}
    if not set(wanted) <= set(there):
        raise SuiteUnknown(f"{id}:{cases}; its cases are: {', '.join(there)}")
    return replace(found, cases=tuple(there[name] for name in wanted))


def samples(
    photos: Photos, case: Case, *, size: int, seed: int, limit: int, reduced: bool = False
) -> Iterator[tuple[str, Sample]]:
    """(file name, damaged photo), evenly spread over the photos; none where none is what the case is for."""
    cut = square if reduced else middle
    if case.only is not None:
        photos = photos.only(file.name in case.only for file in photos.files)
    pool = Pool([file.name for file in photos.files], photos.pixels)
    count = min(limit * (SPARED if case.kind is None else 1), len(photos))
    picked = np.unique(np.linspace(0, len(photos) - 1, count).round().astype(int))
    for number, index in enumerate(picked.tolist()):
        name = photos.files[index].name
        clean = cut(photos.pixels[index], size).astype(np.float32) / np.float32(255)
        if case.margins:
            clean = framed(clean, np.random.default_rng((seed, number)))
        if case.kind is None:
            yield name, _untouched(clean)
        else:
            yield (
                name,
                corruption.generate(
                    case.kind, clean, case.params, seed, item_index=number, pool=pool, source=name
                ),
            )


def _untouched(clean: Array) -> Sample:
    nothing = np.zeros(clean.shape[:2], np.float32)
    return Sample(clean, clean.copy(), nothing, nothing, clean, {"name": "clean"})
