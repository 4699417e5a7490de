"""What an event costs on the GUI thread: real events, painting included.  For the benchmark and the tests."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from app.canvas.view import Canvas

PRESS, MOVE, RELEASE = QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.MouseButtonRelease
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton


def stroke_costs(
    canvas: Canvas, points: Iterable[QPointF], clock: Callable[[], float] = time.perf_counter
) -> list[float]:
    """Milliseconds of each mouse event of a stroke through widget positions, with the repaint it causes.

    clock: time.thread_time leaves out what other processes cost.
    """
    route = list(points)
    steps = [(PRESS, route[0], LEFT, LEFT)]
    steps += [(MOVE, point, NONE, LEFT) for point in route[1:]]
    steps.append((RELEASE, route[-1], LEFT, NONE))
    costs = []
    for kind, at, button, held in steps:
        event = QMouseEvent(kind, at, canvas.mapToGlobal(at), button, held, Qt.KeyboardModifier.NoModifier)
        start = clock()
        QApplication.sendEvent(canvas, event)
        QApplication.processEvents()  # the paint that the event asked for
        costs.append((clock() - start) * 1000)
    return costs
