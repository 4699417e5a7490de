"""What is painted while a repair reads the document: it is kept aside, and becomes the next mask."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from app.canvas.scene import Scene
from app.document.document import Document
from app.document.edit import Edit, EditResult
from app.document.mask_pyramid import MaskLevels
from app.document.planes import MASK_PLANE, NEXT_MASK_PLANE, Planes
from engine.pixels.box import EMPTY_BOX, Box


class NextMask:
    """Strokes on planes of their own, which the scene shows over the document's mask.

    `accept` lets painting begin, `settle` makes each stroke an undo step of the document.
    """

    def __init__(self, scene: Scene, finished: Callable[[], None]) -> None:
        """finished: called once the strokes are part of the document."""
        self._scene, self._finished = scene, finished
        self._accepting = False
        self._planes: Planes | None = None
        self._levels: MaskLevels | None = None
        self._edit: Edit | None = None
        self._strokes: list[tuple[str, EditResult]] = []

    @property
    def accepting(self) -> bool:
        """A repair runs, and what is painted meanwhile is for the next one."""
        return self._accepting

    def accept(self) -> None:
        """From now on what is painted on a locked document waits for `settle`."""
        self._accepting = True

    def begin(self, title: str) -> Edit:
        """An edit of the next mask.  It only has what draws in the mask."""
        document = self._scene.document
        assert document is not None
        if self._planes is None:
            self._planes = Planes(document.photo)
            self._levels = MaskLevels(self._planes.overlays[MASK_PLANE].view, EMPTY_BOX)
            self._scene.next_mask.show(self._levels)
        self._edit = Edit(
            self._planes,
            touched=lambda *_: None,
            changed=self._changed,
            ended=lambda written: self._ended(title, written),
        )
        return self._edit

    @property
    def can_take_back(self) -> bool:
        """A stroke waits, and none is open."""
        return bool(self._strokes) and self._edit is None

    def take_back(self) -> None:
        """Undo the last stroke that waits."""
        if self._planes is None or not self.can_take_back:
            return
        _, written = self._strokes.pop()
        for patch in written.patches:
            self._planes[patch.plane].write(patch.box, patch.values.unpack())
            self._planes[patch.plane].settle(patch.box)
            self._changed(patch.plane, patch.box)
        self._note()

    def settle(self) -> None:
        """The repair has ended: what was painted becomes the document's mask, once no stroke is open."""
        self._accepting = False
        document = self._scene.document
        if self._edit is not None or document is None or document.locked or document.editing:
            return
        strokes, self._strokes = self._strokes, []
        self.drop()
        for title, written in strokes:
            _write(document, title, written)
        if strokes:
            document.note_next_mask([])
            self._finished()

    def drop(self) -> None:
        """Another document is shown: nothing waits any more."""
        self._accepting = False
        self._planes = self._levels = self._edit = None
        self._strokes = []
        self._scene.next_mask.show(None)

    def _note(self) -> None:
        """What waits goes into the document's journal, in place of what waited before."""
        document, planes = self._scene.document, self._planes
        if document is not None and planes is not None:
            held = planes.held(MASK_PLANE)
            document.note_next_mask([(NEXT_MASK_PLANE, box, planes[name].read(box)) for name, box in held])

    def _changed(self, _: str, box: Box) -> None:
        if self._levels is not None:
            self._levels.change(box)
            self._scene.update_box(box)

    def _ended(self, title: str, written: EditResult | None) -> None:
        self._edit = None
        if written is not None and written.patches:
            self._strokes.append((title, written))
            self._note()
        if not self._accepting:
            self.settle()


def _write(document: Document, title: str, written: EditResult) -> None:
    """One stroke: marked where it painted, not marked where it erased what was painted before."""
    with document.edit(title) as edit:
        for patch, (_, box, after) in zip(written.patches, written.after, strict=True):
            before, now = patch.values.unpack(), document.mask[box.slices]
            painted = np.where(after > before, np.maximum(now, after), now)
            edit.set_mask(box, np.where(after < before, np.minimum(now, after), painted))
