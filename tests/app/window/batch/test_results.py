"""The Batch dialog from opening to result."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox

from app.batch.rows import ABOUT_COLUMN, STATE_COLUMN

BAR = np.s_[20:26, 8:56]  # as in conftest


def pixels(path: Path) -> np.ndarray:
    with Image.open(path) as opened:
        return np.asarray(opened)


def test_a_folder_with_one_mask_for_all(batcher, photos: Path, mask: Path, originals: Path) -> None:
    batcher.fill_in(photos, mask)
    dialog = batcher.dialog
    assert len(dialog.photos.all) == 5
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    batcher.ended()
    assert batcher.states.pop("broken.png") == "failed"
    assert {name: state for name, state in batcher.states.items() if name != "broken.png"} == dict.fromkeys(
        ("astronaut.png", "clean.png", "coffee.png", "much.png"), "done"
    )
    out = photos.with_name("photos repaired")
    changed = pixels(out / "astronaut.png") != pixels(photos / "astronaut.png")
    marked = pixels(mask) == 255
    assert changed[marked].any()
    changed[marked] = False
    assert not changed.any()
    assert not (out / "broken.png").exists()
    for path in originals.iterdir():
        assert (photos / path.name).read_bytes() == path.read_bytes()
    assert "4 repaired, 1 not repaired" in dialog.text.text()


@pytest.mark.usefixtures("black_detector")
def test_blind_with_what_a_person_should_look_at(batcher, photos: Path) -> None:
    batcher.fill_in(photos)
    batcher.start()
    batcher.ended()
    assert batcher.states["clean.png"] == "nothing found"
    panel = batcher.dialog.photos
    assert panel.table.rows is panel.review  # is shown at once
    assert batcher.dialog.focusWidget() is panel.table, "and the keys are its own"
    assert [panel.review[row].item.name for row in range(len(panel.review))] == ["much.png"]
    panel.table.setCurrentIndex(panel.review.index(0, 0))
    assert not panel.strip.empty
    index = panel.table.currentIndex()
    assert index.siblingAtColumn(STATE_COLUMN).data() == "Please look"  # repaired, as its detector is certain
    assert index.siblingAtColumn(ABOUT_COLUMN).data().startswith("More than an eighth of the photo")
    result = photos.with_name("photos repaired") / "much.png"
    assert result.read_bytes() != (photos / "much.png").read_bytes()
    assert "3 repaired, 1 copied, as nothing was found" in batcher.dialog.text.text()


def choose(box: QComboBox, id: str) -> None:
    """As a person who picks it from the list."""
    box.setCurrentIndex(box.findData(id))
    box.activated.emit(box.currentIndex())


def test_the_original_opens_too(batcher, photos: Path, mask: Path) -> None:
    batcher.fill_in(photos, mask)
    panel = batcher.dialog.photos
    panel.table.setCurrentIndex(panel.all.index(0, 0))
    assert not panel.result_button.isEnabled()
    panel.original_button.click()
    batcher.bot.waitUntil(lambda: batcher.visitor.document is not None)
    assert batcher.visitor.document.path == photos / "astronaut.png"


def test_problems_say_what_to_do(batcher, photos: Path, mask: Path) -> None:
    batcher.fill_in(photos, mask)
    batcher.start()
    batcher.ended()
    panel = batcher.dialog.photos
    panel.tabs[2].click()
    panel.table.setCurrentIndex(panel.problems.index(0, 0))
    assert "try another copy" in panel.said.text()
    assert panel.strip.empty


def test_reports_open_outside(batcher, photos: Path, mask: Path, outside: list[Path]) -> None:
    batcher.fill_in(photos, mask)
    batcher.start()
    batcher.ended()
    dialog = batcher.dialog
    dialog.folder_button.click()
    for number, button in enumerate((dialog.report_button, dialog.sheet_button), 2):
        button.click()
        batcher.bot.waitUntil(lambda number=number: len(outside) == number)
    folder, report, sheet = outside
    assert folder == photos.with_name("photos repaired")
    assert len(report.read_text("utf-8").splitlines()) == 6
    assert "astronaut.png" in sheet.read_text("utf-8")


def test_a_mask_for_each_photo(batcher, photos: Path, mask: Path, tmp_path: Path) -> None:
    masks = tmp_path / "masks"
    masks.mkdir()
    shutil.copy(mask, masks / "coffee.png")
    settings = batcher.dialog.settings
    settings.damage.setCurrentIndex(settings.damage.findData("folder"))
    settings.masks.set(str(masks))
    batcher.fill_in(photos)
    assert "1 photo will be repaired. 4 cannot be" in batcher.dialog.headline.text()
    batcher.start()
    batcher.ended()
    assert batcher.states["coffee.png"] == "done"
    assert batcher.states["clean.png"] == "failed"
