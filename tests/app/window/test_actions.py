"""Every action can be found, read and pressed, and is enabled when it does something."""

from __future__ import annotations

import importlib
import pkgutil
import re

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, QRect, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QFrame,
    QToolButton,
    QWidget,
)

import app.actions
from app.theme.theme import Theme

NEEDS_PHOTO = {
    "save_as",
    "close",
    "copy",
    "invert",
    "import_mask",
    "fit",
    "full",
    "zoom_in",
    "zoom_out",
    "compare",
    "erase",
    "find",
    "find_and_repair",
    "compare_mask",
}
NEEDS_MORE = {"pick", "save", "undo", "redo", "again", "grow", "shrink", "feather", "clear", "export_mask"}


def test_shortcuts_are_unique(visitor) -> None:
    """Esc has two, of which one is enabled at a time."""
    actions = visitor.editor.actions
    assert actions["cancel"].isEnabled() != actions["dismiss"].isEnabled()
    once = [action for action in actions if action.objectName() != "dismiss"]
    keys = [key.toString() for action in once for key in action.shortcuts()]
    assert sorted(keys) == sorted(set(keys))


def test_every_action_has_a_key_an_icon_and_a_tip(visitor) -> None:
    for action in visitor.editor.actions:
        assert not action.shortcut().isEmpty(), action.objectName()
        assert not action.icon().isNull(), action.objectName()
        name = action.text().replace("&", "").rstrip("….")
        assert action.toolTip().startswith(f"{name} ("), action.objectName()


@pytest.mark.parametrize(
    ("id", "keys"),
    [
        ("undo", "Ctrl+Z"),
        ("redo", "Ctrl+Shift+Z; Ctrl+Y"),
        ("clear", "Del; Ctrl+D"),
        ("full", "1; Ctrl+1"),
        ("fit", "Ctrl+0"),
        ("overlay", "O"),
        ("tool_brush", "B"),
        ("tool_eraser", "E"),
        ("swap", "X"),
        ("smaller", "["),
        ("larger", "]"),
        ("find", "F"),
        ("find_and_repair", "Shift+F"),
        ("again", "Shift+Return; Shift+Enter"),
        ("shortcuts", "F1; ?"),
        ("previous", "PgUp"),
        ("next", "PgDown"),
    ],
)
def test_keys_that_hands_know(visitor, id: str, keys: str) -> None:
    action = visitor.editor.actions[id]
    assert "; ".join(key.toString() for key in action.shortcuts()) == keys


def test_the_empty_window_offers_only_what_works(make_visitor) -> None:
    visitor = make_visitor()
    visitor.open(None)
    for id in NEEDS_PHOTO | NEEDS_MORE:
        assert not visitor.editor.actions[id].isEnabled(), id
    assert visitor.editor.empty.open_button.hasFocus()


def test_a_photo_enables_what_it_can(visitor) -> None:
    for id in NEEDS_PHOTO:
        assert visitor.editor.actions[id].isEnabled(), id
    for id in NEEDS_MORE:
        assert not visitor.editor.actions[id].isEnabled(), id
    visitor.stroke((74, 60), (86, 60))
    for id in NEEDS_MORE - {"redo", "again", "pick"}:
        assert visitor.editor.actions[id].isEnabled(), id


def test_every_menu_file_is_in_the_menu_bar(visitor) -> None:
    files = {m.name for m in pkgutil.iter_modules(app.actions.__path__)}
    titles = {a.text().replace("&", "").lower() for a in visitor.editor.window.menuBar().actions()}
    assert files == titles
    for name in files:
        importlib.import_module(f"app.actions.{name}")


def test_buttons_have_names_and_do_something(visitor) -> None:
    for button in visitor.editor.window.findChildren(QAbstractButton):
        if button.isVisible():
            name = button.accessibleName() or button.text()
            assert name, button
            assert (
                button.receivers("2clicked(bool)")
                or button.receivers("2pressed()")
                or button.isCheckable()
                or (hasattr(button, "defaultAction") and (button.defaultAction() or button.menu()))
            ), name


