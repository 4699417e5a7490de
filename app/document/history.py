"""Undo and redo: each step holds the other side of what it changed, and the whole is bounded by bytes."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.document.applied import AppliedRepair
from app.document.packed import Packed, PlanePatch
from app.document.planes import MASK_PLANE, PHOTO_PLANE
from engine.photo import Stored
from engine.pixels.box import Box

HISTORY_BYTES = 512 << 20


@dataclass
class Step:
    """One undo step.  `patches` hold the state before while it is done, the state after while undone."""

    id: int
    title: str
    patches: list[PlanePatch]
    applied: AppliedRepair | None = None  # for a repair

    @property
    def planes(self) -> set[str]:
        """The names of what it changes."""
        return {patch.plane for patch in self.patches}

    @property
    def values(self) -> list[tuple[str, Box, Stored | Packed]]:
        """What its patches hold, still packed."""
        return [(patch.plane, patch.box, patch.values) for patch in self.patches]

    @property
    def area(self) -> int:
        """How many pixels it changes, of all planes together."""
        return sum(patch.box.area for patch in self.patches)

    @property
    def size(self) -> int:
        return sum(patch.values.size for patch in self.patches) + (self.applied.size if self.applied else 0)


@dataclass
class History:
    """Steps done (before `position`) and undone (from it on).  The oldest go past `limit` bytes."""

    limit: int = HISTORY_BYTES
    steps: list[Step] = field(default_factory=list)
    position: int = 0
    _base: int = 0  # id of the last step that was dropped
    _plane_bases: dict[str, int] = field(default_factory=dict)  # and of the last that changed each plane

    @property
    def can_undo(self) -> bool:
        return self.position > 0

    @property
    def can_redo(self) -> bool:
        return self.position < len(self.steps)

    @property
    def undo_title(self) -> str:
        return self.last.title if self.last else ""

    @property
    def redo_title(self) -> str:
        return self.next.title if self.next else ""

    @property
    def entries(self) -> tuple[str, ...]:
        return tuple(step.title for step in self.steps)

    @property
    def last(self) -> Step | None:
        """The newest step that is done."""
        return self.steps[self.position - 1] if self.can_undo else None

    @property
    def next(self) -> Step | None:
        """The step that redo would do."""
        return self.steps[self.position] if self.can_redo else None

    def step(self, move: int) -> Step | None:
        """The step that undo (move -1) or redo (+1) would change."""
        return self.last if move < 0 else self.next

    def area(self, move: int) -> int:
        """How many pixels the next step back (-1) or forward (+1) changes, of all planes together."""
        step = self.step(move)
        return step.area if step else 0

    @property
    def state(self) -> int:
        """Names the state the document is in: the same number, the same pixels and mask."""
        return self.last.id if self.last else self._base

    def holds(self, state: int) -> bool:
        """Whether the present state is that one or was made from it."""
        return state == self._base or any(step.id == state for step in self.steps[: self.position])

    @property
    def photo_state(self) -> int:
        """Names the state of the photo alone."""
        return self._plane_state(PHOTO_PLANE)

    @property
    def mask_state(self) -> int:
        """Names the state of the mask alone."""
        return self._plane_state(MASK_PLANE)

    def _plane_state(self, name: str) -> int:
        done = reversed(self.steps[: self.position])
        return next((step.id for step in done if name in step.planes), self._plane_bases.get(name, 0))

    @property
    def size(self) -> int:
        return sum(step.size for step in self.steps)

    def push(self, step: Step) -> None:
        """Append a step that is done; what had been undone is forgotten.  The newest step always stays."""
        self.steps[self.position :] = [step]
        excess = self.size - self.limit
        while excess > 0 and len(self.steps) > 1:
            oldest = self.steps.pop(0)
            excess -= oldest.size
            self._base = oldest.id
            self._plane_bases |= dict.fromkeys(oldest.planes, oldest.id)
        self.position = len(self.steps)
