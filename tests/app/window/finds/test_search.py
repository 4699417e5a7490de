"""Finding damage and repairing it with one button, and what is said where little or much is found."""

from __future__ import annotations

import importlib

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QCheckBox

from app.panels.find import FindPanel
from app.session import find_selection
from engine.detection.result import DEFAULT_SENSITIVITY
from engine.models.detector import Kind
from tests.app.window.finds.conftest import (
    COLOURS,
    FAINT,
    NOWHERE,
    SCRATCH,
    WORD,
    ColourDetector,
    click,
    find,
    marked,
    settle,
)


def test_the_default_is_the_engines() -> None:
    assert find_selection.DEFAULT_SENSITIVITY == DEFAULT_SENSITIVITY


def test_the_button_finds_and_repairs(visitor, detector: ColourDetector) -> None:
    before = visitor.document.photo.pixels.copy()
    visitor.bot.mouseClick(visitor.editor.main_bar.find, Qt.MouseButton.LeftButton)
    visitor.bot.waitUntil(lambda: bool(visitor.editor.toast.text))
    after = visitor.document.photo.pixels
    for place in (WORD, SCRATCH):
        assert tuple(after[place[1], place[0]]) != COLOURS[place]
    assert tuple(after[FAINT[1], FAINT[0]]) == COLOURS[FAINT]
    changed = (after != before).any(-1)
    assert not changed[visitor.document.repaired == 0].any()
    assert visitor.editor.toast.text.startswith("2 finds filled · Nothing changed outside the mask")
    assert visitor.document.history.entries == ("Find damage", "Repair")
    assert detector.runs == 1


def test_enter_while_it_searches_switches_no_option(
    visitor, panel: FindPanel, detector: ColourDetector
) -> None:
    """The button that started the search is disabled, so the focus goes to the canvas, not to an option."""

    def boxes() -> dict[str, QCheckBox]:
        return {box.text(): box for box in visitor.editor.window.findChildren(QCheckBox) if box.isVisible()}

    before = {name: box.isChecked() for name, box in boxes().items()}
    button = next(
        one
        for one in panel.findChildren(QAbstractButton)
        if one.isVisible() and one.text().startswith("Find")
    )
    button.setFocus()
    detector.wait.set()
    visitor.bot.mouseClick(button, Qt.MouseButton.LeftButton)
    visitor.bot.waitUntil(lambda: detector.runs == 1)
    assert visitor.editor.canvas.hasFocus()
    for widget in (visitor.editor.canvas, *boxes().values()):
        visitor.bot.keyClick(widget, Qt.Key.Key_Return)
    detector.wait.clear()
    settle(visitor)
    assert before and {name: box.isChecked() for name, box in boxes().items()} == before


def test_only_what_changed_counts_as_repaired(visitor, detector: ColourDetector, monkeypatch) -> None:
    from engine.models.catalog import method

    monkeypatch.setattr(method("telea"), "fill", lambda request, _: request.image)
    monkeypatch.setattr(
        detector, "kinds", (Kind("text", "Text", largest_part_share=0.001), detector.kinds[1])
    )
    visitor.bot.mouseClick(visitor.editor.main_bar.find, Qt.MouseButton.LeftButton)
    visitor.bot.waitUntil(lambda: bool(visitor.editor.toast.text))
    assert visitor.editor.toast.text.startswith(
        "1 find did not visibly change · 1 doubtful find was left · Nothing changed outside the mask"
    )


def test_undo_brings_the_finds_back_as_objects(visitor, panel: FindPanel, detector: ColourDetector) -> None:
    visitor.act("find_and_repair")
    visitor.bot.waitUntil(lambda: bool(visitor.editor.toast.text))
    assert panel.said.text() == ""
    visitor.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle(visitor)
    assert marked(visitor, WORD)
    assert panel.said.text() == "2 finds, 1 unsure"
    click(visitor, WORD)
    assert not marked(visitor, WORD)
    assert detector.runs == 1


def test_looking_again_is_from_the_cache(visitor, detector: ColourDetector) -> None:
    find(visitor)
    click(visitor, WORD)
    find(visitor)
    assert marked(visitor, WORD)
    assert detector.runs == 1


