"""The real window, driven with real mouse and key events; questions are answered by the test."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QPoint, QPointF, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.application import Editor
from app.document.document import Document
from app.document.prepared import PreparedUndo
from app.session import answers, undo
from app.session.jpeg_quality import JpegChoice

LEFT, PLAIN = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@dataclass
class Answers:
    """What the person would answer, and what was asked."""

    unsaved_: str = "cancel"
    stop: bool = True
    name: Path | None = None
    quality: int = 95  # of a JPEG; -1: as the photo's own file, 0: it is not to be saved
    overwrite: str = "other name"
    accept: str = "save"
    losses: str = ""  # said with the last question about a save
    back: str = "get back"
    photo: Path | None = None
    fill: str = "cancel"
    folder: Path | None = None  # where file dialogs would begin
    mask: Path | None = None
    asked: list[str] = field(default_factory=list)
    unfilled: bool = False  # said when it was asked whether to save
    foreseen: bool = True  # False where a test lets something go wrong that nobody foresaw

    def _note(self, what: str) -> None:
        self.asked.append(what)

    def unsaved(self, name: str, *, unfilled: bool) -> str:
        self.unfilled = unfilled
        self._note(f"unsaved {name}")
        return self.unsaved_

    def unsaved_mask(self, name: str) -> str:
        self._note(f"unsaved mask {name}")
        return self.unsaved_

    def fill_first(self, name: str) -> str:
        self._note(f"fill first {name}")
        return self.fill

    def stop_job(self) -> bool:
        self._note("stop")
        return self.stop

    def job_ended(self) -> None:
        """No question is open."""

    def save_as(self, offer: Path) -> Path | None:
        self._note(f"save as {offer.name}")
        return self.name

    def save_layers(self, offer: Path) -> Path | None:
        self._note(f"layers {offer.name}")
        return self.name

    def accept_losses(self, name: str, losses: str) -> str:
        self.losses = losses
        self._note(f"accept losses of {name}")
        return self.accept

    def jpeg_quality(self, name: str, first: int, *, own: bool) -> JpegChoice | None:
        self._note(f"quality of {name}, {first}, own {own}")
        if self.quality == 0:
            return None
        return JpegChoice(self.quality if self.quality > 0 else None)

    def overwrite_source(self, path: Path, losses: str) -> str:
        self.losses = losses
        self._note(f"overwrite {path.name}")
        return self.overwrite

    def recover(self, name: str, *, photo_changed: bool) -> str:
        self._note(f"recover {name}" if photo_changed else f"recover the mask of {name}")
        return self.back

    def open_photo(self) -> Path | None:
        return self.photo

    def open_mask(self) -> Path | None:
        return self.mask

    def save_mask(self, offer: Path) -> Path | None:
        self._note(f"mask {offer.name}")
        return self.mask


class Visitor:
    """A person at the window."""

    def __init__(self, bot: QtBot, editor: Editor, answers: Answers) -> None:
        self.bot = bot
        self.editor = editor
        self.answers = answers

    @property
    def document(self):
        return self.editor.session.document

    def open(self, path: Path | None) -> None:
        """Start the editor on a photo and wait until both it and the methods are there."""
        self.editor.open(path)
        self.bot.waitUntil(lambda: bool(self.editor.methods.known))
        self.bot.waitUntil(
            lambda: not self.editor.document_jobs.busy and (path is None or self.document is not None)
        )
        window = self.editor.window
        with self.bot.waitActive(window):
            window.activateWindow()
        if path is not None:
            self.editor.canvas.setFocus()

    @contextmanager
    def killed(self, own_folders: Path) -> Iterator[Path]:
        """Leave behind what the program would leave if it were killed now.  Yields the folder of journals.

        Within the block it still runs, then it is closed.
        """
        self.editor.autosave.flush()
        self.bot.waitUntil(lambda: not self.document.unflushed)
        folder = own_folders / "XDG_STATE_HOME" / "lacuna" / "journals"
        left = {path.name: path.read_bytes() for path in folder.iterdir()}
        yield folder
        self.answers.unsaved_ = "discard"
        self.editor.window.close()
        self.bot.waitUntil(lambda: self.editor.closed)
        assert not list(folder.iterdir())
        for name, content in left.items():
            (folder / name).write_bytes(content)

    def idle(self) -> None:
        self.bot.waitUntil(lambda: not self.editor.document_jobs.busy)

    def at(self, x: float, y: float) -> QPoint:
        canvas = self.editor.canvas
        return (QPointF(*canvas.viewport.to_view(x, y)) / canvas.ratio).toPoint()

    def stroke(self, *points: tuple[float, float]) -> None:
        canvas = self.editor.canvas
        QTest.mousePress(canvas, LEFT, PLAIN, self.at(*points[0]))
        for point in points[1:]:
            QTest.mouseMove(canvas, self.at(*point))
        QTest.mouseRelease(canvas, LEFT, PLAIN, self.at(*points[-1]))

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
        """Through the window system, so that shortcuts answer."""
        QTest.keyClick(self.editor.window.windowHandle(), key, modifiers)

    def act(self, id: str) -> None:
        """Choose it from the menu."""
        self.editor.actions[id].trigger()

    @property
    def message(self):
        return self.editor.bar.message


@pytest.fixture
def other(picture: Path) -> Path:
    path = picture.with_name("other.png")
    Image.new("RGB", (40, 30), "green").save(path)
    return path


def _threads() -> set[threading.Thread]:
    """Without the stand-ins that logging in a QThread leaves behind."""
    return {thread for thread in threading.enumerate() if not thread.name.startswith("Dummy")}


@pytest.fixture
def make_visitor(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> Iterator[Callable[..., Visitor]]:
    """Makes visitors; closing leaves no thread and no running timer, and nothing unforeseen happens."""
    before = _threads()
    made: list[Visitor] = []

    def make(kind: type[Editor] = Editor) -> Visitor:
        answers = Answers()
        monkeypatch.setattr("app.services.Questions", lambda _: answers)
        editor = kind(QApplication.instance())
        made.append(Visitor(qtbot, editor, answers))
        return made[-1]

    yield make
    for visitor in made:
        visitor.answers.unsaved_, visitor.answers.stop = "discard", True
        visitor.editor.window.close()
        qtbot.waitUntil(lambda visitor=visitor: visitor.editor.closed)
        timers = visitor.editor.findChildren(QTimer) + visitor.editor.window.findChildren(QTimer)
        assert not [timer for timer in timers if timer.isActive()]
        visitor.editor.window.deleteLater()
        visitor.editor.deleteLater()
    assert _threads() <= before
    surprises = [record for record in caplog.get_records("call") if record.message.startswith("Unforeseen")]
    assert not surprises or not made[0].answers.foreseen


@pytest.fixture(params=["small", "large"])
def undone_off_the_gui_thread(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """Repairs as they are, then as if they were large: nothing of those is prepared on the GUI thread."""
    on_gui_thread: list[bool] = []
    if request.param == "large":
        prepare = Document.prepare_undo

        def noted(document: Document, move: int) -> PreparedUndo:
            on_gui_thread.append(threading.current_thread() is threading.main_thread())
            return prepare(document, move)

        monkeypatch.setattr(undo, "IMMEDIATE_UP_TO_PIXELS", -1)
        monkeypatch.setattr(answers, "IMMEDIATE_UP_TO_PIXELS", -1)
        monkeypatch.setattr(Document, "prepare_undo", noted)
    yield
    assert not any(on_gui_thread) and bool(on_gui_thread) == (request.param == "large")


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """A PNG of 160 × 120: soft colours with a red dot of 12 px at (80, 60)."""
    y, x = np.mgrid[:120, :160]
    pixels = np.stack([x, y, 200 - x // 2], axis=-1).astype(np.uint8)
    pixels[(x - 80) ** 2 + (y - 60) ** 2 <= 36] = (255, 0, 0)
    path = tmp_path / "photo.png"
    Image.fromarray(pixels).save(path)
    return path


@pytest.fixture
def visitor(make_visitor: Callable[[], Visitor], picture: Path) -> Visitor:
    """The window on that picture, Telea chosen, a brush of 24 px."""
    visitor = make_visitor()
    visitor.open(picture)
    visitor.editor.repairs.choose_method("telea")
    visitor.editor.canvas.brush.size = 24
    return visitor
