"""Keys are changed in the list of shortcuts; conflicts are said, and all can be reset."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.dialogs.shortcuts import ShortcutSheet
from app.session.repairs import Outcome
from app.settings.shortcuts import Shortcuts
from app.settings.store import Store

CTRL = Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton


def in_the_sheet(visitor, act: Callable[[ShortcutSheet], None]) -> None:
    """Open the sheet with F1, do something in it, and close it."""

    def look() -> None:
        sheet = QApplication.activeModalWidget()
        assert isinstance(sheet, ShortcutSheet)
        try:
            act(sheet)
        finally:
            sheet.close()

    QTimer.singleShot(0, look)
    visitor.key(Qt.Key.Key_F1)
    window = visitor.editor.window
    window.activateWindow()
    visitor.bot.waitUntil(window.isActiveWindow)


def choose(sheet: ShortcutSheet, text: str) -> None:
    """Click the line of an action."""
    (row,) = [
        one
        for one in sheet.tree.findItems(text, Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive)
        if one.parent() is not None
    ]
    sheet.tree.scrollToItem(row)
    QTest.mouseClick(sheet.tree.viewport(), LEFT, pos=sheet.tree.visualItemRect(row).center())


def press(sheet: ShortcutSheet, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> None:
    sheet.editor.field.setFocus()
    QTest.keyClick(sheet.editor.field, key, modifiers)


def test_a_new_key_works_at_once_and_is_taken_from_another(visitor) -> None:
    seen: list[str] = []

    def change(sheet: ShortcutSheet) -> None:
        choose(sheet, "Show the mask")
        press(sheet, Qt.Key.Key_K, CTRL)
        seen.append(sheet.editor.warning.text())
        press(sheet, Qt.Key.Key_I, CTRL)
        seen.append(sheet.editor.warning.text())
        QTest.mouseClick(sheet.editor.use, LEFT)
        seen.append(sheet.editor.warning.text())

    in_the_sheet(visitor, change)
    assert seen == ["", "Ctrl+I is the key of “Invert”, which will have none then.", ""]
    visitor.key(Qt.Key.Key_I, CTRL)
    assert not visitor.editor.canvas.overlay_visible and not visitor.document.mask.any()
    visitor.key(Qt.Key.Key_O)
    assert not visitor.editor.canvas.overlay_visible, "the old key does nothing"
    assert visitor.editor.actions["overlay"].toolTip().startswith("Show the mask (Ctrl+I)")
    assert visitor.editor.actions["invert"].shortcut().isEmpty()


def test_changed_keys_are_there_at_the_next_start(visitor, make_visitor) -> None:
    visitor.editor.actions.set_keys("fit", ("Ctrl+9",))
    again = make_visitor()
    assert again.editor.actions.keys("fit") == ("Ctrl+9",)


def test_one_key_or_all_are_reset(visitor) -> None:
    actions = visitor.editor.actions
    actions.set_keys("fit", ("Ctrl+S",))
    actions.set_keys("overlay", ("Ctrl+9",))
    assert actions.keys("save") == ()

    def reset_one(sheet: ShortcutSheet) -> None:
        choose(sheet, "Show the mask")
        QTest.mouseClick(sheet.editor.default, LEFT)
        assert not sheet.editor.default.isEnabled()

    in_the_sheet(visitor, reset_one)
    assert actions.keys("overlay") == ("O",) and actions.keys("save") == ()
    in_the_sheet(visitor, lambda sheet: QTest.mouseClick(sheet.reset, LEFT))
    assert (actions.keys("fit"), actions.keys("save")) == (("Ctrl+0",), ("Ctrl+S",))


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Escape, Qt.Key.Key_Left])
def test_keys_that_the_canvas_needs_are_refused(visitor, key: Qt.Key) -> None:
    def change(sheet: ShortcutSheet) -> None:
        choose(sheet, "Show the mask")
        press(sheet, key, Qt.KeyboardModifier.NoModifier)
        assert not sheet.editor.use.isEnabled() and "needs this key" in sheet.editor.warning.text()

    in_the_sheet(visitor, change)
    assert visitor.editor.actions.keys("overlay") == ("O",)


def test_gestures_and_escape_cannot_be_changed(visitor) -> None:
    def look(sheet: ShortcutSheet) -> None:
        assert not sheet.editor.field.isEnabled()
        choose(sheet, "Brush size")
        assert not sheet.editor.field.isEnabled()

    in_the_sheet(visitor, look)


@pytest.mark.parametrize("content", ["shortcuts = 3", "[shortcuts]\nfit = 3\nundo = [4]\nsave = []"])
def test_nonsense_in_the_file_leaves_actions_their_own_keys(tmp_path, content: str) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(content, "utf-8")
    shortcuts = Shortcuts(Store(path))
    assert shortcuts.keys("fit") is None and shortcuts.keys("undo") is None
    assert shortcuts.keys("save") == (() if "save" in content else None)
    shortcuts.set("fit", ("Ctrl+9",))
    assert Shortcuts(Store(path)).keys("fit") == ("Ctrl+9",)
    shortcuts.set("fit", None)
    assert Shortcuts(Store(path)).keys("fit") is None


def test_keys_and_gestures_are_read_in_full(visitor) -> None:
    def look(sheet: ShortcutSheet) -> None:
        seen.extend((sheet.tree.columnWidth(1), sheet.tree.sizeHintForColumn(1)))

    seen: list[int] = []
    in_the_sheet(visitor, look)
    width, needed = seen
    assert width >= needed > 0


def test_what_is_said_names_the_key_as_it_is_now(visitor) -> None:
    editor = visitor.editor
    outcome = Outcome(changed_outside=0, method="telea", notes=(), answers=3)
    said: list[str] = []
    for keys in (("N",), ("Ctrl+J",), ()):
        editor.actions.set_keys("next_answer", keys)
        editor.notices.repaired(outcome)
        said.append(editor.toast.text.rpartition(": ")[2])
    assert said == ["N shows the next", "Ctrl+J shows the next", "“Next answer” shows the next"]