def test_tab_reaches_the_controls(visitor) -> None:
    window = visitor.editor.window
    reached: set[QWidget] = set()
    widget = visitor.editor.canvas
    for _ in range(400):
        widget = widget.nextInFocusChain()
        if widget.isVisible() and widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            reached.add(widget)
    bar = visitor.editor.main_bar
    for part in (bar.erase, bar.method, bar.original_button, visitor.editor.canvas):
        assert part in reached, part
    assert window.isVisible()


def test_numbers_are_typed_without_running_shortcuts(visitor) -> None:
    number = visitor.editor.window.column.sections[0].findChildren(QWidget, "qt_spinbox_lineedit")[0]
    number.setFocus()
    number.selectAll()
    for key in (Qt.Key.Key_6, Qt.Key.Key_1):
        visitor.key(key)
    visitor.key(Qt.Key.Key_Return)
    assert visitor.editor.canvas.brush.size == 61
    assert not visitor.editor.document_jobs.busy
    assert visitor.message is None


def test_all_icons_have_one_stroke() -> None:
    from engine.system.paths import resource

    for path in resource("icons").glob("*.svg"):
        widths = set(re.findall(r'stroke-width="([^"]+)"', path.read_text("utf-8")))
        assert widths <= {"2", "3"}, path.name


def test_themes_redraw_every_icon(visitor) -> None:
    theme: Theme = visitor.editor.theme
    theme.choose("dark")
    before = visitor.editor.actions["undo"].icon().cacheKey()
    theme.choose("light")
    assert visitor.editor.actions["undo"].icon().cacheKey() != before


def test_only_icons_that_are_used_ship() -> None:
    from engine.system.paths import resource

    root = resource("icons").parents[1]
    sources = "".join(path.read_text("utf-8") for path in (root / "app").rglob("*.py"))
    names = {path.stem for path in resource("icons").glob("*.svg")} - {
        "chevron-down-dark",
        "chevron-down-light",
    }
    assert [
        name for name in sorted(names) if f'"{name}"' not in sources and f"{name}.svg" not in sources
    ] == []


def test_a_second_click_on_a_tool_leaves_it_chosen(visitor, qtbot) -> None:
    """The tools' buttons are those of their actions; none of them is ever left without a check mark."""
    tools = {
        button.defaultAction().objectName(): button
        for button in visitor.editor.window.findChildren(QToolButton)
        if button.isVisible() and button.defaultAction() and button.defaultAction().isCheckable()
    }
    brush = next(button for id, button in tools.items() if "brush" in id)
    for _ in range(3):
        qtbot.mouseClick(brush, Qt.MouseButton.LeftButton)
        assert brush.isChecked() and visitor.editor.canvas.tool.info.id == "brush"


def test_tools_undo_and_redo_are_reached_by_tab(visitor) -> None:
    visitor.stroke((74, 60), (86, 60))
    buttons = {
        button.defaultAction().objectName(): button
        for button in visitor.editor.window.findChildren(QToolButton)
        if button.defaultAction() is not None
    }
    for id in ("tool_brush", "tool_lasso", "undo"):
        assert buttons[id].focusPolicy() & Qt.FocusPolicy.TabFocus and buttons[id].accessibleName(), id
    buttons["undo"].setFocus(Qt.FocusReason.TabFocusReason)
    visitor.key(Qt.Key.Key_Space)
    assert not visitor.document.mask.any()


def test_full_screen_and_back(visitor) -> None:
    window = visitor.editor.window
    visitor.key(Qt.Key.Key_F11)
    visitor.bot.waitUntil(window.isFullScreen)
    visitor.key(Qt.Key.Key_F11)
    visitor.bot.waitUntil(lambda: not window.isFullScreen())


def test_a_key_hides_the_panels(visitor) -> None:
    window, canvas = visitor.editor.window, visitor.editor.canvas
    width = canvas.width()
    visitor.key(Qt.Key.Key_F4)
    visitor.bot.waitUntil(lambda: canvas.width() > width)
    assert not window.panels.isVisible()
    visitor.key(Qt.Key.Key_F4)
    visitor.bot.waitUntil(lambda: canvas.width() == width)


