"""The foot of the Teach dialog: where the teaching stands, and the buttons for what can be done next."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QProgressBar, QPushButton, QVBoxLayout

from app.teach.lesson_draft import LESSON_MINUTES
from app.teach.texts import longer
from app.teach.training import State, Teaching
from app.text import translate
from app.theme.theme import tabular
from app.widgets.buttons import push_button

BAR_STEPS = 1_000_000  # So many that slow work moves it too.


class Foot(QVBoxLayout):
    """Its buttons steer the teaching; what else they do is the dialog's, which connects them."""

    def __init__(self, teaching: Teaching) -> None:
        super().__init__(spacing=8)
        self.headline = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.headline.setProperty("role", "title")
        self.text = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.text.setFont(tabular(self.text.font()))
        self.bar = QProgressBar(maximum=BAR_STEPS, textVisible=False)
        self.bar.setAccessibleName(translate("Teach", "Progress"))
        self._make_buttons(teaching)
        buttons = QHBoxLayout(spacing=8)
        for button in self.buttons:
            buttons.addWidget(button)
            if button is self.import_button:
                buttons.addStretch(1)
        self.addWidget(QFrame(objectName="line"))
        for part in (self.headline, self.bar, self.text):
            self.addWidget(part)
        self.addLayout(buttons)

    def _make_buttons(self, teaching: Teaching) -> None:
        self.import_button = push_button(
            translate("Teach", "Import…"),
            help=translate("Teach", "A method that somebody exported from Lacuna"),
        )
        self.close_button = push_button(translate("Teach", "Close"))
        self.pause_button = push_button(
            translate("Teach", "Pause"),
            teaching.pause,
            translate("Teach", "Frees the processor; it can be resumed, even after Lacuna was closed"),
        )
        self.stop_button = push_button(
            translate("Teach", "Stop and judge"),
            teaching.stop,
            translate("Teach", "Enough: what it has learnt so far is judged, and can be kept"),
        )
        self.skip_button = push_button(
            translate("Teach", "Do not judge"),
            teaching.stop_judging,
            translate("Teach", "It can be kept unjudged, or judged later"),
        )
        self.discard_button = push_button(translate("Teach", "Discard"))
        self.judge_button = push_button(translate("Teach", "Judge it"), teaching.judge)
        self.longer_button = push_button(translate("Teach", "Go on learning"))
        menu = QMenu(self.longer_button)
        for id, text in longer():
            menu.addAction(text, _going_on(teaching, LESSON_MINUTES[id]))
        self.longer_button.setMenu(menu)
        self.keep_button = push_button(
            translate("Teach", "Keep"),
            help=translate(
                "Teach", "Puts it among the methods: in the window, for folders, on the command line"
            ),
        )
        self.resume_button = push_button(translate("Teach", "Resume"), teaching.resume)
        self.start_button = push_button(translate("Teach", "Start"))
        self.start_button.setProperty("verb", True)  # no default: Enter belongs to the fields
        self.start_button.setShortcut("Ctrl+Return")
        self.start_button.setToolTip(translate("Teach", "Start (Ctrl+Enter)"))
        self.buttons = (
            self.import_button,
            self.close_button,
            self.pause_button,
            self.stop_button,
            self.skip_button,
            self.discard_button,
            self.judge_button,
            self.longer_button,
            self.keep_button,
            self.resume_button,
            self.start_button,
        )

    def connect_dialog(
        self,
        *,
        start: Callable[[], None],
        keep: Callable[[], None],
        discard: Callable[[], None],
        take_in: Callable[[], None],
        close: Callable[[], None],
    ) -> None:
        """What the buttons do that the teaching alone cannot."""
        self.start_button.clicked.connect(lambda _=False: start())
        self.keep_button.clicked.connect(lambda _=False: keep())
        self.discard_button.clicked.connect(lambda _=False: discard())
        self.import_button.clicked.connect(lambda _=False: take_in())
        self.close_button.clicked.connect(lambda _=False: close())

    def offered(self, state: State, *, unjudged: bool) -> set[QPushButton]:
        """The buttons of a state; unjudged: the gate gave no verdict."""
        close = self.close_button
        offers = {
            State.IDLE: {close, self.start_button},
            State.LEARNING: {close, self.pause_button, self.stop_button},
            State.PAUSED: {close, self.discard_button, self.resume_button},
            State.JUDGING: {close, self.skip_button},
            State.JUDGED: {close, self.discard_button, self.longer_button, self.keep_button},
        }
        found = offers.get(state, {close})
        return found | {self.judge_button} if state == State.JUDGED and unjudged else found

    def show_buttons(self, shown: set[QPushButton], *, startable: bool, busy: bool, named: bool) -> None:
        """busy: it is being saved, so that nothing may change.  named: what was taught has its name."""
        for button in self.buttons:
            button.setVisible(button in shown)
        self.start_button.setEnabled(startable)
        for button in (self.keep_button, self.discard_button, self.longer_button, self.judge_button):
            button.setEnabled(not busy)
        self.keep_button.setEnabled(not busy and named)

    def say(self, headline: str, text: str) -> None:
        self.headline.setText(headline)
        self.text.setText(text)
        for label in (self.headline, self.text):
            label.setVisible(bool(label.text()))

    def show_share(self, share: float | None) -> None:
        """How much is done, [0, 1]; None: not known."""
        self.bar.setRange(0, 0 if share is None else BAR_STEPS)
        self.bar.setValue(round((share or 0) * BAR_STEPS))


def _going_on(teaching: Teaching, minutes: float) -> Callable[[], None]:
    return lambda: teaching.go_on(minutes)
