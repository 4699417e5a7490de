"""States of a document that a person kept under a name, until the photo is closed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from app.document.draft import Draft
from app.document.originals import Originals
from app.document.packed import Packed, PlanePatch
from app.document.planes import GUIDE_PLANES, MASK_PLANE, PHOTO_PLANE, REPAIRED_PLANE, Planes
from app.document.prepared import PreparedChange
from engine.job import Job
from engine.photo import Stored
from engine.pixels.box import Box

OVERLAYS = (MASK_PLANE, *GUIDE_PLANES, REPAIRED_PLANE)


@dataclass(frozen=True)
class KeptState:
    """patches: all tiles that differed from the photo as it was opened, whole.

    picture: the photo then, as Photo.display gives it, every so many pixels; its longer side has 100 to 200.
    """

    name: str
    patches: tuple[PlanePatch, ...]
    picture: NDArray[np.uint8]

    @property
    def size(self) -> int:
        """Bytes held."""
        return self.picture.nbytes + sum(patch.values.size for patch in self.patches)


class KeptStates:
    """Those of one document, in the order in which they were kept."""

    def __init__(self, planes: Planes, originals: Originals, draft: Callable[[], Draft]) -> None:
        self._planes, self._originals, self._draft = planes, originals, draft
        self._states: list[KeptState] = []

    def __iter__(self) -> Iterator[KeptState]:
        return iter(self._states)

    def __len__(self) -> int:
        return len(self._states)

    @property
    def size(self) -> int:
        """Bytes held by all."""
        return sum(state.size for state in self._states)

    @property
    def needed(self) -> int:
        """Bytes that the present state would take at most."""
        pixel = Box(0, 0, 1, 1)
        return sum(self._planes[name].read(pixel).nbytes * box.area for name, box in self._differing())

    def take(self, name: str, picture: NDArray[np.uint8], job: Job) -> KeptState:
        """The present state; a job may do it while the document is locked.  picture: of KeptState."""
        boxes, patches = list(self._differing()), []
        for number, (plane, box) in enumerate(boxes):
            job.step(number / len(boxes))
            values = self._planes[plane].read(box)
            patches.append(PlanePatch(plane, box, Packed(values, dense=False)))
        return KeptState(name, tuple(patches), picture)

    def add(self, state: KeptState) -> None:
        self._states.append(state)

    def rename(self, state: KeptState, name: str) -> None:
        self._states[self._place(state)] = replace(state, name=name)

    def forget(self, state: KeptState) -> None:
        del self._states[self._place(state)]

    def prepare(self, state: KeptState) -> PreparedChange:
        """Prepare going back to a state, in a job or at once; Document.carry_out() applies it as a step."""
        draft = self._draft()
        kept = {(patch.plane, patch.box) for patch in state.patches}
        for plane, box in self._differing():
            if (plane, box) not in kept:
                draft.put(plane, box, self._opened(plane, box))
        for patch in state.patches:
            draft.put(patch.plane, patch.box, patch.values.unpack())
        return PreparedChange("Back to a snapshot", draft.finish())

    def _place(self, state: KeptState) -> int:
        """A state is the same object; two may be equal."""
        return next(place for place, one in enumerate(self._states) if one is state)

    def _differing(self) -> Iterator[tuple[str, Box]]:
        """All tiles that may hold something else than when the photo was opened."""
        yield from ((PHOTO_PLANE, tile) for tile in self._originals.tiles)
        yield from self._planes.held(*OVERLAYS)

    def _opened(self, plane: str, box: Box) -> Stored:
        """What a tile held when the photo was opened."""
        if plane == PHOTO_PLANE:
            return self._originals.stored(box)
        return np.zeros((box.height, box.width), np.uint8)
