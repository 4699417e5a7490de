"""The mask grown, shrunk and feathered by sliders: shown while they move, one undo step once they rest."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from app.document import mask_commands
from app.document.document import Document
from app.document.mask_commands import MaskCopy, carried_out
from app.document.mask_pyramid import MaskLevels
from app.document.planes import MASK_PLANE
from app.jobs.lane import Lane
from app.session.document_jobs import DocumentJobs, Sequence, Stage
from app.session.find_selection import levels_of
from app.session.session import Session
from app.text import step_text
from engine.job import Job


class MaskAdjustment(QObject):
    """size: px by which the mask is wider, or narrower where it is negative.  feather: px of its soft rim.

    Both count from the mask as it was before they were touched, until that is changed in another way: then
    they are 0 again.
    """

    previewed = Signal(object)  # MaskLevels; None: the mask is shown as it is
    changed = Signal()  # the values, or whether they can be set

    def __init__(self, session: Session, document_jobs: DocumentJobs) -> None:
        super().__init__(session)
        self._session, self._document_jobs = session, document_jobs
        self.size = self.feather = 0
        self._step: int | None = None  # the state of the history that the sliders made
        self._shown = self._applied = (0, 0)  # what is previewed or being worked out; what is a step
        self._applying = False
        self._lane = Lane(self)
        self._lane.finished.connect(self._took)
        session.changed.connect(lambda change: self._follow() if change.history else None)
        session.opened.connect(self._follow)
        session.busy_changed.connect(lambda _: self.changed.emit())

    @property
    def can_adjust(self) -> bool:
        """Something is marked, or was before the sliders shrank it away, and it can be changed."""
        document = self._session.document
        if document is None or not (self._applying or self._session.editable):
            return False
        return not document.mask_bounds.empty or self._applying or self._stands(document)

    def preview(self, size: int, feather: int) -> None:
        """Show what these values make of the mask."""
        self.size, self.feather = size, feather
        ready = self.can_adjust and not self._applying and not self._lane.busy
        if ready and self._shown != (size, feather):
            self._shown = size, feather
            self._lane.start(self._work(), "")

    def apply(self, size: int, feather: int) -> None:
        """Make these values an undo step, in place of the one that the sliders made before."""
        self.size, self.feather = size, feather
        document = self._session.document
        if document is None or not self.can_adjust or self._applying:
            return
        if (size, feather) == self._applied:
            self._ended()
            return
        self._applying = True
        if not self._document_jobs.run(
            self._sequence(document), done=lambda _: self._ended(), failed=lambda _: self._ended()
        ):
            self._ended()

    def close(self) -> None:
        """End the thread of the previews."""
        self._lane.close()

    def _sequence(self, document: Document) -> Sequence[None]:
        title = step_text("Adjust the mask")
        if self._stands(document):
            prepared = yield Stage(lambda _: document.prepare_undo(-1), title, 0.3)
            document.carry_out_undo(prepared)
            self._step = None
        while (self.size, self.feather) != (0, 0):
            wanted, before = (self.size, self.feather), document.history.state
            change = yield Stage(document.plan(mask_commands.adjust(*wanted)), title)
            if wanted == (self.size, self.feather):
                document.carry_out(change)
                self._step = document.history.state if document.history.state != before else None
                break

    def _ended(self) -> None:
        self._applying = False
        self._shown = self._applied = self.size, self.feather
        self.previewed.emit(None)
        self._follow()

    def _stands(self, document: Document) -> bool:
        """The newest step is the sliders' own."""
        return self._step is not None and document.history.state == self._step and document.history.can_undo

    def _work(self) -> Callable[[Job], MaskLevels]:
        """The mask as the values make it of the one before the sliders' own step."""
        document = self._session.document
        assert document is not None
        snapshot, marked = document.snapshot(), [document.mask_bounds]
        command = mask_commands.adjust(self.size, self.feather)
        last = document.history.last if self._stands(document) else None
        patches = [patch for patch in last.patches if patch.plane == MASK_PLANE] if last else []

        def work(job: Job) -> MaskLevels:
            mask = snapshot.mask
            for patch in patches:
                mask[patch.box.slices] = patch.values.unpack()
            marked.extend(patch.box for patch in patches)
            made = MaskCopy(mask.copy())
            carried_out(command, mask, marked, draft=made, job=job)
            return levels_of(made.mask)

        return work

    def _took(self, levels: MaskLevels) -> None:
        """A preview; it is dropped where the values were applied meanwhile."""
        if self._applying or self._shown == self._applied:
            return
        self.previewed.emit(levels)
        self.preview(self.size, self.feather)

    def _follow(self) -> None:
        """After a change of another kind the sliders begin anew."""
        document = self._session.document
        if not self._applying and (document is None or not self._stands(document)):
            self._step = None
            if (self.size, self.feather) != (0, 0):
                self.size = self.feather = 0
                self._shown = self._applied = (0, 0)
                self.previewed.emit(None)
        self.changed.emit()
