"""Find and repair in the real window, with a detector that knows colours: from the button to the photo."""

from __future__ import annotations

import importlib
import threading
import time
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.panels.find import FindPanel
from app.session.find_selection import DEFAULT
from engine.detection.result import DEFAULT_SENSITIVITY
from engine.models.detector import Detector, Kind
from engine.models.method import MethodInfo

DETECT = importlib.import_module("engine.detection.run")
CATALOG = importlib.import_module("engine.models.catalog")
WORD, SCRATCH, FAINT, NOWHERE = (30, 30), (80, 90), (130, 30), (130, 90)
COLOURS = {WORD: (255, 0, 0), SCRATCH: (0, 255, 0), FAINT: (0, 0, 255)}
SURE = {WORD: (0, 1.0), SCRATCH: (1, 0.7), FAINT: (1, 0.4)}  # kind, confidence


class ColourDetector(Detector):
    """Red is text, green a scratch, blue perhaps one.  It waits while `wait` is set, and counts its runs."""

    info = MethodInfo(
        id="finder", title="Colours", year=2026, paper="", purpose="", limits="", holes="any", weights=("",)
    )
    kinds = (Kind("text", "Text and watermarks"), Kind("scratches", "Scratches and dust"))
    scale_mode = "native"

    def __init__(self) -> None:
        self.runs = 0
        self.wait = threading.Event()
        self.deaf = False

    def find(self, image, options, job, device):  # noqa: ARG002
        self.runs += 1
        while self.wait.is_set():
            time.sleep(0.01)
            if not self.deaf:
                job.step(0.5, "Looking for damage")
        found = np.zeros((2, *image.shape[:2]), np.float32)
        for place, colour in COLOURS.items():
            kind, sure = SURE[place]
            found[kind][(image == np.array(colour, np.float32) / 255).all(-1)] = sure
        return found


