"""Teach new damage: choose it, watch it being learnt, see what it is worth, keep it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.batch.texts import error_line
from app.session.methods import Methods
from app.settings.store import Store
from app.teach.foot import Foot
from app.teach.lesson import LessonPage
from app.teach.lesson_draft import LESSON_MINUTES, LessonDraft
from app.teach.lessons import DrawnExamples, Lessons
from app.teach.questions import PARCEL_SUFFIX, TeachQuestions
from app.teach.result import ResultPage
from app.teach.taught_list import TaughtMethodsPage
from app.teach.taught_methods import TaughtEntry, TaughtMethods
from app.teach.texts import counted, going, phase_line, standing
from app.teach.training import AFTER_LEARNING, State, Teaching
from app.text import count, engine_text, translate
from app.theme.theme import Theme
from app.widgets.drop_dialog import DropDialog
from engine.errors import LacunaError

if TYPE_CHECKING:
    from app.teach.learning import LearningPage

REDRAW_INTERVAL_MS = 200  # What a training reported is drawn this often.
STORE_KEY = "teach"  # Where the store keeps what was set.


class TeachDialog(DropDialog):
    """A window of its own beside the editor.  Closing it stops nothing."""

    left = Signal()  # it was closed while Lacuna learns

    def __init__(
        self,
        lessons: Lessons,
        teaching: Teaching,
        shelf: TaughtMethods,
        methods: Methods,
        *,
        theme: Theme,
        store: Store,
    ) -> None:
        super().__init__(translate("Teach", "Teach new damage"))
        self._lessons, self._teaching, self._shelf = lessons, teaching, shelf
        self._methods, self._theme, self._store = methods, theme, store
        self._drawn: DrawnExamples | None = None
        self._said = ""  # of something that was done, until the next thing is
        self._beat = QTimer(self, singleShot=True)
        self._beat.setInterval(REDRAW_INTERVAL_MS)
        self._beat.timeout.connect(self._follow)
        self.questions = TeachQuestions(self)
        self.lesson = LessonPage(theme, self.questions)
        self.learning: LearningPage | None = None  # its curves come with a library that is read first
        self.result_page = ResultPage(theme)
        self.shelf = TaughtMethodsPage()
        self.waiting = QLabel(alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        self.foot = Foot(teaching)
        self.foot.connect_dialog(
            start=self._start, keep=self._keep, discard=self._discard, take_in=self._import, close=self.reject
        )
        self._arrange()
        self._wire()
        self.lesson.show_draft(LessonDraft.of(store.get(STORE_KEY)))
        self._refresh()

    def begin(self) -> None:
        """Show the window, where the teaching stands."""
        self.show()
        self.raise_()
        self.activateWindow()
        self._show_progress()
        self._lessons.load()
        self._shelf.load()

    @property
    def may_leave(self) -> bool:
        """Whether the program may end; asks while it learns."""
        if self._teaching.state not in (State.LEARNING, State.PAUSING, State.STOPPING):
            return True
        answer = self.questions.leaving()
        if answer == "stop":
            self._teaching.stop()
            self.begin()
        return answer == "later"

    def reject(self) -> None:
        """Esc, Close and the cross: what is at work goes on."""
        self._store.set(STORE_KEY, self.lesson.draft.kept)
        super().reject()
        if self._teaching.at_work:
            self.left.emit()

    # Making

    def _arrange(self) -> None:
        self._pages = QStackedWidget()
        for page in (self.waiting, self.lesson, self.result_page, self.shelf):
            self._pages.addWidget(page)
        group, row = QButtonGroup(self), QHBoxLayout(spacing=4)
        self.tabs: list[QToolButton] = []
        for text in (translate("Teach", "Teach"), ""):
            tab = QToolButton(text=text, checkable=True)
            tab.clicked.connect(self._turn)
            group.addButton(tab)
            row.addWidget(tab)
            self.tabs.append(tab)
        self.tabs[0].setChecked(True)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self._pages, 1)
        column.addLayout(self.foot)

    def _wire(self) -> None:
        lessons, teaching, shelf = self._lessons, self._teaching, self._shelf
        lessons.ready.connect(self._ready)
        lessons.failed.connect(self._fail)
        lessons.sketched.connect(self._sketch)
        lessons.drawn.connect(self._show_examples)
        self.lesson.changed.connect(self._redraw)
        self.hovered.connect(self.lesson.set_hot)
        self.fell.connect(self._take)
        self.result_page.named.connect(self._refresh)
        teaching.changed.connect(self._changed)
        teaching.curves_changed.connect(lambda: None if self._beat.isActive() else self._beat.start())
        teaching.ticked.connect(lambda: self._show_progress() if self.isVisible() else None)
        teaching.kept.connect(self._show_kept)
        teaching.discarded.connect(lambda: self._say(translate("Teach", "Discarded.")))
        self.shelf.exported.connect(self._export)
        self.shelf.removed.connect(self._remove)
        shelf.changed.connect(self._list)
        shelf.exported.connect(
            lambda path: self._say(translate("Teach", "Exported to {path}").format(path=path))
        )
        shelf.failed.connect(self._fail)

    # The lesson

    def _ready(self) -> None:
        """What can be taught is known."""
        if self.learning is None:
            self.lesson.show_kinds(self._lessons.known)
            QTimer.singleShot(0, self, self._furnish)  # both take a moment, during which the window is still
        else:
            self._furnish()

    def _furnish(self) -> None:
        """The curves can be drawn: show where the teaching stands."""
        if self.learning is None:
            from app.teach.learning import LearningPage

            self.learning = LearningPage(self._theme)
            self._pages.addWidget(self.learning)
            self.lesson.kind.setFocus()
        self._teaching.load()
        self._follow()
        if self._teaching.state == State.IDLE:
            self._redraw()
        self._refresh()

    def _redraw(self) -> None:
        """After any change of the lesson."""
        self._said = ""
        self._drawn = None
        self._draw()
        self._refresh()

    def _draw(self) -> None:
        if self.lesson.missing:
            text = translate("Teach", "Still missing on the left: {name}")
            self.lesson.say(text.format(name=self.lesson.missing))
        elif self._lessons.known.kinds:
            if self.lesson.draft.clean is not None and not self.lesson.examples.images:
                self.lesson.say(translate("Teach", "Drawing examples"))
            self._lessons.draw(self.lesson.draft)

    def _sketch(self, draft: LessonDraft, number: int, image: QImage) -> None:
        if draft == self.lesson.draft:
            self.lesson.sketch(number, image)

    def _show_examples(self, drawn: DrawnExamples) -> None:
        if drawn.draft != self.lesson.draft:
            return
        self._drawn = drawn
        if drawn.problem is not None:
            self.lesson.say(error_line(drawn.problem))
        elif not drawn.examples:
            self.lesson.say(
                translate("Teach", "Drop a folder of clean photos here, or choose one on the left.")
            )
        else:
            self.lesson.show_examples(drawn.examples, counted(drawn))
        self._refresh()

    def _start(self) -> None:
        drawn = self._drawn
        if drawn is not None and drawn.ready and drawn.lesson is not None and drawn.draft.clean is not None:
            self._store.set(STORE_KEY, drawn.draft.kept)
            self._teaching.start(drawn.lesson, drawn.draft.clean, LESSON_MINUTES[drawn.draft.length])

    # The training

    def _changed(self) -> None:
        self._said = ""
        if self._teaching.state == State.JUDGED:
            self._show_verdict()
        self._follow()
        self._refresh()

    def _follow(self) -> None:
        """The curves, the photos and how far it is."""
        curves = self._teaching.curves
        if self.learning is not None:
            self.learning.show_curves(curves)
            self.learning.show_sheet(curves, _waiting(self._teaching.state))
        self._show_progress()
        self.setWindowTitle(_title(self._teaching))

    def _show_progress(self) -> None:
        """How far it is, and the time that is spent and left."""
        self.foot.show_share(self._teaching.phase.share)
        if self._teaching.at_work and not self._said and not self.tabs[1].isChecked():
            self.foot.say(*self._words(self._teaching.state, on_shelf=False))

    def _show_verdict(self) -> None:
        record = self._teaching.record
        words = engine_text(record.words) if record is not None else ""
        titles = {id: one.info.title for id, one in self._methods.detectors.items()}
        titles |= {id: one.info.title for id, one in self._methods.known.items()}
        self.result_page.show_verdict(self._teaching.verdict, words, titles, self._teaching.curves.preview)
        if not self.result_page.name:
            self.result_page.field.setText(words.partition(",")[0])
        self.result_page.field.setFocus()
        self.result_page.field.selectAll()

    def _keep(self) -> None:
        if self.result_page.name:
            self._teaching.keep(self.result_page.name)

    def _show_kept(self, id: str, title: str) -> None:
        self.result_page.field.clear()
        self._methods.refresh()
        self._newest = id
        self._shelf.load()
        self.tabs[1].click()
        self._say(translate("Teach", "{title} is among the methods now.").format(title=title))
        self._draw()

    def _discard(self) -> None:
        record = self._teaching.record
        if self.questions.discard(engine_text(record.words) if record is not None else ""):
            self.result_page.field.clear()
            self._teaching.discard()
            self._draw()

    # The shelf

    _newest = ""

    def _list(self, id: str) -> None:
        """The shelf as it is; id: what came or went."""
        kept = self._shelf.kept
        self.shelf.show_kept(kept, id or self._newest)
        self._newest = ""
        text = translate("Teach", "Taught methods")
        self.tabs[1].setText(f"{text}  {count(len(kept))}" if kept else text)
        if id:
            self._methods.refresh()
            title = next((one.title for one in kept if one.id == id), "")
            text = translate("Teach", "{title} is among the methods now.")
            self._say(text.format(title=title) if title else translate("Teach", "Removed."))

    def _import(self) -> None:
        path = self.questions.parcel()
        if path is not None:
            self._shelf.take(path)

    def _export(self, kept: TaughtEntry) -> None:
        path = self.questions.parcel_name(f"{kept.id}{PARCEL_SUFFIX}")
        if path is not None:
            self._shelf.export(kept.id, path)

    def _remove(self, kept: TaughtEntry) -> None:
        if self.questions.remove(kept.title):
            self._shelf.remove(kept.id)

    # What is shown

    def _turn(self) -> None:
        """To the other tab."""
        self._said = ""
        self._refresh()

    def _say(self, text: str) -> None:
        self._said = text
        self._refresh()

    def _fail(self, error: LacunaError) -> None:
        self._say(error_line(error))

    def _refresh(self) -> None:
        """Page, buttons and words of where it stands."""
        state, on_shelf = self._teaching.state, self.tabs[1].isChecked()
        page = self.shelf if on_shelf else self._page(state)
        self._pages.setCurrentWidget(page)
        shown = {self.foot.import_button, self.foot.close_button} if on_shelf else self._offered(state)
        self.foot.show_buttons(
            shown,
            startable=self._drawn is not None and self._drawn.ready,
            busy=self._teaching.saving,
            named=bool(self.result_page.name),
        )
        verdict = self._teaching.verdict
        self.foot.resume_button.setDefault(self.foot.resume_button in shown)
        self.foot.keep_button.setDefault(
            self.foot.keep_button in shown and verdict is not None and verdict.passed
        )
        self.foot.bar.setVisible(not on_shelf and self._teaching.at_work)
        self.foot.say(*self._words(state, on_shelf))

    def _page(self, state: State) -> QWidget:
        if state == State.ELSEWHERE or self.learning is None:
            elsewhere = translate("Teach", "Another window of Lacuna is teaching. One can at a time.")
            self.waiting.setText(
                elsewhere if state == State.ELSEWHERE else translate("Teach", "Looking at the fonts")
            )
            return self.waiting
        if state == State.IDLE:
            return self.lesson
        return self.result_page if state == State.JUDGED else self.learning

    def _offered(self, state: State) -> set[QPushButton]:
        if self.learning is None:
            return {self.foot.close_button}
        return self.foot.offered(state, unjudged=self._teaching.verdict is None)

    def _words(self, state: State, on_shelf: bool) -> tuple[str, str]:
        """(headline, line below it)."""
        if self._said:
            return self._said, ""
        if on_shelf:
            return "", ""
        error, record = self._teaching.error, self._teaching.record
        if error is not None:
            return error_line(error), ""
        if state in (State.IDLE, State.ELSEWHERE, State.JUDGED) or record is None:
            return "", ""
        head = standing(state).format(words=engine_text(record.words))
        if state in AFTER_LEARNING:
            return head, phase_line(self._teaching.phase)
        return head, going(self._teaching.curves, self._teaching.phase) if state == State.LEARNING else ""

    # Dropping

    def _take(self, path: Path) -> None:
        """A folder of photos, or a method that somebody exported."""
        if path.suffix == PARCEL_SUFFIX:
            self.tabs[1].click()
            self._shelf.take(path)
        elif self._pages.currentWidget() is self.lesson:
            self.lesson.take(path)


def _title(teaching: Teaching) -> str:
    if teaching.state == State.LEARNING and teaching.curves.begun:
        text = translate("Teach", "{percent} % learnt")
        return text.format(percent=int(teaching.curves.share * 100))
    return translate("Teach", "Teach new damage")


def _waiting(state: State) -> str:
    if state == State.LEARNING:
        return translate("Teach", "Photos before and after come with the first look, in about a minute.")
    return ""
