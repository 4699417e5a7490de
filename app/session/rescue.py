"""The journal: written every few seconds, and offered at the next start after a crash."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, QTimer

from app.document.recovery import Recoverable, forget, pending, recover
from app.errors.messages import Messages
from app.jobs.lane import Lane
from app.session.desk import Desk
from app.session.files import Files
from app.session.session import Session
from app.settings.settings import Settings
from app.text import translate
from engine.errors import LacunaError

LOG = logging.getLogger("lacuna")


class Asks(Protocol):
    def recover(self, name: str) -> bool: ...


class Rescue(QObject):
    """Flushes off the GUI thread, on a lane of its own."""

    def __init__(
        self,
        session: Session,
        desk: Desk,
        *,
        files: Files,
        folder: Path,
        settings: Settings,
        messages: Messages,
        asks: Asks,
    ) -> None:
        super().__init__(session)
        self._session = session
        self._desk = desk
        self._folder = folder
        self._settings = settings
        self._messages = messages
        self._asks = asks
        self._files = files
        self._files = files
        self._lane = Lane(self)
        self._lane.failed.connect(self._failed)
        self._told = False
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.flush)
        settings.changed.connect(lambda key: self._pace() if key == "journal" else None)
        self._pace()

    def flush(self) -> None:
        """Write what waits."""
        document = self._session.document
        if document is not None and document.unflushed and not self._lane.busy:
            self._lane.start(lambda _: document.flush(), "")

    def offer(self) -> bool:
        """Ask whether the newest work that a crash left behind is wanted.  True if it is being brought back.

        Older work stays, and is asked for at a later start.
        """
        newest = next(iter(pending(self._folder)), None)
        if newest is None:
            return False
        name = newest.source.name if newest.source else translate("Files", "Pasted picture")
        if not self._asks.recover(name):
            forget(newest)
            return False
        self._bring_back(newest)
        return True

    def close(self) -> None:
        """End the timer and wait for a flush in progress."""
        self._timer.stop()
        self._lane.close()

    def _bring_back(self, entry: Recoverable) -> None:
        self._desk.start(
            lambda _: recover(entry), translate("Files", "Getting unsaved work back"), done=self._files.adopt
        )

    def _pace(self) -> None:
        self._timer.start(int(self._settings.number("journal") * 1000))

    def _failed(self, error: LacunaError) -> None:
        """Said once: the work goes on without the net."""
        LOG.warning("%s", error)
        if not self._told:
            self._told = True
            self._messages.fail(error)