def test_a_key_zooms_to_what_is_marked(visitor) -> None:
    visitor.stroke((20, 30), (30, 30))
    visitor.key(Qt.Key.Key_2)
    viewport = visitor.editor.canvas.viewport
    box = visitor.document.mask_bounds
    seen = viewport.under(viewport.view)
    assert (seen & box) == box and seen.width < 160 and viewport.scale > 2


def test_keys_rotate_the_view_and_set_it_upright_again(visitor) -> None:
    before = visitor.document.photo.pixels.copy()
    canvas, zoom = visitor.editor.canvas, visitor.editor.status.zoom
    for key, angle in ((Qt.Key.Key_6, 15), (Qt.Key.Key_6, 30), (Qt.Key.Key_4, 15), (Qt.Key.Key_4, 0)):
        visitor.key(key)
        assert canvas.viewport.angle == angle
    visitor.key(Qt.Key.Key_4)
    assert zoom.text().endswith(" · −15°")
    visitor.stroke((74, 60), (86, 60))
    visitor.key(Qt.Key.Key_Return)
    visitor.idle()
    assert (visitor.document.photo.pixels[60, 80] != (255, 0, 0)).any()
    assert np.array_equal(visitor.document.photo.pixels[:40], before[:40])
    visitor.key(Qt.Key.Key_5)
    assert canvas.viewport.angle == 0 and zoom.text().endswith("%")


def test_a_drag_with_r_held_rotates_and_gives_the_tool_back(visitor) -> None:
    canvas = visitor.editor.canvas
    width, height = canvas.width(), canvas.height()
    QTest.keyPress(canvas, Qt.Key.Key_R)
    assert canvas.tool.info.id == "rectangle"
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=QPoint(width // 2, 20))
    for place in (QPoint(width - 20, 20), QPoint(width - 20, height // 2)):
        QTest.mouseMove(canvas, place)
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=QPoint(width - 20, height // 2))
    QTest.keyRelease(canvas, Qt.Key.Key_R)
    assert abs(canvas.viewport.angle - 90) < 2 and canvas.tool.info.id == "brush"
    assert not visitor.document.mask.any()
    visitor.key(Qt.Key.Key_R)
    assert canvas.tool.info.id == "rectangle"


def test_the_original_is_labelled_while_it_is_shown(visitor) -> None:
    canvas = visitor.editor.canvas
    without = canvas.grab().toImage()
    visitor.bot.mousePress(visitor.editor.main_bar.original_button, Qt.MouseButton.LeftButton)
    held = canvas.grab().toImage()
    visitor.bot.mouseRelease(visitor.editor.main_bar.original_button, Qt.MouseButton.LeftButton)
    corner = QRect(0, canvas.height() - 60, 120, 60)
    assert held.copy(corner) != without.copy(corner)
    assert canvas.grab().toImage().copy(corner) == without.copy(corner)


@pytest.mark.parametrize("shown", ["photo", "nothing"])
def test_where_a_photo_will_drop_is_marked(visitor, shown: str) -> None:
    if shown == "nothing":
        visitor.act("close")
    window = visitor.editor.window
    marks = [frame for frame in window.findChildren(QFrame, "drop") if frame.parent() is window.pages]
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile("photo.png")])
    copy, held, plain = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(window, QDragEnterEvent(QPoint(9, 9), copy, files, held, plain))
    assert marks[0].isVisible() == (shown == "photo")
    QApplication.sendEvent(window, QDragLeaveEvent())
    assert not marks[0].isVisible()


def test_combo_boxes_say_their_names(visitor) -> None:
    boxes = visitor.editor.window.findChildren(QComboBox)
    assert boxes
    for box in boxes:
        assert box.accessibleName() and box.accessibleDescription().startswith(box.accessibleName())


def test_enter_never_switches_an_option(visitor) -> None:
    visitor.stroke((74, 60), (86, 60))
    options = [box for box in visitor.editor.window.findChildren(QCheckBox) if box.isVisible()]
    assert options
    checked = options[0].isChecked()
    options[0].setFocus()
    visitor.key(Qt.Key.Key_Return)
    visitor.idle()
    assert options[0].isChecked() == checked and visitor.document.history.last.title == "Repair"
