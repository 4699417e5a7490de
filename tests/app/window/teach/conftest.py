"""The Teach dialog with a training that only pretends, and what a person does in it."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget
from skimage import data

from app.jobs import command
from app.teach.dialog import TeachDialog
from app.teach.training import State

FAKE = Path(__file__).parents[3] / "fakes" / "teaching.py"


@dataclass
class TeachAnswers:
    """What the person would answer."""

    file: Path | None = None
    sure: bool = True
    leave: str = "later"
    asked: list[str] = field(default_factory=list)

    def folder(self, title: str, start: Path | None) -> Path | None:  # noqa: ARG002
        return self.file

    picture = folder

    def colour(self, title: str, start: QColor) -> QColor | None:  # noqa: ARG002
        return QColor("#ff8800")

    def parcel(self) -> Path | None:
        return self.file

    def parcel_name(self, offer: str) -> Path | None:  # noqa: ARG002
        return self.file

    def discard(self, words: str) -> bool:
        self.asked.append(words)
        return self.sure

    remove = discard

    def leaving(self) -> str:
        self.asked.append("leaving")
        return self.leave


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> TeachAnswers:
    found = TeachAnswers()
    monkeypatch.setattr("app.teach.dialog.TeachQuestions", lambda _: found)
    monkeypatch.setattr(command, "own_command", lambda words: [sys.executable, str(FAKE), *words])
    return found


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    """A folder of three photos, and a file that is none."""
    folder = tmp_path / "photos"
    folder.mkdir()
    for name, pixels in (("cat", data.chelsea()), ("cup", data.coffee()), ("eye", data.astronaut())):
        Image.fromarray(pixels[:200, :220]).save(folder / f"{name}.png")
    (folder / "broken.png").write_bytes(b"no picture")
    return folder


@pytest.fixture
def dialog(make_visitor, answers: TeachAnswers) -> TeachDialog:  # noqa: ARG001
    """The dialog on its first page."""
    visitor = make_visitor()
    visitor.open(None)
    return show(visitor)


def show(visitor) -> TeachDialog:
    visitor.act("teach")
    dialog = visitor.editor.beside.teach_dialog
    visitor.bot.waitUntil(lambda: dialog.learning is not None)
    dialog.visitor = visitor
    return dialog


def until(dialog: TeachDialog, true) -> None:
    dialog.visitor.bot.waitUntil(true)


def drawn(dialog: TeachDialog, photos: Path) -> None:
    """On these photos."""
    dialog.lesson.photos.set(str(photos))
    until(dialog, lambda: dialog.foot.start_button.isEnabled())


def choose(dialog: TeachDialog, kind: str) -> None:
    dialog.lesson.kind.setCurrentIndex(dialog.lesson.kind.findData(kind))
    dialog.lesson.kind.activated.emit(dialog.lesson.kind.currentIndex())


def given(dialog: TeachDialog, field: type, title: str):
    """The field of an option of the lesson, by the title that a screen reader says."""
    return next(
        one
        for one in dialog.lesson.findChildren(field)
        if any(part.accessibleName() == title for part in one.findChildren(QWidget))
    )


def stands(dialog: TeachDialog, state: State) -> None:
    until(dialog, lambda: dialog.visitor.editor.beside.teaching.state == state)


def learning(dialog: TeachDialog, photos: Path) -> None:
    """Started, with something to see."""
    drawn(dialog, photos)
    dialog.foot.start_button.click()
    until(dialog, lambda: bool(dialog.learning.psnr.points))


def judged(dialog: TeachDialog, photos: Path) -> None:
    learning(dialog, photos)
    dialog.foot.stop_button.click()
    stands(dialog, State.JUDGED)
