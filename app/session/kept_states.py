"""Snapshots, as the window calls them: states of the document that are kept under a name."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.document.kept_states import KeptState
from app.document.prepared import PreparedChange
from app.errors.messages import Messages
from app.session.document_jobs import DocumentJobs
from app.session.session import Session
from app.settings.settings import Settings
from app.text import translate
from engine.job import Job

PICTURE_SIDE_PX = 100  # At least, of the longer side of the small picture of a state.


class KeptStateCommands(QObject):
    """Keeps the present state, goes back to one, renames and forgets."""

    changed = Signal()

    def __init__(
        self, session: Session, document_jobs: DocumentJobs, *, settings: Settings, messages: Messages
    ) -> None:
        super().__init__(session)
        self._session, self._document_jobs = session, document_jobs
        self._settings, self._messages = settings, messages

    @property
    def states(self) -> tuple[KeptState, ...]:
        document = self._session.document
        return tuple(document.kept_states) if document is not None else ()

    @property
    def can_take(self) -> bool:
        return self._session.editable

    def take(self) -> None:
        """Keep the document as it is now, under a name that can be changed."""
        document = self._session.document
        if document is None or not self.can_take:
            return
        kept = document.kept_states
        if kept.size + kept.needed > self._settings.history_mb << 20:
            self._messages.warn(
                translate("History", "There is no room for another snapshot"),
                translate(
                    "History", "Delete one, or allow more memory for undo in the settings: both share it."
                ),
            )
            return
        name = self._free_name()

        def work(job: Job) -> KeptState:
            photo = document.photo
            step = max(1, max(photo.width, photo.height) // PICTURE_SIDE_PX)
            return kept.take(name, photo.display(photo.box, step), job)

        def done(state: KeptState) -> None:
            kept.add(state)
            self.changed.emit()

        self._document_jobs.start(work, translate("History", "Taking a snapshot"), done=done)

    def go_back(self, state: KeptState) -> None:
        """Bring a state back, as one step that can be undone."""
        document = self._session.document
        if document is None or not self._session.editable:
            return

        def work(_: Job) -> PreparedChange:
            return document.kept_states.prepare(state)

        self._document_jobs.start(work, translate("Steps", "Back to a snapshot"), done=document.carry_out)

    def rename(self, state: KeptState, name: str) -> None:
        """A name of blanks alone changes nothing."""
        document = self._session.document
        if document is not None and name.strip() and name.strip() != state.name:
            document.kept_states.rename(state, name.strip())
        self.changed.emit()

    def forget(self, state: KeptState) -> None:
        document = self._session.document
        if document is not None:
            document.kept_states.forget(state)
            self.changed.emit()

    def _free_name(self) -> str:
        taken, number = {state.name for state in self.states}, 1
        while (name := translate("History", "Snapshot {number}").format(number=number)) in taken:
            number += 1
        return name
