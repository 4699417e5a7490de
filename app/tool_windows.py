"""The windows beside the editor, each made when it is first asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget

from app.batch.opening import Opening
from app.batch.reviewing import Reviewing
from app.batch.runner import Batch
from app.errors.messages import Messages, WayOut
from app.session.added_models import AddedModels
from app.session.comparison import Comparison
from app.session.methods import Methods
from app.session.session import Session
from app.settings.settings import Settings
from app.settings.store import Store
from app.teach.lessons import Lessons
from app.teach.taught_methods import TaughtMethods
from app.teach.texts import aside
from app.teach.training import State, Teaching
from app.text import translate
from app.theme.theme import Theme

if TYPE_CHECKING:  # each is imported once it is asked for: the window does not wait for all of them
    from app.batch.dialog import BatchDialog
    from app.compare.dialog import CompareDialog
    from app.dialogs.add_model import AddModelDialog
    from app.teach.dialog import TeachDialog
    from engine.batch import Outcome


class ToolWindows(QObject):
    """What goes on in them outlives them, and ends with the editor: see `may_end` and `close`."""

    said = Signal(str)  # a line that fades
    aside = Signal(str)  # how far a teaching is that goes on out of sight; "" where none does

    def __init__(
        self,
        window: QWidget,
        session: Session,
        *,
        methods: Methods,
        settings: Settings,
        messages: Messages,
        theme: Theme,
        store: Store,
        reviewing: Reviewing,
        comparison: Comparison,
    ) -> None:
        super().__init__(window)
        self._reviewing = reviewing
        reviewing.decided.connect(self._take_decision)
        reviewing.finished.connect(self._tell_reviewed)
        self._window, self._session, self._methods = window, session, methods
        self._messages, self._theme, self._store = messages, theme, store
        self.batch, self.teaching = Batch(settings, self), Teaching(settings, self)
        self.lessons, self.shelf = Lessons(self), TaughtMethods(self)
        self.batch_dialog: BatchDialog | None = None
        self.teach_dialog: TeachDialog | None = None
        self.added_models = AddedModels(self)
        self.add_model_dialog: AddModelDialog | None = None
        self._comparison = comparison
        self.compare_dialog: CompareDialog | None = None
        self.added_models.changed.connect(lambda id: methods.refresh() if id else None)
        self.teaching.changed.connect(self._tell_learnt)
        for signal in (self.teaching.changed, self.teaching.curves_changed, self.teaching.ticked):
            signal.connect(self._tell_aside)

    def show_batch(self) -> None:
        from app.batch.dialog import BatchDialog

        if self.batch_dialog is None:
            self.batch_dialog = BatchDialog(self.batch, self._methods, theme=self._theme, store=self._store)
            self.batch_dialog.setWindowIcon(self._window.windowIcon())
            self.batch_dialog.opened.connect(self._open)
            self._reviewing.following = self.batch_dialog.photos.following
        document = self._session.document
        self.batch_dialog.begin(document.path.parent if document and document.path else None)

    def show_teach(self) -> None:
        from app.teach.dialog import TeachDialog

        if self.teach_dialog is None:
            self.teach_dialog = TeachDialog(
                self.lessons,
                self.teaching,
                self.shelf,
                self._methods,
                theme=self._theme,
                store=self._store,
            )
            self.teach_dialog.setWindowIcon(self._window.windowIcon())
            self.teach_dialog.left.connect(
                lambda: self.said.emit(
                    translate("Teach", "Lacuna goes on learning; the status bar shows how far it is")
                )
            )
            self.teach_dialog.left.connect(self._tell_aside)
        self.teach_dialog.begin()
        self._tell_aside()

    def show_add_model(self) -> None:
        from app.dialogs.add_model import AddModelDialog

        if self.add_model_dialog is None:
            self.add_model_dialog = AddModelDialog(self.added_models, self._theme, self._window)
        self.add_model_dialog.begin()

    def show_compare(self) -> None:
        from app.compare.dialog import CompareDialog

        if self.compare_dialog is None:
            self.compare_dialog = CompareDialog(self._comparison, self._methods, self._theme, self._window)
        self.compare_dialog.begin()

    @property
    def may_end(self) -> bool:
        """Whether the program may end; asks where something is at work."""
        dialogs = [dialog for dialog in (self.batch_dialog, self.teach_dialog) if dialog is not None]
        return all(dialog.may_leave for dialog in dialogs)

    def close(self) -> None:
        """Stop everything and wait for it."""
        for part in (self.batch, self.teaching, self.lessons, self.shelf, self._reviewing, self.added_models):
            part.close()
        if self.compare_dialog is not None:
            self.compare_dialog.end()
        dialogs: tuple[QDialog | None, ...] = (
            self.compare_dialog,
            self.batch_dialog,
            self.teach_dialog,
            self.add_model_dialog,
        )
        for dialog in dialogs:
            if dialog is not None:
                dialog.close()
                dialog.deleteLater()

    def _open(self, opening: Opening) -> None:
        self._window.raise_()
        self._window.activateWindow()
        self._reviewing.open(opening)

    def _take_decision(self, one: Outcome) -> None:
        if self.batch_dialog is not None:
            self.batch_dialog.take_decision(one)

    def _tell_reviewed(self) -> None:
        self.said.emit(translate("Review", "All photos of the folder are decided on"))

    def _tell_aside(self) -> None:
        seen = self.teach_dialog is not None and self.teach_dialog.isVisible()
        self.aside.emit("" if seen else aside(self.teaching.state, self.teaching.phase))

    def _tell_learnt(self) -> None:
        """Where nobody is looking."""
        if self.teach_dialog is None or self.teach_dialog.isVisible():
            return
        if self.teaching.error is not None:
            self._messages.fail(
                self.teaching.error, WayOut(translate("Teach", "Teach new damage"), self.show_teach)
            )
        elif self.teaching.state == State.JUDGED:
            self._messages.info(
                translate("Teach", "Lacuna has learnt new damage"),
                translate("Teach", "Keep it or discard it."),
                WayOut(translate("Teach", "See what it is worth"), self.show_teach),
            )
