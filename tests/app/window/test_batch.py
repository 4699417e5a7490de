"""The Batch dialog, from opening to result, on scikit-image's photos in small."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QCoreApplication, QMimeData, QPoint, QPointF, Qt, QTranslator, QUrl
from PySide6.QtGui import QDesktopServices, QDropEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QWidget
from skimage import data
from skimage.transform import resize

from app.dialogs.batch import BatchDialog
from engine.paths import resource

SIDE = 64
BAR = np.s_[20:26, 8:56]  # of pure black, which the fake detector takes for text


def small(photo: np.ndarray) -> np.ndarray:
    """SIDE × SIDE uint8 without any pure black."""
    return np.clip(resize(photo, (SIDE, SIDE)) * 255, 3, 252).astype(np.uint8)


@pytest.fixture(scope="session")
def originals(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three photos with a black bar, one of which is nearly all black, a clean one, and a broken one."""
    folder = tmp_path_factory.mktemp("photos")
    for name in ("astronaut", "coffee", "much"):
        pixels = small(data.coffee() if name == "coffee" else data.astronaut())
        pixels[np.s_[10:50] if name == "much" else BAR] = 0
        Image.fromarray(pixels).save(folder / f"{name}.png")
    Image.fromarray(small(data.chelsea())).save(folder / "clean.png")
    (folder / "broken.png").write_bytes((folder / "clean.png").read_bytes()[:800])
    return folder


@pytest.fixture
def photos(originals: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(originals, tmp_path / "photos"))


@pytest.fixture
def mask(tmp_path: Path) -> Path:
    pixels = np.zeros((SIDE, SIDE), np.uint8)
    pixels[BAR] = 255
    path = tmp_path / "mask.png"
    Image.fromarray(pixels).save(path)
    return path


class Answers:
    """Of the person, to what the dialog asks."""

    stop = True
    chosen: Path | None = None

    def __init__(self) -> None:
        self.asked = 0

    def folder(self, _: str, __: Path | None) -> Path | None:
        return self.chosen

    def mask(self, _: Path | None) -> Path | None:
        return self.chosen

    def stop_batch(self) -> bool:
        self.asked += 1
        return self.stop


class Batcher:
    """A person at the dialog."""

    def __init__(self, visitor, answers: Answers) -> None:
        self.visitor, self.bot, self.answers = visitor, visitor.bot, answers
        visitor.act("batch")
        self.dialog: BatchDialog = visitor.editor.batch_dialog

    def fill_in(self, photos: Path, mask: Path | None = None) -> None:
        settings = self.dialog.settings
        settings.choose_method("telea")
        settings.photos.set(str(photos))
        if mask is not None:
            settings.damage.setCurrentIndex(settings.damage.findData("one"))
            settings.one.file.set(str(mask))
        self.looked()

    def looked(self) -> None:
        self.bot.waitUntil(self.dialog.start_button.isEnabled, timeout=20000)

    def start(self) -> None:
        self.dialog.start_button.click()

    def ended(self) -> None:
        self.bot.waitUntil(lambda: self.dialog.summary is not None, timeout=20000)

    @property
    def states(self) -> dict[str, str]:
        rows = self.dialog.photos.all
        return {rows[row].item.name: rows[row].state.value for row in range(len(rows))}

    def begun(self, least: int = 1) -> None:
        """Until so many photos are through."""
        self.bot.waitUntil(
            lambda: sum(state == "done" for state in self.states.values()) >= least, timeout=20000
        )


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Answers:
    made = Answers()
    monkeypatch.setattr("app.dialogs.batch.BatchQuestions", lambda _: made)
    return made


@pytest.fixture
def batcher(make_visitor: Callable[[], object], answers: Answers) -> Batcher:
    visitor = make_visitor()
    visitor.open(None)
    return Batcher(visitor, answers)


