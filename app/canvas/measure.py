"""What an event costs on the GUI thread: real events, painting included.  For the benchmark and the tests."""

from __future__ import annotations

import time
from collections.abc import Iterable

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from app.canvas.view import Canvas

PRESS, MOVE, RELEASE = QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.MouseButtonRelease
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton


def stroke_costs(canvas: Canvas, points: Iterable[QPointF]) -> list[float]:
    """Milliseconds of each mouse event of a stroke through widget positions, with the repaint it causes."""
    route = list(points)
    costs = [_cost(canvas, PRESS, route[0], LEFT, LEFT)]
    costs += [_cost(canvas, MOVE, point, NONE, LEFT) for point in route[1:]]
    costs.append(_cost(canvas, RELEASE, route[-1], LEFT, NONE))
    return costs


def _cost(
    canvas: Canvas, kind: QEvent.Type, at: QPointF, button: Qt.MouseButton, held: Qt.MouseButton
) -> float:
    event = QMouseEvent(kind, at, canvas.mapToGlobal(at), button, held, Qt.KeyboardModifier.NoModifier)
    start = time.perf_counter()
    QApplication.sendEvent(canvas, event)
    QApplication.sendPostedEvents()  # the paint that the event asked for
    QApplication.processEvents()
    return (time.perf_counter() - start) * 1000
