"""The Batch dialog before the start: what is chosen, and what is said of it."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QMimeData, QPoint, QPointF, Qt, QTranslator, QUrl
from PySide6.QtGui import QDropEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QWidget

from app.batch.dialog import BatchDialog
from app.batch.draft import MASK_SOURCES, BatchDraft
from app.widgets.option_form import NumberRow
from engine.photo.mask_file import MaskReading
from engine.photo.mask_meaning import MaskSource
from engine.system.paths import resource
from tests.app.window.batch.conftest import SIDE


def test_what_cannot_be_says_why(batcher, photos: Path) -> None:
    settings = batcher.dialog.settings
    settings.photos.set(str(photos))
    settings.out.set(str(photos))
    batcher.bot.waitUntil(lambda: "cannot be used together" in batcher.dialog.photos.hint.text())
    assert not batcher.dialog.start_button.isEnabled()


def test_a_folder_of_nobody_is_told(batcher, photos: Path) -> None:
    settings, hint = batcher.dialog.settings, batcher.dialog.photos.hint
    settings.photos.set("~nobody-of-that-name/photos")
    batcher.bot.waitUntil(lambda: "There is no folder" in hint.text())
    settings.photos.set(str(photos))
    settings.out.set("a\0b")
    batcher.bot.waitUntil(lambda: "no folder has such a name" in hint.text())


def test_what_is_sure_to_fail_is_told_before(batcher, photos: Path, mask: Path) -> None:
    (photos / "empty.png").write_bytes(b"")
    (photos / "scan.cr2").write_bytes(b"II*\0" + bytes(90))
    out = photos.with_name("photos repaired")
    out.mkdir()
    shutil.copy(photos / "clean.png", out / "clean.png")
    batcher.fill_in(photos, mask)
    dialog = batcher.dialog
    assert dialog.headline.text() == "4 photos will be repaired. 3 cannot be: see Problems."
    names = [dialog.photos.problems[row].item.name for row in range(3)]
    assert names == ["clean.png", "empty.png", "scan.cr2"]
    batcher.start()
    batcher.ended()
    assert len(dialog.summary.failed) == len(dialog.photos.problems) == 4  # one broke off


def test_what_is_missing_is_named(batcher, photos: Path) -> None:
    settings, hint = batcher.dialog.settings, batcher.dialog.photos.hint
    assert "Drop a folder" in hint.text()
    settings.photos.set(str(photos))
    settings.damage.setCurrentIndex(settings.damage.findData("one"))
    assert "Choose the mask" in hint.text()


def test_results_go_beside_the_photos_until_told_otherwise(batcher, tmp_path: Path) -> None:
    settings = batcher.dialog.settings
    settings.photos.set("/a/b")
    assert settings.out.text == "/a/b repaired"
    settings.out.set("/elsewhere")
    settings.photos.set(str(tmp_path))
    assert settings.draft.out == "/elsewhere"


def test_a_folder_is_chosen_or_dropped(batcher, photos: Path) -> None:
    settings = batcher.dialog.settings
    batcher.answers.chosen = photos.parent
    settings.photos.button.click()
    assert settings.draft.photos == str(photos.parent)
    drop(batcher.dialog, photos / "coffee.png")
    assert settings.draft.photos == str(photos)
    drop(settings.out.line, photos.parent)
    assert settings.draft.out == str(photos.parent)


def drop(widget, path: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    widget.dropEvent(event)


def test_formats_and_names_are_shown_before(batcher, photos: Path, mask: Path) -> None:
    settings = batcher.dialog.settings
    batcher.fill_in(photos, mask)
    settings.format.setCurrentIndex(settings.format.findData(".jpg"))
    settings.format.activated.emit(settings.format.currentIndex())
    settings.pattern.setText("{name} neu")
    batcher.bot.waitUntil(lambda: "astronaut neu.jpg" in settings.example.text())
    batcher.looked()
    batcher.start()
    batcher.ended()
    assert (photos.with_name("photos repaired") / "coffee neu.jpg").is_file()


def test_options_of_the_method_reach_the_plan(batcher, photos: Path, mask: Path) -> None:
    batcher.fill_in(photos, mask)
    settings = batcher.dialog.settings
    radius = next(row for row in settings.findChildren(NumberRow) if row.number.accessibleName() == "Radius")
    radius.number.setValue(9)
    settings.choose_method("biharmonic")
    settings.choose_method("telea")
    batcher.looked()
    assert batcher.dialog.plan.options == {"radius": 9}


def test_how_many_at_a_time_reaches_the_plan_and_is_kept(batcher, photos: Path, mask: Path) -> None:
    settings = batcher.dialog.settings
    assert settings.workers.currentText() == "Automatic"
    batcher.fill_in(photos, mask)
    assert batcher.dialog.plan.workers is None
    settings.workers.setCurrentIndex(settings.workers.findText("3"))
    settings.workers.activated.emit(settings.workers.currentIndex())
    batcher.bot.waitUntil(lambda: batcher.dialog.plan is not None)
    assert batcher.dialog.plan.workers == 3
    batcher.start()
    batcher.ended()
    assert BatchDraft.of(batcher.visitor.editor.state.get("batch")).workers == 3
    assert BatchDraft.of({"workers": 5000}).workers == 0


@pytest.mark.usefixtures("black_detector")
def test_kind_and_doubtful_finds_reach_the_plan_and_are_kept(batcher, photos: Path) -> None:
    settings = batcher.dialog.settings
    assert list(settings.kinds.entries.values()) == ["Text", "Scratches"]
    assert settings.kinds.text().strip() == "Anything"
    batcher.fill_in(photos)
    plan = batcher.dialog.plan
    assert (plan.kinds, plan.fill_doubtful) == ((), False)
    assert "5 photos will be looked at" in batcher.dialog.headline.text()
    settings.kinds.pick("text", "scratches")
    settings.fill_doubtful.click()
    batcher.looked()
    plan = batcher.dialog.plan
    assert (plan.kinds, plan.fill_doubtful) == (("text", "scratches"), True)
    batcher.start()
    batcher.ended()
    kept = BatchDraft.of(batcher.visitor.editor.state.get("batch"))
    assert (kept.kinds, kept.fill_doubtful) == (("text", "scratches"), True)
    settings.show_draft(kept)
    assert settings.kinds.chosen == ("text", "scratches")
    assert settings.fill_doubtful.isChecked()
    settings.damage.setCurrentIndex(settings.damage.findData("one"))
    assert not settings.kinds.isVisible() and not settings.fill_doubtful.isVisible()
    plan = settings.draft.plan("cpu")
    assert (plan.kinds, plan.fill_doubtful) == ((), False)
    settings.damage.setCurrentIndex(settings.damage.findData("find"))
    settings.show_draft(replace(kept, kinds=("text", "graffiti")))  # of another detector, on another day
    assert settings.draft.kinds == ("text",)


def test_the_wheel_scrolls_past_what_is_set(batcher) -> None:
    settings = batcher.dialog.settings
    slider = settings.sensitivity.slider
    settings.photos.line.setFocus()
    wheel(slider)
    assert settings.draft.sensitivity == 0.5
    slider.setFocus()
    wheel(slider)
    assert settings.draft.sensitivity > 0.5


def wheel(widget: QWidget) -> None:
    place = QPointF(widget.rect().center())
    nothing = QPoint()
    event = QWheelEvent(
        place,
        widget.mapToGlobal(place),
        nothing,
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QCoreApplication.sendEvent(widget, event)


def test_what_was_kept_and_is_gone_is_auto(make_visitor, at_dialog) -> None:
    visitor = make_visitor()
    visitor.editor.state.set(
        "batch", {"method": "my-font", "detector": "gone", "options": {"radius": 9, "blend": "perhaps"}}
    )
    visitor.open(None)
    draft = at_dialog(visitor).dialog.settings.draft
    assert (draft.method, draft.detector, draft.options) == ("auto", "auto", {})


def test_one_mask_is_seen_on_the_first_photo(batcher, photos: Path, mask: Path) -> None:
    batcher.fill_in(photos, mask)
    image = batcher.dialog.settings.one.masked_photo.pixmap().toImage()
    seen = image.pixelColor(30 * image.width() // SIDE, 23 * image.height() // SIDE)
    assert seen.red() > 100 > seen.green()
    assert batcher.dialog.settings.one.masked_photo.isVisible()


def test_german_fits_the_smallest_window(make_visitor, at_dialog, photos: Path, mask: Path) -> None:
    translator = QTranslator()
    assert translator.load(str(resource("translations", "lacuna_de.qm")))
    QCoreApplication.installTranslator(translator)
    try:
        visitor = make_visitor()
        visitor.open(None)
        batcher = at_dialog(visitor)
        dialog = batcher.dialog
        dialog.resize(dialog.minimumSize())
        batcher.fill_in(photos, mask)
        place = dialog.settings.one.place
        place.setCurrentIndex(place.findData("percent"))
        batcher.looked()
        assert clipped(dialog) == []
        batcher.start()
        assert clipped(dialog) == []
        batcher.ended()
        assert dialog.start_button.text() == "Rest noch einmal"
        assert clipped(dialog) == []
    finally:
        QCoreApplication.removeTranslator(translator)


def clipped(dialog: BatchDialog) -> list[str]:
    """Texts that have less room than they need."""
    QTest.qWait(20)
    found = []
    for part in dialog.findChildren(QWidget):
        if part.isVisible() and isinstance(part, QAbstractButton | QComboBox | QLabel):
            text = part.currentText() if isinstance(part, QComboBox) else part.text()
            height = (
                part.heightForWidth(part.width()) if part.hasHeightForWidth() else part.sizeHint().height()
            )
            wraps = isinstance(part, QLabel) and part.wordWrap()
            if part.height() < height or (not wraps and part.width() < part.sizeHint().width()):
                found.append(text)
    return found


def test_the_open_photos_folder_is_offered(make_visitor, at_dialog, picture: Path) -> None:
    visitor = make_visitor()
    visitor.open(picture)
    dialog = at_dialog(visitor).dialog
    assert dialog.settings.draft.photos == str(picture.parent)


def test_how_masks_are_read_reaches_the_plan_and_is_kept(batcher, photos: Path, mask: Path) -> None:
    settings = batcher.dialog.settings
    assert not settings.reading.isVisible()
    batcher.fill_in(photos, mask)
    assert settings.reading.isVisible()
    assert batcher.dialog.plan.masks.reading == MaskReading()
    settings.reading.source.setCurrentIndex(settings.reading.source.findData("luminance"))
    settings.reading.source.activated.emit(settings.reading.source.currentIndex())
    settings.reading.inverted.click()
    settings.reading.grow.number.setValue(7)
    wanted = MaskReading(source=MaskSource.LUMINANCE, inverted=True, grow_px=7)
    assert settings.draft.plan("cpu").masks.reading == wanted
    settings.reading.grow_auto.click()
    assert not settings.reading.grow.isVisible()
    batcher.looked()
    assert batcher.dialog.plan.masks.reading == replace(wanted, grow_px=None)
    settings.show_draft(BatchDraft())
    assert not settings.reading.inverted.isChecked()
    kept = BatchDraft.of({"mask_from": "red", "grow_px": 501, "invert_mask": True})
    assert (kept.mask_from, kept.grow_px, kept.invert_mask) == ("auto", 0, True)


def test_a_choice_of_what_is_missing_is_one_that_the_engine_knows() -> None:
    assert set(MASK_SOURCES) == set(MaskSource)
