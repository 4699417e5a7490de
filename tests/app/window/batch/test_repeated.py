"""The Batch dialog: what stays put is shown before it is removed, and a folder is watched."""

from __future__ import annotations

import importlib
import shutil
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt

from tests.fakes.repeated_marks import series

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def camera(tmp_path: Path) -> Path:
    """Ten photos with one logo and one sensor's dust."""
    folder = tmp_path / "camera"
    folder.mkdir()
    for number, pixels in enumerate(series(10, seed=2).marked):
        Image.fromarray(pixels).save(folder / f"{number}.png", compress_level=1)
    return folder


def choose(batcher, folder: Path, damage: str) -> None:
    box = batcher.dialog.settings.damage
    box.setCurrentIndex(box.findData(damage))
    batcher.fill_in(folder)


def found(batcher):
    """The window that shows what stays put."""
    batcher.bot.waitUntil(lambda: batcher.dialog.repeated_dialog is not None)
    return batcher.dialog.repeated_dialog


def pixels(path: Path) -> np.ndarray:
    with Image.open(path) as image:
        return np.asarray(image)


def test_what_stays_put_is_shown_and_then_removed(batcher, camera: Path) -> None:
    choose(batcher, camera, "repeated")
    dialog, out = batcher.dialog, camera.with_name("camera repaired")
    assert dialog.start_button.text() == "Look for it"
    batcher.bot.mouseClick(dialog.start_button, LEFT)
    shown = found(batcher)
    assert len(shown.pictures) == 1 and "10 photos of 240 × 160" in shown.pictures[0].accessibleName()
    picture = shown.pictures[0].pixmap().toImage()
    tint = [picture.pixelColor(x, y) for x in range(30, 210, 3) for y in range(100, 150, 3)]
    assert any(colour.red() > colour.green() + 40 for colour in tint)
    assert not out.exists()
    batcher.bot.mouseClick(shown.remove_button, LEFT)
    batcher.ended()
    assert len(dialog.summary.done) == 10
    changed = (pixels(out / "0.png") != pixels(camera / "0.png")).any(axis=-1)
    assert changed.any() and not changed[:10].all()


def test_nothing_is_removed_where_the_person_says_no(batcher, camera: Path) -> None:
    choose(batcher, camera, "repeated")
    batcher.start()
    batcher.bot.mouseClick(found(batcher).cancel_button, LEFT)
    assert not batcher.dialog._batch.running
    assert not camera.with_name("camera repaired").exists()
    assert batcher.dialog.start_button.isVisible() and batcher.dialog.start_button.isEnabled()


def test_too_few_photos_are_said_in_one_line(batcher, photos: Path) -> None:
    choose(batcher, photos, "repeated")
    batcher.start()
    batcher.bot.waitUntil(lambda: not batcher.dialog._batch.running)
    assert "It takes 8 photos of one size" in batcher.dialog.headline.text()
    assert not photos.with_name("photos repaired").exists()


def test_the_search_can_be_cancelled(batcher, camera: Path, monkeypatch) -> None:
    import threading

    from engine.batch import listing

    load, reached, going = listing.load, threading.Event(), threading.Event()

    def waiting(path, page):
        reached.set()
        going.wait(30)
        return load(path, page)

    monkeypatch.setattr(listing, "load", waiting)
    choose(batcher, camera, "repeated")
    batcher.start()
    batcher.bot.waitUntil(reached.is_set)
    assert not batcher.dialog.pause_button.isVisible()
    batcher.bot.mouseClick(batcher.dialog.stop_button, LEFT)
    going.set()
    batcher.bot.waitUntil(lambda: not batcher.dialog._batch.running)
    batcher.looked()
    assert batcher.dialog.repeated_dialog is None


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder is looked at again at once."""
    module = importlib.import_module("engine.batch.watch")  # the package has a function of that name
    monkeypatch.setattr(module, "POLL_INTERVAL_S", 0.01)


@pytest.mark.usefixtures("quick")
def test_a_folder_is_watched_until_it_is_stopped(batcher, photos: Path, mask: Path, tmp_path: Path) -> None:
    empty = tmp_path / "arrivals"
    empty.mkdir()
    dialog, settings = batcher.dialog, batcher.dialog.settings
    settings.watch.click()
    batcher.fill_in(empty, mask)
    assert dialog.start_button.text() == "Watch" and dialog.start_button.isEnabled()
    batcher.bot.mouseClick(dialog.start_button, LEFT)
    assert dialog.stop_button.text() == "Stop watching" and not dialog.pause_button.isVisible()
    for name in ("coffee.png", "astronaut.png"):
        shutil.copy(photos / name, empty / name)
        batcher.bot.waitUntil(lambda name=name: batcher.states.get(name) == "done")
    batcher.bot.waitUntil(lambda: dialog.text.text().startswith("2 photos are through"))
    assert dialog.headline.text() == "Watching the folder"
    batcher.bot.mouseClick(dialog.stop_button, LEFT)
    batcher.ended()
    assert dialog.headline.text() == "The folder is no longer watched."
    assert {one.item.name for one in dialog.summary.done} == {"astronaut.png", "coffee.png"}
    assert (tmp_path / "arrivals repaired" / "coffee.png").exists()
    assert dialog.start_button.text() == "Watch" and dialog.start_button.isVisible()


@pytest.mark.usefixtures("quick")
def test_a_watch_to_which_nothing_came_ends_quietly(batcher, mask: Path, tmp_path: Path) -> None:
    empty = tmp_path / "arrivals"
    empty.mkdir()
    batcher.dialog.settings.watch.click()
    batcher.fill_in(empty, mask)
    batcher.start()
    batcher.dialog.stop_button.click()
    batcher.bot.waitUntil(lambda: not batcher.dialog._batch.running)
    batcher.looked()
    assert batcher.dialog.summary is None


def test_what_stays_put_is_not_watched_for(batcher, camera: Path) -> None:
    batcher.dialog.settings.watch.click()
    choose(batcher, camera, "repeated")
    assert not batcher.dialog.settings.watch.isEnabled()
    assert batcher.dialog.start_button.text() == "Look for it"


def test_what_was_set_is_kept(batcher, camera: Path) -> None:
    from app.batch.draft import BatchDraft

    batcher.dialog.settings.watch.click()
    choose(batcher, camera, "repeated")
    draft = batcher.dialog.settings.draft
    assert BatchDraft.of(draft.kept) == draft
    assert (draft.damage, draft.watch) == ("repeated", True)
