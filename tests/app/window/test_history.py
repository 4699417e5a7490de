"""The history as a list: what each line says, and where a click goes."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLineEdit, QListWidget

from app.panels.history import grouped

CTRL = Qt.KeyboardModifier.ControlModifier
DOT = ((74, 60), (86, 60))


def lines(visitor) -> list[str]:
    steps = visitor.editor.window.column.findChild(QListWidget)
    return [steps.item(row).text() for row in range(steps.count())]


def click(visitor, row: int) -> None:
    steps = visitor.editor.window.column.findChild(QListWidget)
    place: QPoint = steps.visualItemRect(steps.item(row)).center()
    visitor.bot.mouseClick(steps.viewport(), Qt.MouseButton.LeftButton, pos=place)


def states(visitor) -> list[str]:
    return [state.name for state in visitor.editor.kept_states.states]


def take(visitor) -> None:
    visitor.key(Qt.Key.Key_N, CTRL | Qt.KeyboardModifier.AltModifier)
    visitor.idle()


def repair(visitor) -> None:
    visitor.stroke(*DOT)
    visitor.key(Qt.Key.Key_Return)
    visitor.idle()


def test_equal_steps_share_a_line_and_a_repair_names_its_method_and_time(visitor) -> None:
    for x in (20, 40, 60):
        visitor.stroke((x, 30), (x + 5, 30))
    visitor.key(Qt.Key.Key_Return)
    visitor.idle()
    visitor.stroke(*DOT)
    repaired = lines(visitor)[2]
    assert re.fullmatch(r"Repair\nTelea · [\d.,]+ (s|min)", repaired)
    assert lines(visitor) == ["Opened", "Brush stroke × 3", repaired, "Brush stroke"]
    click(visitor, 1)
    assert visitor.document.history.position == 3
    visitor.act("undo")
    assert lines(visitor) == ["Opened", "Brush stroke × 2", "Brush stroke", repaired, "Brush stroke"]
    click(visitor, 0)
    assert visitor.document.history.position == 0


def test_a_repair_has_a_picture_of_what_it_changed_then(visitor) -> None:
    visitor.stroke(*DOT)
    visitor.key(Qt.Key.Key_Return)
    visitor.idle()
    steps = visitor.editor.window.column.findChild(QListWidget)

    def picture(row: int) -> QImage:
        return steps.item(row).icon().pixmap(40, 28).toImage()

    before = picture(2)
    assert before != picture(1), "a stroke has a symbol"
    visitor.stroke((20, 20), (40, 20))
    visitor.key(Qt.Key.Key_Return)
    visitor.idle()
    assert picture(2) == before and picture(4) not in (before, picture(3))


def test_a_snapshot_outlasts_the_steps_and_is_gone_back_to(visitor) -> None:
    repair(visitor)
    visitor.stroke((20, 20), (40, 20))
    mask, photo = visitor.document.mask.copy(), visitor.document.photo.pixels.copy()
    take(visitor)
    click(visitor, 1)  # the photo as it was opened
    visitor.stroke((100, 100), (120, 100))
    assert visitor.document.photo.pixels[60, 80, 0] == 255, "the steps that were undone are gone"
    click(visitor, 0)
    visitor.idle()
    assert np.array_equal(visitor.document.mask, mask)
    assert np.array_equal(visitor.document.photo.pixels, photo)
    assert lines(visitor) == ["Snapshot 1", "Opened", "Brush stroke", "Back to a snapshot"]
    visitor.key(Qt.Key.Key_Z, CTRL)
    assert visitor.document.photo.pixels[60, 80, 0] == 255 and visitor.document.mask[100, 110]
    assert visitor.document.pixels_changed_outside() == 0


def test_snapshots_are_renamed_and_deleted_with_keys(visitor) -> None:
    take(visitor)
    take(visitor)
    assert states(visitor) == ["Snapshot 1", "Snapshot 2"]
    steps = visitor.editor.window.column.findChild(QListWidget)
    steps.setFocus()
    steps.setCurrentRow(1)
    visitor.bot.keyClick(steps, Qt.Key.Key_F2)
    name = steps.findChild(QLineEdit)
    name.selectAll()
    visitor.bot.keyClicks(name, "before the sky")
    visitor.bot.keyClick(name, Qt.Key.Key_Return)
    assert states(visitor) == ["Snapshot 1", "before the sky"] == lines(visitor)[:2]
    steps.setCurrentRow(0)
    visitor.bot.keyClick(steps, Qt.Key.Key_Delete)
    assert states(visitor) == ["before the sky"]


def test_a_snapshot_that_memory_has_no_room_for_is_not_taken(visitor, monkeypatch) -> None:
    repair(visitor)
    monkeypatch.setattr(type(visitor.editor.settings), "history_mb", 0)
    take(visitor)
    assert not states(visitor) and visitor.message.title == "There is no room for another snapshot"


def test_snapshots_go_with_their_photo(visitor, other: Path) -> None:
    take(visitor)
    visitor.editor.files.open(other)
    visitor.bot.waitUntil(lambda: visitor.document.path == other)
    assert not states(visitor) and lines(visitor) == ["Opened"]


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
