"""The mask as a file beside its photo: photo.jpg has photo_mask.png, which folder runs read too."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from app.document.document import Document
from app.errors.messages import Messages, WayOut
from app.session.document_jobs import DocumentJobs
from app.session.session import Session
from app.text import translate
from engine.job import Job
from engine.photo.page_names import page_stem

MASK_ENDING = "_mask"  # Of the name; one of those that folder runs look for, whose module brings OpenCV.


class MaskQuestions(Protocol):
    """The question that needs a person."""

    def save_mask(self, offer: Path) -> Path | None: ...


class Sidecar(QObject):
    """Saves the mask beside the photo, and offers the one that stands there."""

    saved = Signal(str)  # the name of the file

    def __init__(
        self,
        session: Session,
        document_jobs: DocumentJobs,
        *,
        messages: Messages,
        questions: MaskQuestions,
    ) -> None:
        super().__init__(session)
        self._session = session
        self._document_jobs = document_jobs
        self._messages = messages
        self._questions = questions
        self._own: set[Path] = set()  # written here, or read from here: they may be written anew

    @property
    def can_save(self) -> bool:
        """Something is marked on a photo that has a file."""
        document = self._session.document
        if document is None or document.path is None or document.mask_bounds.empty:
            return False
        return self._session.editable

    def save(self, then: Callable[[], None] | None = None) -> None:
        """Write the mask beside the photo; a file that somebody else wrote is only replaced when asked for.

        then: called once it is written.
        """
        document = self._session.document
        if document is None or not self._session.editable:
            return
        offer = mask_path(document.path or Path.home() / "photo.png", document.page, document.pages)
        free = document.path is not None and (offer in self._own or not offer.exists())
        path = offer if free else self._questions.save_mask(offer)
        if path is not None:
            self._write(document, path, then)

    def offer(self, load: Callable[[Path], None]) -> None:
        """Say so where a photo that was just opened has a mask beside it; `load` reads that one."""
        document = self._session.document
        if document is None or document.path is None or not document.mask_bounds.empty:
            return
        path = mask_path(document.path, document.page, document.pages)
        if not path.is_file():
            return

        def use() -> None:
            self._own.add(path)
            load(path)

        self._messages.info(
            translate("Mask", "This photo has a mask"),
            translate("Mask", "{name} lies beside it.").format(name=path.name),
            WayOut(translate("Mask", "Use it"), use),
        )

    def _write(self, document: Document, path: Path, then: Callable[[], None] | None) -> None:
        snapshot, state = document.snapshot(), document.history.mask_state

        def work(_: Job) -> None:
            from engine.photo.mask_file import save

            save(snapshot.mask, path)

        def done(_: object) -> None:
            self._own.add(path)
            self._session.keep_mask(state)
            self.saved.emit(path.name)
            if then is not None:
                then()

        self._document_jobs.start(work, translate("Mask", "Writing the mask"), done=done)


def mask_path(photo: Path, page: int = 1, pages: int = 1) -> Path:
    """Where the mask of a photo lies, which may be one of the pages of its file."""
    return photo.with_name(f"{page_stem(photo, page, pages)}{MASK_ENDING}.png")
