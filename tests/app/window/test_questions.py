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
        (lambda asks: asks.unsaved("a.jpg", unfilled=True), ESCAPE, "cancel"),
        (lambda asks: asks.unsaved("a.jpg", unfilled=True), ENTER, "save"),
        (lambda asks: asks.overwrite_source(Path("a.jpg")), ESCAPE, "cancel"),
        (lambda asks: asks.overwrite_source(Path("a.jpg")), ENTER, "other name"),
        (lambda asks: asks.recover("a.jpg"), ESCAPE, "later"),
        (lambda asks: asks.recover("a.jpg"), ENTER, "get back"),
        (lambda asks: asks.stop_job(), ESCAPE, False),
    ],
)
def test_what_keys_answer(qtbot, ask: Callable[[Questions], object], key: Qt.Key, answer: object) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    QTimer.singleShot(50, window, lambda: QTest.keyClick(QApplication.activeModalWidget(), key))
    assert ask(Questions(window)) == answer
