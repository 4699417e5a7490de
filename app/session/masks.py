"""What is done to a whole mask: wider, narrower, softer, inverted, from a file and to one; lines cleared."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.document import mask_commands
from app.document.mask_commands import MaskCommand
from app.document.planes import SKETCH_PLANE, SOURCE_PLANE
from app.document.prepared import PreparedChange
from app.errors.messages import Messages, WayOut
from app.session.document_jobs import DocumentJobs
from app.session.session import Session
from app.text import engine_text, step_text, translate
from engine.job import Job
from engine.text import Text

if TYPE_CHECKING:
    from engine.photo import Photo
    from engine.photo.mask_file import ReadMask


class Masks(QObject):
    """Each is one undo step, worked out in a job."""

    def __init__(self, session: Session, document_jobs: DocumentJobs, *, messages: Messages) -> None:
        super().__init__(session)
        self._session = session
        self._document_jobs = document_jobs
        self._messages = messages

    @property
    def can_change(self) -> bool:
        """There is a photo, nothing runs, and no stroke is being drawn."""
        return self._session.editable

    @property
    def marked(self) -> bool:
        """Something is marked, and it can be changed."""
        document = self._session.document
        return self.can_change and document is not None and not document.mask_bounds.empty

    def change(self, command: MaskCommand, then: Callable[[], None] = lambda: None) -> None:
        """Make one of mask_commands an undo step, and call `then` once it is one."""
        self._carry_out(command, then)

    def tighten(self) -> None:
        """What is marked becomes the objects in it with their shadows; where none is found it stays."""
        document = self._session.document
        if document is None or not self.marked:
            return
        snapshot, around = document.snapshot(), document.mask_bounds

        def work(job: Job) -> PreparedChange:
            from engine.pixels.cutout import context_box, tightened

            box = context_box(around, snapshot.photo.box)
            mask = snapshot.mask
            mask[box.slices] = tightened(snapshot.photo.display(box)[..., :3], mask[box.slices], job)
            return document.plan(mask_commands.replace(mask, "Tighten the mask"))(job)

        def done(change: PreparedChange) -> None:
            if change.drafted.written.patches:
                document.carry_out(change)
            else:
                self._messages.hint(translate("Mask", "No object stands out in what is marked"))

        self._document_jobs.start(work, step_text("Tighten the mask"), done=done)

    def invert(self) -> None:
        self._carry_out(mask_commands.invert())

    def clear(self) -> None:
        self._carry_out(mask_commands.clear())

    @property
    def sketched(self) -> bool:
        """There are lines, and they can be changed."""
        document = self._session.document
        return self.can_change and document is not None and document.sketch is not None

    @property
    def has_source(self) -> bool:
        """It is marked where to take from, or where not, and that can be changed."""
        document = self._session.document
        return self.can_change and document is not None and document.source is not None

    def clear_sketch(self) -> None:
        if self.sketched:
            self._clear_guide(SKETCH_PLANE, step_text("Clear the sketch"))

    def clear_source(self) -> None:
        if self.has_source:
            self._clear_guide(SOURCE_PLANE, step_text("Clear the source"))

    def _clear_guide(self, name: str, title: str) -> None:
        document = self._session.document
        if document is not None:
            self._document_jobs.start(
                lambda _: document.prepare_guide_removal(name), title, done=document.carry_out
            )

    def load(self, path: Path) -> None:
        """A mask from a file; inverting it is offered where more than half is marked."""

        def read(photo: Photo) -> ReadMask:
            from engine.photo.mask_file import read

            return read(path, (photo.width, photo.height), photo=photo)

        self.load_by(read)

    def load_by(self, read: Callable[[Photo], ReadMask]) -> None:
        """The mask that `read`, called in a job, has for the photo that is open."""
        document = self._session.document
        if document is None:
            return

        def work(job: Job) -> tuple[PreparedChange, bool, tuple[Text, ...]]:
            from engine.photo.mask_file import MOSTLY_MARKED_NOTE

            found = read(document.photo)
            ready = document.plan(mask_commands.replace(found.mask))(job)
            return ready, MOSTLY_MARKED_NOTE in found.notes, found.notes

        def done(found: tuple[PreparedChange, bool, tuple[Text, ...]]) -> None:
            ready, mostly, notes = found
            document.carry_out(ready)
            if notes and not mostly:
                self._messages.hint(translate("Mask", "The mask was read"), engine_text(notes[0]))
            if mostly:
                self._messages.warn(
                    translate("Mask", "More than half of the photo is marked"),
                    translate(
                        "Mask", "White is what will be filled. Some programs write masks the other way round."
                    ),
                    WayOut(translate("Mask", "Invert the mask"), self.invert),
                )

        self._document_jobs.start(work, translate("Mask", "Reading the mask"), done=done)

    def save(self, path: Path) -> None:
        """Write the mask as a PNG, white = missing."""
        document = self._session.document
        if document is None:
            return
        snapshot = document.snapshot()

        def work(_: Job) -> None:
            from engine.photo.mask_file import save

            save(snapshot.mask, path)

        self._document_jobs.start(work, translate("Mask", "Writing the mask"), done=lambda _: None)

    def _carry_out(self, command: MaskCommand, then: Callable[[], None] = lambda: None) -> None:
        document = self._session.document

        def done(change: PreparedChange) -> None:
            assert document is not None
            document.carry_out(change)
            then()

        if document is not None and self.can_change:
            self._document_jobs.start(document.plan(command), step_text(command.title), done=done)
