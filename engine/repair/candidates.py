"""Several repairs of one mask, for a person to choose from.

Candidates differ by seed or by method.  They are made one after another, so the first can be shown while the
next is filled; each is an ordinary `Repair` of the same unchanged photo.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from engine.errors import LacunaError
from engine.job import Job
from engine.models.catalog import catalog
from engine.models.catalog import method as find_method
from engine.models.method import Method, MethodInfo
from engine.models.weights import has_weights
from engine.options import Value
from engine.photo import Photo
from engine.pixels.mask import Mask
from engine.repair.auto import HoleWidth, choose
from engine.repair.run import Repair, repair
from engine.text import Text

CANDIDATES_COUNT = 4
# Methods that candidates of `auto` add to its own; the first that this installation can run is taken.
OTHER_METHODS_BY_WIDTH: dict[HoleWidth, tuple[str, ...]] = {
    "thin": ("biharmonic",),
    "wide": ("gmcnn", "deepfill-v2"),
}


@dataclass(frozen=True)
class Attempt:
    """What one candidate is asked of: a method by its id, or "auto", and the seed of its fill."""

    method: str
    seed: int


@dataclass(frozen=True)
class Candidate:
    """One of several repairs of a mask; `attempt` makes the same again."""

    attempt: Attempt
    repair: Repair


class Fill(Protocol):
    """Makes the repair of one attempt, as `repair` and `repair_marks` do."""

    def __call__(self, attempt: Attempt, job: Job, /) -> Repair: ...


def attempts(
    mask: Mask, method: str = "auto", *, seed: int = 0, count: int = CANDIDATES_COUNT
) -> list[Attempt]:
    """At most `count` attempts that give different fills, beginning with the one that `repair` makes.

    mask: uint8 H×W, with a marked pixel.  A seeded method is asked with the next seeds; of one without seed
    there is a single fill.  `auto` adds another method at the end.  Raises MethodUnknown.
    """
    if method != "auto":
        return _seeds(method, seed, count if find_method(method).info.seeded else 1)
    parts = choose(mask)
    other = _other(parts[0].width, {part.method.info.id for part in parts})
    seeded = any(part.method.info.seeded for part in parts)
    own = _seeds("auto", seed, max(1, count - len(other)) if seeded else 1)
    return [*own, *(Attempt(id, seed) for id in other)][:count]


def candidates(
    photo: Photo,
    mask: Mask,
    method: str = "auto",
    *,
    count: int = CANDIDATES_COUNT,
    options: Mapping[str, Value] | None = None,
    guides: Mapping[str, Mask] | None = None,
    seed: int = 0,
    device: str = "auto",
    grow: int | None = 0,
    job: Job | None = None,
) -> Iterator[Candidate]:
    """Yield up to `count` repairs of a mask as soon as each is made; arguments as those of `repair`.

    Options of methods that an attempt does not run are left out.  Raises as `repair` for the first.
    """

    def fill(attempt: Attempt, job: Job) -> Repair:
        known = (options or {}) if attempt.method == method else {}
        return repair(
            photo, mask, attempt.method, options=known, guides=guides, seed=attempt.seed, device=device,
            grow=grow, job=job,
        )  # fmt: skip

    yield from made(attempts(mask, method, seed=seed, count=count), fill, job or Job())


def made(asked: Sequence[Attempt], fill: Fill, job: Job) -> Iterator[Candidate]:
    """Yield the candidate of each attempt.

    An attempt after the first that fails is left out, since the others can be chosen.  Raises as `fill` for
    the first, and Cancelled.
    """
    for number, attempt in enumerate(asked):
        note = Text("Candidate {number} of {count}", number=number + 1, count=len(asked))
        part = job.part(number / len(asked), (number + 1) / len(asked), note)
        try:
            done = fill(attempt, part)
        except LacunaError:
            if not number:
                raise
            continue
        yield Candidate(attempt, done)


def _seeds(method: str, first: int, count: int) -> list[Attempt]:
    return [Attempt(method, seed) for seed in range(first, first + count)]


def _other(width: HoleWidth, taken: set[str]) -> list[str]:
    """The id of a method beside those taken, or none."""
    found: dict[str, Method] = dict(catalog())
    ids = (id for id in OTHER_METHODS_BY_WIDTH[width] if id in found and id not in taken)
    return [id for id in ids if _can_run(found[id].info)][:1]


def _can_run(info: MethodInfo) -> bool:
    return not info.weights or has_weights(info.id, info.weights[0])
