"""A choice of several entries: the menu stays open, nothing chosen is anything."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.widgets.several import SeveralChoice


@pytest.fixture
def choice(qtbot: QtBot) -> SeveralChoice:
    made = SeveralChoice("Kind", "What to look for", any_title="Anything", several="{n} kinds")
    made.set_entries({"text": "Text", "drops": "Drops", "dust": "Dust"})
    qtbot.addWidget(made)
    made.resize(160, 28)
    made.show()
    return made


def test_entries_are_checked_one_after_the_other_in_the_open_menu(
    choice: SeveralChoice, qtbot: QtBot
) -> None:
    menu, said = choice.menu(), []
    choice.chosen_changed.connect(said.append)
    menu.popup(choice.mapToGlobal(choice.rect().bottomLeft()))
    _, _, text, drops, _ = menu.actions()
    for action in (drops, text):
        qtbot.mouseMove(menu, menu.actionGeometry(action).center())
        qtbot.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center())
        assert menu.isVisible()
    assert said == [("drops",), ("text", "drops")] and choice.text().strip() == "2 kinds"
    menu.close()


def test_space_checks_an_entry_and_escape_closes(choice: SeveralChoice, qtbot: QtBot) -> None:
    menu = choice.menu()
    menu.popup(choice.mapToGlobal(choice.rect().bottomLeft()))
    menu.setActiveAction(menu.actions()[-1])
    qtbot.keyClick(menu, Qt.Key.Key_Space)
    assert menu.isVisible() and choice.chosen == ("dust",) and choice.text().strip() == "Dust"
    qtbot.keyClick(menu, Qt.Key.Key_Escape)
    assert not menu.isVisible() and choice.chosen == ("dust",)


def test_anything_unchecks_the_others(choice: SeveralChoice) -> None:
    choice.pick("text", "drops")
    any_entry = choice.menu().actions()[0]
    assert not any_entry.isChecked()
    any_entry.trigger()
    assert choice.chosen == () and any_entry.isChecked() and choice.text().strip() == "Anything"


def test_unknown_ids_are_left_out_and_showing_a_choice_is_none(choice: SeveralChoice) -> None:
    said: list[object] = []
    choice.chosen_changed.connect(said.append)
    choice.set_chosen(("dust", "mist"))
    assert choice.chosen == ("dust",) and not said
    assert "Dust" in choice.accessibleDescription() and choice.accessibleName() == "Kind"


def test_a_title_that_does_not_fit_is_shortened(choice: SeveralChoice) -> None:
    choice.set_entries({"long": "Something that is much longer than the button is wide"})
    choice.pick("long")
    assert choice.text().strip().endswith("…") and "much longer" in choice.toolTip()
