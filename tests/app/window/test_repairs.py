"""The repair panel: methods, options, answers to choose from, and what a person sees of them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QListWidget, QMenu

from app.panels.history import HistoryPanel
from app.panels.methods import fill_menu, help_of, label
from app.panels.repair import RepairPanel
from app.session.methods import GAIN_SCORE, KnownMethod
from app.session.repairs import Outcome
from app.widgets.option_form import NumberRow
from engine.models.weights import Card

DOT = ((74, 60), (86, 60))


def panel(visitor):
    return visitor.editor.window.findChild(RepairPanel)


def texts(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if not action.isSeparator()]


def test_auto_and_the_recommended_stand_open_the_rest_is_folded(visitor) -> None:
    menu = QMenu()
    fill_menu(menu, visitor.editor.methods, visitor.editor.repairs)
    assert texts(menu)[0] == "Auto"
    assert texts(menu)[-1] == "From the literature"
    folded = menu.actions()[-1].menu()
    assert any(text.startswith("Telea") for text in texts(folded))
    assert len(texts(menu)) + len(texts(folded)) == len(visitor.editor.methods.known) + 2


def test_gain_and_study_are_written(visitor) -> None:
    info = visitor.editor.methods.of("biharmonic")
    card = Card(id="x", sha256="", scores={GAIN_SCORE: 2.34})
    better = KnownMethod(info, card, card.scores)
    assert label(better).endswith("\t+2.3 dB")
    assert help_of(better).endswith("Measured: +2.3 dB over Telea, 24 % less error.")
    worse = KnownMethod(info, card, {GAIN_SCORE: -1.0})
    assert label(worse).endswith("\tfor study   −1.0 dB")
    assert help_of(worse).endswith("For study: −1.0 dB against Telea, 12 % more error.")
    telea = KnownMethod(visitor.editor.methods.of("telea"), card, {GAIN_SCORE: 0.0})
    assert "dB" not in label(telea) + help_of(telea), "the others are measured against it"


def test_options_are_drawn_from_their_declaration(visitor) -> None:
    visitor.editor.repairs.choose_method("patchmatch")
    rows = panel(visitor).findChildren(NumberRow)
    next(row for row in rows if row.number.accessibleName() == "Patch size").number.setValue(9)
    box = next(box for box in panel(visitor).findChildren(QComboBox) if box.accessibleName() == "Quality")
    box.setCurrentIndex(0)
    box.activated.emit(0)
    first = box.itemData(0)
    assert visitor.editor.repairs.options("patchmatch") == {"patch": 9, "quality": first}


def test_the_card_names_purpose_and_licence(visitor) -> None:
    visitor.editor.repairs.choose_method("telea")
    words = " ".join(part.text() for part in panel(visitor).findChildren(QLabel))
    assert "Telea (2004)" in words
    assert "Thin damage, in an instant" in words
    assert "Licence: MIT" in words


def test_the_original_is_shown_while_held(visitor) -> None:
    canvas = visitor.editor.canvas
    visitor.editor.main_bar.method.setFocus()
    window = visitor.editor.window.windowHandle()
    visitor.bot.keyPress(window, Qt.Key.Key_Backslash)
    assert canvas.holds_original
    assert visitor.editor.main_bar.original_button.isDown()
    visitor.bot.keyRelease(window, Qt.Key.Key_Backslash)
    assert not canvas.holds_original


def test_history_goes_back_and_forth(visitor) -> None:
    visitor.stroke(*DOT)
    marked = visitor.document.mask.copy()
    visitor.key(Qt.Key.Key_Return)
    visitor.idle()
    steps = visitor.editor.window.findChild(HistoryPanel).findChild(QListWidget)
    texts = [steps.item(row).text() for row in range(3)]
    assert texts[:2] == ["Opened", "Brush stroke"] and texts[2].startswith("Repair\nTelea · ")
    steps.itemActivated.emit(steps.item(0))
    assert not visitor.document.mask.any()
    steps.itemActivated.emit(steps.item(1))
    assert np.array_equal(visitor.document.mask, marked)
    assert steps.currentRow() == 1


def test_escape_closes_a_message(visitor) -> None:
    visitor.key(Qt.Key.Key_Return)
    assert visitor.message is not None
    visitor.key(Qt.Key.Key_Escape)
    assert visitor.message is None


@pytest.mark.parametrize(
    ("changed", "recoloured", "said"),
    [
        (0, 0, "Nothing changed outside the mask"),
        (0, 1234, "Outside the mask only the colour of 1\u202f234 pixels changed"),
        (3, 0, "Pixels that changed outside the mask: 3"),
        (3, 1234, "Pixels that changed outside the mask: 1\u202f237"),
    ],
)
def test_what_changed_outside_the_mask_is_told(visitor, changed: int, recoloured: int, said: str) -> None:
    visitor.editor.notices.repaired(Outcome(changed, "telea", (), recoloured=recoloured))
    assert visitor.editor.toast.text == said


def test_a_repair_that_changes_nothing_visible_says_so(visitor, tmp_path: Path) -> None:
    plain = tmp_path / "plain.png"
    Image.new("RGB", (160, 120), (90, 120, 150)).save(plain)
    visitor.editor.files.open(plain)
    visitor.bot.waitUntil(lambda: visitor.document.path == plain)
    visitor.idle()
    visitor.stroke((40, 60), (60, 60))
    visitor.key(Qt.Key.Key_Return)
    visitor.idle()
    assert visitor.document.history.last.title == "Repair"
    assert visitor.editor.toast.text.startswith("No change can be seen")


def test_a_repair_that_can_be_seen_says_nothing_of_it(visitor) -> None:
    visitor.stroke((74, 60), (86, 60))
    visitor.key(Qt.Key.Key_Return)
    visitor.idle()
    assert "change can be seen" not in visitor.editor.toast.text
