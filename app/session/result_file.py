"""The photo as it is now as a file of its own, for other programs to which it is dragged."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QObject, Signal

from app.document.document import Document
from app.session.document_jobs import DocumentJobs
from app.session.folder import offer
from app.session.session import Session
from app.text import translate
from engine.job import Job


class ResultFile(QObject):
    """Written once for each state of the photo; the files go with the program, not before: a receiver may
    read one long after it was dropped.
    """

    ready = Signal(object)  # its Path

    def __init__(self, session: Session, document_jobs: DocumentJobs) -> None:
        super().__init__(session)
        self._session, self._document_jobs = session, document_jobs
        self._folder: TemporaryDirectory[str] | None = None
        self._made: dict[int, Path] = {}  # of the document that is open, by the state of its photo
        self._count = 0  # of all files
        session.opened.connect(self._made.clear)

    def prepare(self) -> None:
        """Write it, unless it is there; `ready` comes then, or the reason why it cannot be written."""
        document = self._session.document
        if document is None:
            return
        state = document.history.photo_state
        if state in self._made:
            self.ready.emit(self._made[state])
            return
        self._count += 1

        def done(path: Path) -> None:
            self._made[state] = path
            self.ready.emit(path)

        self._document_jobs.start(
            lambda job: self._written(document, job),
            translate("Window", "Preparing the result"),
            done=done,
        )

    def close(self) -> None:
        """Delete the files."""
        self._made.clear()
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None

    def _written(self, document: Document, _: Job) -> Path:
        if self._folder is None:
            self._folder = TemporaryDirectory(prefix="lacuna-")
        folder = Path(self._folder.name) / str(self._count)
        folder.mkdir(exist_ok=True)
        named = document.path is None or document.photo.save_as_only
        path = offer(document.path, folder)
        path = path.with_suffix(".png") if named else path
        document.save_copy(path)
        return path
