"""Every action can be found, read and pressed, and is enabled when it does something."""

from __future__ import annotations

import importlib
import pkgutil
import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QToolButton, QWidget

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
        ("clear", "Del"),
        ("full", "1"),
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
    for _ in range(200):
        widget = widget.nextInFocusChain()
        if widget.isVisible() and widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            reached.add(widget)
    bar = visitor.editor.main_bar
    for part in (bar.erase, bar.method, bar.original_button, visitor.editor.canvas):
        assert part in reached, part
    assert window.isVisible()


def test_numbers_are_typed_without_running_shortcuts(visitor) -> None:
    number = visitor.editor.window.docks[0].findChildren(QWidget, "qt_spinbox_lineedit")[0]
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
