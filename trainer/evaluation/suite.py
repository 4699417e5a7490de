"""What a suite is: a fixed evaluation, of photos of one size with some cases of damage."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from engine.errors import UsageError
from engine.text import mark
from trainer import corruption
from trainer.corruption.contract import Array, Pool, Sample
from trainer.corruption.postprocessing import Postprocessing, postprocessed
from trainer.data.margins import framed
from trainer.data.photos import Photos, middle, square
from trainer.evaluation.structures import lined_square

UNDAMAGED_FACTOR = 5  # Cases without damage have so many times the photos, since few detections are wrong.


class SuiteUnknown(UsageError):
    title = mark("There is no such suite")


SUITES_PACKAGE = "trainer.suites"  # asked for by name, as plug-ins are: each of them stands on this module


@dataclass(frozen=True, kw_only=True)
class Case:
    """One kind of damage in a suite, a row of its table.

    kind: a corruption or a mixture; None leaves the photo undamaged.
    damage: the kind that a detector should take it for, one of those it tells apart; empty where none is.
    after: what happens to the photo once it is damaged.
    only: file names of the photos that the case is for; None: all.
    margins: whether the photos get a margin before they are damaged.
    scene: the drawn pictures that stand in for photos, of a suite of sound ones; see `evaluation.scenes`.
    structure: the drawn pictures that are damaged in place of photos; see `evaluation.structures`.
    lined: of each photo the square is taken whose middle has the most lines.
    """

    name: str
    kind: str | None
    params: Mapping[str, Any] = field(default_factory=dict)
    damage: str = ""
    after: Postprocessing | None = None
    only: frozenset[str] | None = None
    margins: bool = False
    scene: str = ""
    structure: str = ""
    lined: bool = False


@dataclass(frozen=True, kw_only=True)
class Suite:
    """A fixed evaluation.  The n-th photo of a case has the seed `seed` and the item index n.

    size: px a side of the middle square of each photo; one with a shorter side is enlarged.
    reduced: all of the middle square is scaled to that size.
    limit: photos of each case, UNDAMAGED_FACTOR times as many where nothing is damaged.
    methods: measured beside the classical ones.  only: these methods alone, where others would take hours.
    blind: methods are not given the mask.
    large: of large holes, where weights are judged by realism with PSNR as a floor.
    sound: of undamaged photos at their own size, and what a repair of a folder would change of them: see
    `evaluation.sound`.
    peers: fills of other programs that are installed are measured too; see `evaluation.peers`.
    """

    id: str
    title: str
    cases: tuple[Case, ...]
    size: int = 256
    reduced: bool = False
    seed: int = 0
    limit: int = 25
    methods: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    blind: bool = False
    large: bool = False
    sound: bool = False
    peers: bool = False

    @property
    def needs_photos(self) -> bool:
        """Whether nothing can be measured without photos."""
        return not self.sound and not any(case.structure for case in self.cases)


def suite(id: str) -> Suite:
    """The suite of this id, or some of its cases: "thin", "thin:text,lines".  Raises SuiteUnknown."""
    suites = importlib.import_module(SUITES_PACKAGE)
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
    """(file name, damaged photo), evenly spread over the photos.

    Nothing where the case is for none of them.
    """
    cut = lined_square if case.lined else square if reduced else middle
    if case.only is not None:
        photos = photos.only(file.name in case.only for file in photos.files)
    pool = Pool([file.name for file in photos.files], photos.pixels)
    count = min(limit * (UNDAMAGED_FACTOR if case.kind is None else 1), len(photos))
    picked = np.unique(np.linspace(0, len(photos) - 1, count).round().astype(int))
    for number, index in enumerate(picked.tolist()):
        name = photos.files[index].name
        clean = cut(photos.pixels[index], size).astype(np.float32) / np.float32(255)
        if case.margins:
            clean = framed(clean, np.random.default_rng((seed, number)))
        if case.kind is None:
            yield name, _untouched(clean)
            continue
        sample = corruption.generate(
            case.kind, clean, case.params, seed, item_index=number, pool=pool, source=name
        )
        if case.after is not None:
            sample = postprocessed(sample, case.after, np.random.default_rng((seed, number)))
        yield name, sample


def _untouched(clean: Array) -> Sample:
    nothing = np.zeros(clean.shape[:2], np.float32)
    return Sample(clean, clean.copy(), nothing, nothing, clean, {"name": "clean"})