def test_nothing_found_is_said_and_changes_nothing(visitor, panel: FindPanel, monkeypatch) -> None:
    monkeypatch.setitem(COLOURS, WORD, (1, 2, 3))
    monkeypatch.setitem(COLOURS, SCRATCH, (1, 2, 3))
    monkeypatch.setitem(COLOURS, FAINT, (1, 2, 3))
    before = visitor.document.photo.pixels.copy()
    visitor.act("find_and_repair")
    settle(visitor)
    assert visitor.message.title == "Nothing found"
    assert panel.said.text() == "Nothing found"
    assert np.array_equal(visitor.document.photo.pixels, before)
    assert not visitor.document.edited


def test_only_doubtful_finds_wait_for_a_yes(visitor, panel: FindPanel) -> None:
    panel.sensitivity.number.setValue(0.45)
    panel.kinds.pick("scratches")
    visitor.editor.finds.set_sensitivity(0.2)
    visitor.act("find_and_repair")
    settle(visitor)
    assert visitor.message.title == "Nothing sure was found"
    assert not visitor.document.edited
    click(visitor, SCRATCH)
    assert marked(visitor, SCRATCH)
    visitor.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    visitor.message.ways[0].run()
    settle(visitor)
    assert marked(visitor, SCRATCH)
    assert panel.said.text() == "1 find"


def test_more_than_a_quarter_asks_first(visitor) -> None:
    pixels = visitor.document.photo.pixels
    pixels[20:80] = COLOURS[WORD]
    before = pixels.copy()
    visitor.act("find_and_repair")
    settle(visitor)
    assert visitor.message.title == "51 % of the photo looks damaged"
    assert np.array_equal(visitor.document.photo.pixels, before)
    visitor.message.ways[0].run()
    visitor.bot.waitUntil(lambda: bool(visitor.editor.toast.text))
    assert not np.array_equal(visitor.document.photo.pixels, before)


@pytest.mark.parametrize("deaf", [False, True])
def test_cancel_ends_a_search_that_listens_or_not(visitor, detector: ColourDetector, deaf: bool) -> None:
    detector.deaf = deaf
    detector.wait.set()
    visitor.act("find_and_repair")
    visitor.bot.waitUntil(lambda: detector.runs > 0 and visitor.editor.status.cancel.isVisible())
    try:
        visitor.key(Qt.Key.Key_Escape)
        visitor.idle()
    finally:
        detector.wait.clear()
    assert not visitor.document.edited
    assert visitor.editor.canvas.scene.marks is None
    assert visitor.message is None


def test_finds_are_not_widened_by_auto_but_strokes_are(visitor, monkeypatch) -> None:
    quick = {"thin": ("telea",), "wide": ("telea",)}
    monkeypatch.setattr(importlib.import_module("engine.repair.auto"), "METHODS_BY_WIDTH", quick)
    visitor.editor.repairs.choose_method("auto")
    find(visitor)
    found = visitor.document.mask.copy()
    visitor.editor.canvas.brush.size = 10
    visitor.stroke(NOWHERE, (135, 90))
    visitor.key(Qt.Key.Key_Return)
    visitor.bot.waitUntil(lambda: bool(visitor.editor.toast.text))
    repaired = visitor.document.repaired > 0
    assert np.array_equal(repaired[:60], found[:60] > 0)
    assert repaired[NOWHERE[1] - 7, NOWHERE[0]]


def test_before_mask_and_after_stand_in_one_view(visitor) -> None:
    visitor.act("find_and_repair")
    visitor.bot.waitUntil(lambda: bool(visitor.editor.toast.text))
    visitor.act("compare_mask")
    canvas = visitor.editor.canvas
    assert canvas.compare.with_mask
    canvas.compare.lines = [0.1, 0.45]
    visitor.bot.waitUntil(lambda: not canvas.scene.busy)
    canvas.grab()
    visitor.bot.waitUntil(lambda: not canvas.scene.busy)
    shown = canvas.grab().toImage()
    red, green, blue = shown.pixelColor(visitor.at(*WORD) * canvas.ratio).getRgb()[:3]
    assert red > 200 > green
    assert blue > 60  # the mask's magenta over the word's red
    visitor.act("compare")
    assert len(canvas.compare.lines) == 1
