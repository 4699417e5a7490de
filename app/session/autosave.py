"""The journal: written every few seconds, and offered at the next start after a crash."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Literal, Protocol

from PySide6.QtCore import QObject, QTimer

from app.document.recovery import RecoverableWork, forget, pending, recover
from app.errors.messages import Messages, WayOut
from app.jobs.lane import Lane
from app.session.document_jobs import DocumentJobs
from app.session.files import Files
from app.session.session import Session
from app.settings.settings import Settings
from app.text import translate
from engine.errors import JournalFailed, LacunaError

LOG = logging.getLogger("lacuna")
LeftBehind = Literal["get back", "later", "delete"]


class RecoveryQuestions(Protocol):
    def recover(self, name: str, *, photo_changed: bool) -> LeftBehind: ...


class Autosave(QObject):
    """Flushes off the GUI thread, on a lane of its own."""

    def __init__(
        self,
        session: Session,
        document_jobs: DocumentJobs,
        *,
        files: Files,
        folder: Path,
        settings: Settings,
        messages: Messages,
        questions: RecoveryQuestions,
    ) -> None:
        super().__init__(session)
        self._session = session
        self._document_jobs = document_jobs
        self._folder = folder
        self._settings = settings
        self._messages = messages
        self._questions = questions
        self._files = files
        self._lane = Lane(self)
        self._lane.failed.connect(self._failed)
        self._failure_shown = False
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.flush)
        settings.changed.connect(lambda key: self._pace() if key == "journal" else None)
        self._pace()

    def flush(self) -> None:
        """Write what waits."""
        document = self._session.document
        if document is not None and document.unflushed and not self._lane.busy:
            self._lane.start(lambda _: document.flush(), "")

    def flush_now(self) -> None:
        """Write what waits, in the calling thread: the program ends."""
        document = self._session.document
        if document is not None:
            with contextlib.suppress(JournalFailed):
                document.flush()

    def offer(self, instead: Callable[[], None]) -> None:
        """Ask whether the newest work that a crash left is wanted; `instead` where it does not come back.

        Older work stays, and so does what is not wanted now: a later start asks for it.
        """
        newest = next(iter(pending(self._folder)), None)
        if newest is None:
            instead()
            return
        name = newest.source.name if newest.source else translate("Files", "Pasted picture")
        answer = self._questions.recover(name, photo_changed=newest.photo_changed)
        if answer == "get back":
            self._bring_back(newest, instead)
            return
        if answer == "delete":
            forget(newest)
        instead()

    def close(self) -> None:
        """End the timer and wait for a flush in progress."""
        self._timer.stop()
        self._lane.close()

    def _bring_back(self, entry: RecoverableWork, instead: Callable[[], None]) -> None:
        def failed(error: LacunaError) -> None:
            instead()  # first: opening a photo takes old messages away
            again = WayOut(translate("Files", "Try again"), lambda: self._try_again(entry))
            self._messages.fail(error, again)

        title = translate("Files", "Getting unsaved work back")
        self._document_jobs.start(lambda _: recover(entry), title, done=self._files.adopt, failed=failed)

    def _try_again(self, entry: RecoverableWork) -> None:
        self._files.leave(lambda: self._bring_back(entry, lambda: None))

    def _pace(self) -> None:
        self._timer.start(self._settings.journal_s * 1000)

    def _failed(self, error: LacunaError) -> None:
        """Said once: the work goes on without the net."""
        LOG.warning("%s", error)
        if not self._failure_shown:
            self._failure_shown = True
            self._messages.fail(error)
