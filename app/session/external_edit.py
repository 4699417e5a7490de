"""Editing a photo in place for another program: one file, which is written once or not at all."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, Protocol

from PySide6.QtCore import QObject, Signal

from app.errors.messages import Messages, WayOut
from app.session.document_jobs import DocumentJobs
from app.session.files import Files
from app.session.repairs import Repairs
from app.session.session import Session
from app.text import translate
from engine import photo as photos
from engine.errors import PhotoNotSaved
from engine.photo import Photo
from engine.text import Text, because

Unfilled = Literal["fill", "leave out", "cancel"]


class ExternalEditQuestions(Protocol):
    """The question that needs a person."""

    def fill_first(self, name: str) -> Unfilled: ...


class ExternalEdit(QObject):
    """Opens the photo, and writes it back."""

    finished = Signal()  # the photo was written, and nothing else runs

    def __init__(
        self,
        session: Session,
        document_jobs: DocumentJobs,
        *,
        files: Files,
        repairs: Repairs,
        questions: ExternalEditQuestions,
        messages: Messages,
    ) -> None:
        super().__init__(session)
        self._session, self._document_jobs = session, document_jobs
        self._files, self._repairs = files, repairs
        self._questions, self._messages = questions, messages
        self.written = False
        files.delivered.connect(self._note_written)
        document_jobs.settled.connect(self._finish_once_written)

    def open(self, path: Path) -> None:
        """Open the photo, and no other one after it."""
        self._files.open(path, then=lambda: self._opened(path))
        self._files.stays = True

    def finish(self) -> None:
        """Write the photo to its file; asks first where something is marked that is not filled."""
        document = self._session.document
        if document is None or self._session.busy:
            return
        if document.photo.save_as_only:
            self._warn()
            return
        if not document.mask_bounds.empty:
            answer = self._questions.fill_first(self._files.name)
            if answer == "fill":
                self._repairs.run()
            if answer != "leave out":
                return
        self._files.save()

    def _opened(self, path: Path) -> None:
        document = self._session.document
        assert document is not None
        if document.photo.save_as_only:
            self._warn()
        else:
            self._files.deliver_to(path, write_in_place)

    def _warn(self) -> None:
        self._messages.warn(
            translate("ExternalEdit", "This file cannot be written back"),
            translate(
                "ExternalEdit",
                "It holds more than Lacuna can write. Save the repaired photo under another name.",
            ),
            WayOut(translate("ExternalEdit", "Save as…"), self._files.save_as),
        )

    def _note_written(self) -> None:
        self.written = True

    def _finish_once_written(self) -> None:
        if self.written:
            self.finished.emit()


def write_in_place(photo: Photo, path: Path) -> tuple[str, ...]:
    """`save`, unless the file is another one than was opened.  Raises PhotoNotSaved, PhotoUnsupported."""
    if photo.source_changed and path.exists():
        raise PhotoNotSaved(because(path.name, Text("another program changed it meanwhile")))
    return photos.save(photo, path)
