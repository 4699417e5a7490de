"""The questions as a person sees them: Esc leaves everything as it is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.dialogs.questions import Questions

ESCAPE, ENTER = Qt.Key.Key_Escape, Qt.Key.Key_Return


@pytest.mark.parametrize(
    ("ask", "key", "answer"),
    [
        (lambda questions: questions.unsaved("a.jpg", unfilled=True), ESCAPE, "cancel"),
        (lambda questions: questions.unsaved("a.jpg", unfilled=True), ENTER, "save"),
        (lambda questions: questions.unsaved_mask("a.jpg"), ESCAPE, "cancel"),
        (lambda questions: questions.unsaved_mask("a.jpg"), ENTER, "save"),
        (lambda questions: questions.overwrite_source(Path("a.jpg"), ""), ESCAPE, "cancel"),
        (lambda questions: questions.overwrite_source(Path("a.jpg"), ""), ENTER, "other name"),
        (lambda questions: questions.accept_losses("a.heic", "It costs."), ESCAPE, "cancel"),
        (lambda questions: questions.accept_losses("a.heic", "It costs."), ENTER, "save"),
        (lambda questions: questions.recover("a.jpg", photo_changed=True), ESCAPE, "later"),
        (lambda questions: questions.recover("a.jpg", photo_changed=True), ENTER, "get back"),
        (lambda questions: questions.stop_job(), ESCAPE, False),
    ],
)
def test_what_keys_answer(qtbot, ask: Callable[[Questions], object], key: Qt.Key, answer: object) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    QTimer.singleShot(50, window, lambda: QTest.keyClick(QApplication.activeModalWidget(), key))
    assert ask(Questions(window)) == answer


def test_it_is_not_asked_any_more_whether_to_stop_what_has_ended(qtbot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    questions = Questions(window)
    QTimer.singleShot(50, window, questions.job_ended)
    assert questions.stop_job()


def test_what_opens_is_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr("app.dialogs.questions.ask_file", lambda *given: asked.append(given[-1]))
    Questions(None).open_photo()
    for suffix in ("*.jpg", "*.jfif", "*.gif", "*.avif", "*.jp2", "*.ppm", "*.heic"):
        assert suffix in asked[0].partition(")")[0].split()[1:] or f"({suffix}" in asked[0]


def test_a_name_without_a_suffix_gets_that_of_its_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    def named(_: object, __: str, offer: Path, filters: str, own: str) -> tuple[Path, str]:
        kinds = filters.split(";;")
        assert own.startswith("TIFF") and [kind.split()[0] for kind in kinds[:2]] == ["JPEG", "PNG"]
        assert not any(kind.startswith("GIF") for kind in kinds)
        return offer.with_name("result"), kinds[1]

    monkeypatch.setattr("app.dialogs.questions.ask_name", named)
    assert Questions(None).save_as(Path("a.tif")) == Path("result.png")
