"""The repair as a layer of its own: a copy as OpenRaster or TIFF, while what is open stays what it is."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from app.errors.messages import Messages
from app.session.document_jobs import DocumentJobs
from app.session.folder import offer
from app.session.session import Session
from app.settings.settings import Settings
from app.text import engine_text, translate
from engine.photo.file_format import layered_formats
from engine.photo.save import same_file, save_layered


class LayersQuestion(Protocol):
    """The question that needs a person."""

    def save_layers(self, offer: Path) -> Path | None: ...


class LayeredCopy(QObject):
    """Writes the photo as it was opened, and over it what has changed since."""

    saved = Signal(str, str)  # the file's name, and what else is to be known; empty where nothing is

    def __init__(
        self,
        session: Session,
        document_jobs: DocumentJobs,
        *,
        settings: Settings,
        messages: Messages,
        questions: LayersQuestion,
    ) -> None:
        super().__init__(session)
        self._session, self._document_jobs = session, document_jobs
        self._settings, self._messages, self._questions = settings, messages, questions

    def save(self) -> None:
        """Ask for a name and write."""
        document = self._session.document
        if document is None or self._document_jobs.busy:
            return
        first = offer(document.path, self._settings.save_folder)
        formats = layered_formats()
        suffixes = [suffix for one in formats for suffix in one.suffixes]
        path = self._questions.save_layers(
            first if first.suffix.lower() in suffixes else first.with_suffix(formats[0].suffixes[0])
        )
        if path is None:
            return
        if any(same_file(one, path) for one in (document.path, document.photo.path)):
            self._messages.hint(
                translate("Files", "The layers need a file beside the photo: choose another name")
            )
            return

        def done(notices: tuple[str, ...]) -> None:
            self.saved.emit(path.name, " ".join(map(engine_text, notices)))

        self._messages.clear()
        title = translate("Files", "Saving {name}").format(name=path.name)
        self._document_jobs.start(lambda _: document.save_copy(path, save_layered), title, done=done)
