"""A real canvas on a small document, driven by real events."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable, Iterator

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QMouseEvent, QPointingDevice, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.canvas.view import Canvas
from app.document.document import Document

LEFT, NONE, PLAIN = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier


class Driver:
    """Sends events to a canvas; positions are photo pixels unless said otherwise."""

    def __init__(self, canvas: Canvas, bot: QtBot) -> None:
        self.canvas, self.bot = canvas, bot
        self.held = NONE

    def view(self, x: float, y: float) -> QPointF:
        """The widget position of a photo position."""
        return QPointF(*self.canvas.viewport.to_view(x, y)) / self.canvas.ratio

    def press(self, x: float, y: float, button=LEFT, modifiers=PLAIN) -> None:
        self.held |= button
        self._mouse(QEvent.Type.MouseButtonPress, self.view(x, y), button, modifiers)

    def move(self, x: float, y: float, modifiers=PLAIN) -> None:
        self._mouse(QEvent.Type.MouseMove, self.view(x, y), NONE, modifiers)

    def move_view(self, at: QPointF) -> None:
        self._mouse(QEvent.Type.MouseMove, at, NONE, PLAIN)

    def release(self, x: float, y: float, button=LEFT, modifiers=PLAIN) -> None:
        self.held &= ~button
        self._mouse(QEvent.Type.MouseButtonRelease, self.view(x, y), button, modifiers)

    def double_click(self, x: float, y: float) -> None:
        self._mouse(QEvent.Type.MouseButtonDblClick, self.view(x, y), LEFT, PLAIN)

    def stroke(self, *points: tuple[float, float], button=LEFT, modifiers=PLAIN) -> None:
        self.press(*points[0], button, modifiers)
        for point in points[1:]:
            self.move(*point, modifiers)
        self.release(*points[-1], button, modifiers)

    def wheel(
        self, at: QPointF, turn: int, *, pixels=(0, 0), modifiers=PLAIN, phase=None, device=None
    ) -> None:
        event = QWheelEvent(
            at,
            self.canvas.mapToGlobal(at),
            QPoint(*pixels),
            QPoint(0, turn),
            self.held,
            modifiers,
            phase or Qt.ScrollPhase.NoScrollPhase,
            False,
            Qt.MouseEventSource.MouseEventNotSynthesized,
            device or QPointingDevice.primaryPointingDevice(),
        )
        QApplication.sendEvent(self.canvas, event)

    def key(self, key: Qt.Key, modifiers=PLAIN) -> None:
        self.bot.keyClick(self.canvas, key, modifiers)

    def settle(self) -> None:
        """Until every tile is there and painted."""
        QApplication.processEvents()
        self.bot.waitUntil(lambda: not self.canvas.scene.busy)
        QApplication.processEvents()

    def colour(self, x: float, y: float) -> tuple[int, int, int]:
        """What the window shows at a photo position."""
        at = (self.view(x, y) * self.canvas.ratio).toPoint()
        return self.canvas.grab().toImage().pixelColor(at).getRgb()[:3]

    def _mouse(self, kind: QEvent.Type, at: QPointF, button, modifiers) -> None:
        event = QMouseEvent(kind, at, self.canvas.mapToGlobal(at), button, self.held, modifiers)
        QApplication.sendEvent(self.canvas, event)


@pytest.fixture
def make_canvas(qtbot: QtBot) -> Iterator[Callable[..., Canvas]]:
    """Canvases that are released at the end and must leave no thread and no running timer."""
    before = set(threading.enumerate())
    made: list[Canvas] = []

    def make(pixels: np.ndarray, *, size: tuple[int, int] = (320, 240), **photo) -> Canvas:
        canvas = Canvas()
        made.append(canvas)
        qtbot.addWidget(canvas)
        canvas.resize(*size)
        canvas.show()
        canvas.set_document(Document.from_pixels(pixels, **photo))
        return canvas

    yield make
    for canvas in made:
        canvas.release()
        assert not [timer for timer in canvas.findChildren(QTimer) if timer.isActive()]
    gc.collect()
    assert set(threading.enumerate()) <= before


@pytest.fixture
def canvas(make_canvas) -> Canvas:
    """A grey photo of 200 × 150 at 100 %, its corner at (60, 45) of the view, with a hard brush of 20 px."""
    canvas = make_canvas(np.full((150, 200, 3), 128, np.uint8))
    canvas.zoom_to(1.0)
    canvas.brush.size, canvas.brush.feather = 20, 0
    return canvas


@pytest.fixture
def drive(canvas: Canvas, qtbot: QtBot) -> Driver:
    driver = Driver(canvas, qtbot)
    driver.settle()
    return driver


@pytest.fixture
def drive_on(qtbot: QtBot) -> Callable[[Canvas], Driver]:
    """A driver for another canvas, its tiles drawn."""

    def drive(canvas: Canvas) -> Driver:
        driver = Driver(canvas, qtbot)
        driver.settle()
        return driver

    return drive
