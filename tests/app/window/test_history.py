"""The history as a list: what each line says, and where a click goes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QListWidget

from app.panels.history import grouped

DOT = ((74, 60), (86, 60))


def lines(visitor) -> list[str]:
    steps = visitor.editor.window.column.findChild(QListWidget)
    return [steps.item(row).text() for row in range(steps.count())]


def click(visitor, row: int) -> None:
    steps = visitor.editor.window.column.findChild(QListWidget)
    place: QPoint = steps.visualItemRect(steps.item(row)).center()
    visitor.bot.mouseClick(steps.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_equal_steps_share_a_line_and_a_repair_names_its_method(visitor) -> None:
    for x in (20, 40, 60):
        visitor.stroke((x, 30), (x + 5, 30))
    visitor.key(Qt.Key.Key_Return)
    visitor.idle()
    visitor.stroke(*DOT)
    assert lines(visitor) == ["Opened", "Brush stroke × 3", "Repair · Telea", "Brush stroke"]
    click(visitor, 1)
    assert visitor.document.history.position == 3
    visitor.act("undo")
    assert lines(visitor) == ["Opened", "Brush stroke × 2", "Brush stroke", "Repair · Telea", "Brush stroke"]
    click(visitor, 0)
    assert visitor.document.history.position == 0


@pytest.mark.parametrize(
    ("texts", "current", "expected"),
    [
        ("a", 0, [("a", 0)]),
        ("abbb", 3, [("a", 0), ("b × 3", 3)]),
        ("abbb", 2, [("a", 0), ("b × 2", 2), ("b", 3)]),
        ("abcb", 0, [("a", 0), ("b", 1), ("c", 2), ("b", 3)]),
    ],
)
def test_the_line_that_is_reached_ends_its_run(texts: str, current: int, expected: list) -> None:
    assert grouped(list(texts), current) == expected