@pytest.fixture
def detector(monkeypatch: pytest.MonkeyPatch) -> ColourDetector:
    made = ColourDetector()
    for module in (DETECT, CATALOG):
        monkeypatch.setattr(module, "detectors", lambda: {"finder": made})
    for module in (DETECT, importlib.import_module("engine.models.weights")):
        monkeypatch.setattr(module, "has_weights", lambda *_: True)
    return made


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """160 × 120, with a word, a scratch and a faint one."""
    y, x = np.mgrid[:120, :160]
    pixels = np.stack([x // 2 + 60, y + 60, 200 - x // 2], axis=-1).astype(np.uint8)
    for (left, top), colour in COLOURS.items():
        pixels[top - 3 : top + 4, left - 12 : left + 13] = colour
    path = tmp_path / "damaged.png"
    Image.fromarray(pixels).save(path)
    return path


@pytest.fixture
def visitor(detector: ColourDetector, visitor):  # noqa: ARG001
    return visitor


@pytest.fixture
def panel(visitor) -> FindPanel:
    return visitor.editor.window.findChild(FindPanel)


def settle(visitor) -> None:
    """Until nothing is worked out or laid in any more."""
    finds = visitor.editor.finds
    visitor.bot.waitUntil(
        lambda: not (visitor.editor.desk.busy or finds._lane.busy or finds._pending or finds._held)
    )
    visitor.bot.wait(1)
    visitor.bot.waitUntil(lambda: not (visitor.editor.desk.busy or finds._lane.busy))


def find(visitor) -> None:
    visitor.key(Qt.Key.Key_F)
    settle(visitor)


def click(visitor, place: tuple[int, int]) -> None:
    QTest.mouseMove(visitor.editor.canvas, visitor.at(*place))
    visitor.bot.mouseClick(visitor.editor.canvas, Qt.MouseButton.LeftButton, pos=visitor.at(*place))
    settle(visitor)


def marked(visitor, place: tuple[int, int]) -> bool:
    return bool(visitor.document.mask[place[1], place[0]])


def test_the_default_is_the_engines() -> None:
    assert DEFAULT == DEFAULT_SENSITIVITY


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
    assert visitor.editor.toast.text.startswith("2 finds repaired · 0 of")
    assert visitor.document.history.entries == ("Find damage", "Repair")
    assert detector.runs == 1


def test_only_what_changed_counts_as_repaired(visitor, detector: ColourDetector, monkeypatch) -> None:
    from engine.models.catalog import method

    monkeypatch.setattr(method("telea"), "fill", lambda request, _: request.image)
    monkeypatch.setattr(
        detector, "kinds", (Kind("text", "Text", largest_part_share=0.001), detector.kinds[1])
    )
    visitor.bot.mouseClick(visitor.editor.main_bar.find, Qt.MouseButton.LeftButton)
    visitor.bot.waitUntil(lambda: bool(visitor.editor.toast.text))
    assert visitor.editor.toast.text.startswith("1 find did not change · 1 doubtful find was left · 0 of")


def test_undo_brings_the_finds_back_as_objects(visitor, panel: FindPanel, detector: ColourDetector) -> None:
    visitor.act("find_and_repair")
    visitor.bot.waitUntil(lambda: bool(visitor.editor.toast.text))
    assert panel.said.text() == ""
    visitor.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle(visitor)
    assert marked(visitor, WORD)
    assert panel.said.text() == "2 finds, 1 doubtful"
    click(visitor, WORD)
    assert not marked(visitor, WORD)
    assert detector.runs == 1


def test_finding_marks_what_is_sure_and_outlines_the_rest(visitor, panel: FindPanel) -> None:
    visitor.bot.mouseClick(panel.button, Qt.MouseButton.LeftButton)
    settle(visitor)
    assert [marked(visitor, place) for place in (WORD, SCRATCH, FAINT)] == [True, True, False]
    assert panel.said.text() == "2 finds, 1 doubtful"
    levels = visitor.editor.canvas.scene.finds.levels
    assert all(levels.planes[0][place[1], place[0]] for place in (WORD, SCRATCH, FAINT))
    assert visitor.document.history.entries == ("Find damage",)


def test_hovering_tells_kind_and_confidence(visitor) -> None:
    find(visitor)
    canvas = visitor.editor.canvas
    QTest.mouseMove(canvas, visitor.at(*SCRATCH))
    assert canvas.label.text == "Scratches and dust, 70 % sure\nClick to leave it as it is"
    QTest.mouseMove(canvas, visitor.at(*FAINT))
    assert canvas.label.text == "Scratches and dust, 40 % sure\nClick to repair it too"
    assert canvas.scene.marks.lifted == 3
    QTest.mouseMove(canvas, visitor.at(*NOWHERE))
    assert (canvas.label.text, canvas.scene.marks.lifted) == ("", 0)


def test_a_click_drops_a_find_and_picks_a_doubtful_one(visitor, panel: FindPanel) -> None:
    find(visitor)
    click(visitor, WORD)
    click(visitor, FAINT)
    assert [marked(visitor, place) for place in (WORD, SCRATCH, FAINT)] == [False, True, True]
    assert panel.said.text() == "2 of 3 finds"
    assert visitor.document.history.entries == ("Find damage", "Drop a find", "Pick a find")
    visitor.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle(visitor)
    assert panel.said.text() == "1 of 2 finds, 1 doubtful"


def test_the_key_does_what_a_click_does(visitor) -> None:
    find(visitor)
    QTest.mouseMove(visitor.editor.canvas, visitor.at(*WORD))
    visitor.key(Qt.Key.Key_D)
    settle(visitor)
    assert not marked(visitor, WORD)


def test_the_brush_adds_and_begins_on_a_find_too(visitor) -> None:
    find(visitor)
    click(visitor, NOWHERE)
    assert marked(visitor, NOWHERE)
    visitor.stroke(WORD, (45, 50), (60, 60))
    settle(visitor)
    assert marked(visitor, (60, 60))
    assert marked(visitor, WORD)
    assert visitor.document.history.entries == ("Find damage", "Brush stroke", "Brush stroke")


def test_the_eraser_takes_from_a_find(visitor, panel: FindPanel) -> None:
    find(visitor)
    visitor.editor.canvas.choose("eraser")
    visitor.stroke((WORD[0] - 20, WORD[1]), (WORD[0] + 20, WORD[1]))
    settle(visitor)
    assert not marked(visitor, WORD)
    assert panel.said.text() == "1 of 2 finds, 1 doubtful"


def test_the_sensitivity_is_followed_and_is_a_step(visitor, panel: FindPanel, detector) -> None:
    find(visitor)
    panel.sensitivity.number.setValue(0.65)
    settle(visitor)
    assert panel.said.text() == "3 finds"
    assert marked(visitor, FAINT)
    panel.sensitivity.number.setValue(0.2)
    settle(visitor)
    assert [marked(visitor, place) for place in (WORD, SCRATCH, FAINT)] == [True, False, False]
    assert detector.runs == 1
    visitor.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle(visitor)
    assert panel.sensitivity.value == 0.65
    assert panel.said.text() == "3 finds"


def test_a_held_slider_previews_and_changes_nothing_yet(visitor, panel: FindPanel) -> None:
    find(visitor)
    before = visitor.document.mask.copy()
    panel.sensitivity.slider.setSliderDown(True)
    panel.sensitivity.slider.setValue(65)
    finds, scene = visitor.editor.finds, visitor.editor.canvas.scene
    visitor.bot.waitUntil(lambda: finds._pending is not None)
    assert panel.said.text() == "3 finds"
    assert scene.mask.levels.planes[0][FAINT[1], FAINT[0]]
    assert np.array_equal(visitor.document.mask, before)
    panel.sensitivity.slider.setSliderDown(False)
    settle(visitor)
    assert marked(visitor, FAINT)
    assert scene.mask.levels.planes[0] is not before
    visitor.stroke(NOWHERE, (125, 95))
    assert scene.mask.levels.planes[0][NOWHERE[1], NOWHERE[0]]


def test_what_was_dropped_stays_dropped(visitor, panel: FindPanel) -> None:
    find(visitor)
    click(visitor, WORD)
    click(visitor, FAINT)
    panel.sensitivity.number.setValue(0.55)
    settle(visitor)
    assert [marked(visitor, place) for place in (WORD, SCRATCH, FAINT)] == [False, True, True]


@pytest.mark.parametrize("between", [0.95, 0.0])
def test_what_was_decided_outlasts_another_sensitivity(visitor, panel: FindPanel, between: float) -> None:
    """Between, all finds are sure, or there are none."""
    find(visitor)
    click(visitor, WORD)
    click(visitor, FAINT)
    before = visitor.document.mask.copy()
    for sensitivity in (between, 0.5):
        panel.sensitivity.number.setValue(sensitivity)
        settle(visitor)
    assert np.array_equal(visitor.document.mask, before)
    assert panel.said.text() == "2 of 3 finds"


def test_a_kind_that_was_left_comes_back_as_it_was(visitor) -> None:
    find(visitor)
    click(visitor, WORD)
    for kind in ("scratches", ""):
        visitor.editor.finds.set_kind(kind)
        settle(visitor)
    assert [marked(visitor, place) for place in (WORD, SCRATCH)] == [False, True]


def test_what_was_rubbed_out_of_a_find_stays_out(visitor, panel: FindPanel) -> None:
    find(visitor)
    visitor.editor.canvas.choose("eraser")
    visitor.editor.canvas.brush.size = 6
    end = (WORD[0] + 11, WORD[1])
    visitor.stroke(end, end)
    settle(visitor)
    panel.sensitivity.number.setValue(0.55)
    settle(visitor)
    assert [marked(visitor, place) for place in (WORD, end)] == [True, False]


def test_what_was_painted_stays_when_the_finds_change(visitor, panel: FindPanel) -> None:
    find(visitor)
    visitor.stroke(NOWHERE, (135, 95))
    panel.sensitivity.number.setValue(0.0)
    settle(visitor)
    assert [marked(visitor, place) for place in (WORD, SCRATCH, NOWHERE)] == [True, False, True]


def test_a_kind_can_be_chosen(visitor, panel: FindPanel) -> None:
    assert [panel.kind.itemText(row) for row in range(3)] == [
        "Anything",
        "Text and watermarks",
        "Scratches and dust",
    ]
    panel.kind.setCurrentIndex(1)
    panel.kind.activated.emit(1)
    find(visitor)
    assert [marked(visitor, place) for place in (WORD, SCRATCH)] == [True, False]
    assert panel.said.text() == "1 find"


def test_undoing_the_search_hides_the_finds(visitor, panel: FindPanel) -> None:
    find(visitor)
    visitor.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle(visitor)
    assert visitor.editor.canvas.scene.marks is None
    assert not visitor.document.mask.any()
    assert panel.said.text() == ""


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
    panel.kind.activated.emit(2)
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
    monkeypatch.setattr(importlib.import_module("engine.repair.auto"), "RECOMMENDED", quick)
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