@pytest.fixture
def outside(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """What was opened in other programs."""
    opened: list[Path] = []
    monkeypatch.setattr(
        QDesktopServices, "openUrl", lambda url: opened.append(Path(url.toLocalFile())) or True
    )
    return opened


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> threading.Semaphore:
    """Telea fills one photo for each release."""
    from engine.catalog import method

    telea, gate = method("telea"), threading.Semaphore(0)
    fill = telea.fill

    def waiting(request, job):
        while not gate.acquire(timeout=0.01):
            job.step(0.5)
        return fill(request, job)

    monkeypatch.setattr(telea, "fill", waiting)
    return gate


def pixels(path: Path) -> np.ndarray:
    with Image.open(path) as opened:
        return np.asarray(opened)


# From opening to result


def test_a_folder_with_one_mask_for_all(batcher: Batcher, photos: Path, mask: Path, originals: Path) -> None:
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
    assert changed[BAR].any()
    changed[BAR] = False
    assert not changed.any()
    assert not (out / "broken.png").exists()
    for path in originals.iterdir():
        assert (photos / path.name).read_bytes() == path.read_bytes()
    assert "4 repaired, 1 not repaired" in dialog.text.text()


@pytest.mark.usefixtures("black_detector")
def test_blind_with_what_a_person_should_look_at(batcher: Batcher, photos: Path) -> None:
    batcher.fill_in(photos)
    batcher.start()
    batcher.ended()
    assert batcher.states["clean.png"] == "nothing found"
    panel = batcher.dialog.photos
    assert panel.table.rows is panel.review  # is shown at once
    assert [panel.review[row].item.name for row in range(len(panel.review))] == ["much.png"]
    panel.table.setCurrentIndex(panel.review.index(0, 0))
    assert not panel.strip.empty
    QTest.keyClick(panel.table, Qt.Key.Key_Return)
    editor = batcher.visitor.editor
    batcher.bot.waitUntil(lambda: editor.session.document is not None and not editor.desk.busy)
    assert editor.session.document.path == photos.with_name("photos repaired") / "much.png"


def test_the_original_opens_too(batcher: Batcher, photos: Path, mask: Path) -> None:
    batcher.fill_in(photos, mask)
    panel = batcher.dialog.photos
    panel.table.setCurrentIndex(panel.all.index(0, 0))
    assert not panel.result_button.isEnabled()
    panel.original_button.click()
    batcher.bot.waitUntil(lambda: batcher.visitor.document is not None)
    assert batcher.visitor.document.path == photos / "astronaut.png"


def test_problems_say_what_to_do(batcher: Batcher, photos: Path, mask: Path) -> None:
    batcher.fill_in(photos, mask)
    batcher.start()
    batcher.ended()
    panel = batcher.dialog.photos
    panel.tabs[2].click()
    panel.table.setCurrentIndex(panel.problems.index(0, 0))
    assert "try another copy" in panel.said.text()
    assert panel.strip.empty


def test_reports_open_outside(batcher: Batcher, photos: Path, mask: Path, outside: list[Path]) -> None:
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


def test_a_mask_for_each_photo(batcher: Batcher, photos: Path, mask: Path, tmp_path: Path) -> None:
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


# Stopping


def test_cancel_and_resume(batcher: Batcher, photos: Path, mask: Path, gate: threading.Semaphore) -> None:
    batcher.fill_in(photos, mask)
    batcher.start()
    gate.release()
    batcher.begun()
    batcher.dialog.stop_button.click()
    batcher.ended()
    assert batcher.dialog.summary.cancelled
    done = photos.with_name("photos repaired") / "astronaut.png"
    stamp = done.stat().st_mtime_ns
    gate.release(10)
    assert batcher.dialog.start_button.text() == "Resume"
    batcher.start()
    batcher.ended()
    assert not batcher.dialog.summary.left
    assert done.stat().st_mtime_ns == stamp


def test_resume_waits_for_what_did_not_heed_the_stop(
    batcher: Batcher, photos: Path, mask: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from engine.catalog import method

    telea, deaf, on = method("telea"), threading.Event(), threading.Event()
    fill = telea.fill

    def filling(request, job):
        deaf.set()
        on.wait(10)
        return fill(request, job)

    monkeypatch.setattr(telea, "fill", filling)
    monkeypatch.setattr("engine.batch.journal.PATIENCE", 0.05)
    batcher.fill_in(photos, mask)
    batcher.start()
    batcher.bot.waitUntil(deaf.is_set)
    batcher.dialog.stop_button.click()
    batcher.ended()
    batcher.start()
    QTest.qWait(200)
    on.set()
    batcher.ended()
    assert len(batcher.dialog.summary.done) == 4


def test_resume_is_offered_after_a_restart(
    batcher: Batcher,
    make_visitor,
    photos: Path,
    mask: Path,
    gate: threading.Semaphore,
) -> None:
    batcher.fill_in(photos, mask)
    batcher.start()
    gate.release()
    batcher.begun()
    batcher.visitor.editor.window.close()
    assert batcher.visitor.editor.closed
    again = make_visitor()
    again.open(None)
    second = Batcher(again, batcher.answers)
    second.looked()
    dialog = second.dialog
    assert "An earlier run did 1 of them" in dialog.text.text()
    assert dialog.start_button.text() == "Resume"
    assert dialog.anew_button.isVisible()
    gate.release(10)
    second.start()
    second.ended()
    assert len(dialog.summary.done) == 4


def test_other_settings_are_told(batcher: Batcher, photos: Path, mask: Path) -> None:
    batcher.fill_in(photos, mask)
    batcher.start()
    batcher.ended()
    batcher.dialog.settings.choose_method("navier-stokes")
    batcher.looked()
    assert "with other settings (method" in batcher.dialog.text.text()
    assert batcher.dialog.start_button.text() == "Start"


def test_pause_holds_and_continue_goes_on(
    batcher: Batcher, photos: Path, mask: Path, gate: threading.Semaphore
) -> None:
    batcher.fill_in(photos, mask)
    dialog = batcher.dialog
    batcher.start()
    gate.release()
    batcher.begun()
    dialog.pause_button.click()
    batcher.bot.waitUntil(lambda: "paused" in dialog.text.text())
    before = batcher.states
    gate.release(10)
    QTest.qWait(150)
    held = batcher.states
    assert sum(state == "done" for state in held.values()) <= 1 + sum(
        state == "done" for state in before.values()
    )  # one may have been in the method already
    assert dialog.summary is None
    dialog.pause_button.click()
    batcher.ended()
    assert len(dialog.summary.done) == 4


@pytest.mark.usefixtures("gate")
def test_closing_while_it_runs_asks(batcher: Batcher, photos: Path, mask: Path) -> None:
    batcher.fill_in(photos, mask)
    dialog = batcher.dialog
    batcher.start()
    batcher.answers.stop = False
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert batcher.answers.asked == 1
    assert dialog.isVisible()
    batcher.answers.stop = True
    dialog.close()
    batcher.bot.waitUntil(lambda: not dialog.isVisible(), timeout=5000)
    assert not batcher.visitor.editor.batch.running


@pytest.mark.usefixtures("gate")
def test_closing_the_editor_asks_too(batcher: Batcher, photos: Path, mask: Path) -> None:
    batcher.fill_in(photos, mask)
    batcher.start()
    batcher.answers.stop = False
    batcher.visitor.editor.window.close()
    assert not batcher.visitor.editor.closed
    batcher.answers.stop = True
    batcher.visitor.editor.window.close()
    assert batcher.visitor.editor.closed
    assert batcher.answers.asked == 2  # once each time


# Before the start


def test_what_cannot_be_says_why(batcher: Batcher, photos: Path) -> None:
    settings = batcher.dialog.settings
    settings.photos.set(str(photos))
    settings.out.set(str(photos))
    batcher.bot.waitUntil(lambda: "cannot be used together" in batcher.dialog.photos.hint.text())
    assert not batcher.dialog.start_button.isEnabled()


def test_what_is_sure_to_fail_is_told_before(batcher: Batcher, photos: Path, mask: Path) -> None:
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


def test_what_is_missing_is_named(batcher: Batcher, photos: Path) -> None:
    settings, hint = batcher.dialog.settings, batcher.dialog.photos.hint
    assert "Drop a folder" in hint.text()
    settings.photos.set(str(photos))
    settings.damage.setCurrentIndex(settings.damage.findData("one"))
    assert "Choose the mask" in hint.text()


def test_results_go_beside_the_photos_until_told_otherwise(batcher: Batcher, tmp_path: Path) -> None:
    settings = batcher.dialog.settings
    settings.photos.set("/a/b")
    assert settings.out.text == "/a/b repaired"
    settings.out.set("/elsewhere")
    settings.photos.set(str(tmp_path))
    assert settings.draft.out == "/elsewhere"


def test_a_folder_is_chosen_or_dropped(batcher: Batcher, photos: Path) -> None:
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


def test_formats_and_names_are_shown_before(batcher: Batcher, photos: Path, mask: Path) -> None:
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


def test_options_of_the_method_reach_the_plan(batcher: Batcher, photos: Path, mask: Path) -> None:
    batcher.fill_in(photos, mask)
    batcher.dialog.settings._set_option("radius", 9)
    batcher.dialog.settings.choose_method("biharmonic")
    batcher.dialog.settings.choose_method("telea")
    batcher.looked()
    assert batcher.dialog._look.plan.options == {"radius": 9}


def test_the_wheel_scrolls_past_what_is_set(batcher: Batcher) -> None:
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


def test_what_was_kept_and_is_gone_is_auto(make_visitor, answers: Answers) -> None:
    visitor = make_visitor()
    visitor.editor.state.set(
        "batch", {"method": "my-font", "detector": "gone", "options": {"radius": 9, "blend": "perhaps"}}
    )
    visitor.open(None)
    draft = Batcher(visitor, answers).dialog.settings.draft
    assert (draft.method, draft.detector, draft.options) == ("auto", "auto", {})


def test_one_mask_is_seen_on_the_first_photo(batcher: Batcher, photos: Path, mask: Path) -> None:
    batcher.fill_in(photos, mask)
    look = batcher.dialog._look
    seen = look.glimpse.pixelColor(30, 23)
    assert seen.red() > 100 > seen.green()
    assert batcher.dialog.settings.one.glimpse.isVisible()


def test_german_fits_the_smallest_window(make_visitor, answers: Answers, photos: Path, mask: Path) -> None:
    translator = QTranslator()
    assert translator.load(str(resource("translations", "lacuna_de.qm")))
    QCoreApplication.installTranslator(translator)
    try:
        visitor = make_visitor()
        visitor.open(None)
        batcher = Batcher(visitor, answers)
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


def test_the_open_photos_folder_is_offered(make_visitor, answers: Answers, picture: Path) -> None:
    visitor = make_visitor()
    visitor.open(picture)
    dialog = Batcher(visitor, answers).dialog
    assert dialog.settings.draft.photos == str(picture.parent)
