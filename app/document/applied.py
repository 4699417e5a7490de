"""What a document remembers of a repair: how it was asked for, and what other answers there are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from app.document.packed import PlanePatch
from engine.options import Value

ANSWERS_BYTES = 256 << 20  # Of the answers of one repair that are not in use; beyond it the oldest go.


@dataclass(frozen=True, kw_only=True)
class RepairRequest:
    """What a person asked for; the mask and the guides are the document's."""

    method: str = "auto"
    options: Mapping[str, Value] = field(default_factory=dict)
    seed: int = 0

    def next(self) -> RepairRequest:
        """The same with another seed."""
        return replace(self, seed=self.seed + 1)


@dataclass(frozen=True, kw_only=True)
class RepairAnswer:
    """One fill of a mask.

    methods: ids of those that filled.  seconds: how long that took; None where it was not measured.
    thumbnail: what was filled, as Photo.display gives it, or None.  values: what the planes hold with this
    answer where they differ from the state before the repair; empty for the answer that is in use.
    """

    request: RepairRequest
    methods: tuple[str, ...]
    notes: tuple[str, ...] = ()
    seconds: float | None = None
    thumbnail: NDArray[np.uint8] | None = None
    values: tuple[PlanePatch, ...] = ()

    @property
    def size(self) -> int:
        """In bytes."""
        thumbnail = 0 if self.thumbnail is None else self.thumbnail.nbytes
        return thumbnail + sum(patch.values.size for patch in self.values)


@dataclass(frozen=True, kw_only=True)
class AppliedRepair:
    """A repair that stands in the document: its answers, and which of them is in use."""

    answers: tuple[RepairAnswer, ...]
    choice: int = 0

    @classmethod
    def of(cls, answers: Sequence[RepairAnswer], choice: int) -> AppliedRepair:
        """choice: of the answer in use.  The oldest others are left out where all take too many bytes."""
        kept, excess = [*answers], sum(answer.size for answer in answers) - ANSWERS_BYTES
        while excess > 0 and len(kept) > 1:
            oldest = 1 if choice == 0 else 0
            excess -= kept.pop(oldest).size
            choice -= oldest == 0
        return cls(answers=tuple(kept), choice=choice)

    @property
    def in_use(self) -> RepairAnswer:
        return self.answers[self.choice]

    @property
    def request(self) -> RepairRequest:
        return self.in_use.request

    @property
    def methods(self) -> tuple[str, ...]:
        return self.in_use.methods

    @property
    def size(self) -> int:
        """Bytes held for choosing."""
        return sum(answer.size for answer in self.answers)

    def packed(self, values: Sequence[PlanePatch]) -> tuple[RepairAnswer, ...]:
        """All answers with their values.  values: those of the answer that is in use."""
        answers = list(self.answers)
        answers[self.choice] = replace(self.in_use, values=tuple(values))
        return tuple(answers)

    def choosing(self, choice: int, values: Sequence[PlanePatch]) -> AppliedRepair:
        """The same with another answer in use.  values: as in `packed`."""
        answers = list(self.packed(values))
        answers[choice] = replace(answers[choice], values=())
        return AppliedRepair(answers=tuple(answers), choice=choice)
