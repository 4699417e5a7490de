"""What a document remembers of a repair: how it was asked for, and what else it could have been."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from engine.options import Value

if TYPE_CHECKING:  # the pipeline brings OpenCV, for which the window does not wait
    from engine.repair.run import Patch, Repair


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
class AppliedRepair:
    """A repair that stands in the document.  `patches` are kept where there is something to choose from."""

    request: RepairRequest
    methods: tuple[str, ...]
    notes: tuple[str, ...]
    choice: int
    alternatives: int
    patches: tuple[Patch, ...]

    @classmethod
    def of(cls, repair: Repair, request: RepairRequest, choice: int) -> AppliedRepair:
        alternatives = max((len(patch.alternatives) for patch in repair.patches), default=0)
        return cls(
            request=request,
            methods=repair.methods,
            notes=repair.notes,
            choice=choice,
            alternatives=alternatives,
            patches=repair.patches if alternatives > 1 else (),
        )

    @property
    def size(self) -> int:
        """Bytes held for choosing."""
        return sum(one.nbytes for patch in self.patches for one in (patch.before, *patch.alternatives))
