"""The restore brush, the clone stamp and what is set for tools, in the real window."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox

from app.panels.brush import BrushPanel
from engine.pixels.box import Box

SPOT_BOX = Box(70, 50, 90, 70)


def panel(visitor) -> BrushPanel:
    return visitor.editor.window.findChild(BrushPanel)


def paint(visitor, value: int) -> None:
    with visitor.document.edit("Repair") as edit:
        edit.put_photo(SPOT_BOX, np.full((SPOT_BOX.height, SPOT_BOX.width, 3), value, np.uint8))


def test_the_photo_is_painted_back_to_a_chosen_step(visitor) -> None:
    before = visitor.document.photo.stored(SPOT_BOX)
    paint(visitor, 10)
    paint(visitor, 20)
    visitor.key(Qt.Key.Key_Y)
    box = panel(visitor).restore_source.box
    assert box.isVisible()
    assert [box.itemText(row) for row in range(box.count())] == ["As it was opened", "After step 1: Repair"]
    box.setCurrentIndex(1)
    box.activated.emit(1)
    visitor.stroke((75, 60), (85, 60))
    assert (visitor.document.photo.stored(Box(76, 56, 84, 64)) == 10).all()
    assert visitor.document.history.last.title == "Restore"
    visitor.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    visitor.idle()
    visitor.document.undo()  # the step itself is gone from the list then
    visitor.document.undo()
    assert box.count() == 1 and visitor.editor.canvas.tools["restore"].state is None
    visitor.document.redo()
    visitor.stroke((75, 60), (85, 60))
    now = visitor.document.photo.stored(SPOT_BOX)
    assert np.array_equal(now[6:14, 6:14], before[6:14, 6:14])


def test_only_what_the_tool_heeds_is_shown(visitor) -> None:
    tools = panel(visitor)
    rows = tools.size_row, tools.hardness_row, tools.flow_row, tools.opacity_row

    def shown() -> list[bool]:
        return [row.isVisible() for row in rows]

    assert shown() == [True, True, True, False]
    visitor.key(Qt.Key.Key_S)
    assert shown() == [True, True, True, True]
    visitor.key(Qt.Key.Key_R)
    assert shown() == [False, False, False, False]


def test_rows_set_the_brush_and_follow_its_keys(visitor) -> None:
    tools, brush = panel(visitor), visitor.editor.canvas.brush
    tools.hardness_row.number.setValue(40)
    tools.flow_row.number.setValue(30)
    assert (brush.feather, brush.flow) == (0.6, 0.3)
    visitor.key(Qt.Key.Key_BraceRight)
    assert tools.hardness_row.value == 30
    visitor.key(Qt.Key.Key_BracketRight)
    assert tools.size_row.value > 24


def test_options_of_the_tool_are_kept_while_another_is_in_use(visitor) -> None:
    visitor.key(Qt.Key.Key_S)
    aligned = panel(visitor).findChild(QCheckBox)
    aligned.click()
    assert visitor.editor.canvas.tool.values == {"aligned": False}
    visitor.key(Qt.Key.Key_B)
    visitor.key(Qt.Key.Key_S)
    assert visitor.editor.canvas.tool.values == {"aligned": False}


def test_what_to_do_first_is_not_said_any_more_once_it_is_done(visitor) -> None:
    visitor.key(Qt.Key.Key_S)
    visitor.stroke((20, 20), (30, 20))
    toast = visitor.editor.toast
    assert toast.isVisible()
    QTest.mouseClick(
        visitor.editor.canvas,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.AltModifier,
        visitor.at(100, 80),
    )
    assert not toast.isVisible()


def test_what_the_pressure_of_a_pen_changes_is_a_setting(visitor) -> None:
    canvas, settings = visitor.editor.canvas, visitor.editor.settings
    assert (canvas.pressure_sizes, canvas.pressure_flows) == (True, False)
    settings["pen_pressure"] = "size-and-flow"
    assert (canvas.pressure_sizes, canvas.pressure_flows) == (True, True)
    settings["pen_pressure"] = "nothing"
    assert (canvas.pressure_sizes, canvas.pressure_flows) == (False, False)
