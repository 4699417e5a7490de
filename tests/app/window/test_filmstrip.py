"""The photos of the folder in a strip: seen, opened by a click, marked once they are repaired."""

from __future__ import annotations

import shutil
import struct
import threading
import zlib
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt

from app.panels.filmstrip import Filmstrip
from app.session.repaired import MAX_REMEMBERED_PHOTOS, RepairedPhotos, repaired_among
from app.settings.store import Store

CTRL = Qt.KeyboardModifier.ControlModifier
DOT = ((74, 60), (86, 60))


def huge_png() -> bytes:
    """A file that says it has 3.6 gigapixels."""
    chunk = b"IHDR" + struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    ends = struct.pack(">I", len(chunk) - 4), struct.pack(">I", zlib.crc32(chunk))
    return b"\x89PNG\r\n\x1a\n" + ends[0] + chunk + ends[1] + bytes(100)


def strip(visitor) -> Filmstrip:
    return visitor.editor.folder_strip.strip


def names(visitor) -> list[str]:
    return [path.name for path in strip(visitor).listing.photos]


def repaired(visitor) -> list[str]:
    return sorted(path.name for path in strip(visitor).listing.repaired)


def shown(visitor, count: int) -> None:
    """F6, and wait until so many photos are listed."""
    visitor.key(Qt.Key.Key_F6)
    visitor.bot.waitUntil(lambda: len(names(visitor)) == count)


def click(visitor, name: str) -> None:
    view = strip(visitor)
    index = view.model().index(names(visitor).index(name))
    visitor.bot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(index).center())


def test_a_key_shows_and_hides_it_and_the_next_start_has_it_so(visitor, other: Path) -> None:
    assert not strip(visitor).isVisible()
    shown(visitor, 2)
    assert strip(visitor).isVisible() and names(visitor) == ["other.png", "photo.png"]
    assert visitor.editor.settings.filmstrip
    visitor.key(Qt.Key.Key_F6)
    assert not strip(visitor).isVisible() and other.exists()


def test_a_click_opens_a_photo_which_is_marked_then(visitor, other: Path) -> None:
    shown(visitor, 2)
    assert strip(visitor).currentIndex().row() == 1
    click(visitor, "other.png")
    visitor.bot.waitUntil(lambda: visitor.document.path == other)
    visitor.idle()
    assert strip(visitor).currentIndex().row() == 0 and visitor.editor.canvas.hasFocus()


def test_there_is_no_scroll_bar_where_all_photos_are_seen(visitor, other: Path) -> None:  # noqa: ARG001
    shown(visitor, 2)
    assert not strip(visitor).horizontalScrollBar().isVisible()


def test_where_the_person_stays_the_open_photo_stays_marked(visitor, other: Path, picture: Path) -> None:
    visitor.stroke(*DOT)
    shown(visitor, 2)
    visitor.answers.unsaved_ = "cancel"
    click(visitor, "other.png")
    assert visitor.answers.asked == ["unsaved mask photo.png"] and other.exists()
    assert visitor.document.path == picture and strip(visitor).currentIndex().row() == 1


def test_what_was_repaired_and_its_result_are_marked(visitor, other: Path) -> None:
    shown(visitor, 2)
    visitor.stroke(*DOT)
    visitor.key(Qt.Key.Key_Return)
    visitor.idle()
    assert repaired(visitor) == []
    visitor.answers.name = other.with_name("result.png")
    visitor.key(Qt.Key.Key_S, CTRL | Qt.KeyboardModifier.ShiftModifier)
    visitor.idle()
    visitor.bot.waitUntil(lambda: len(names(visitor)) == 3)
    assert repaired(visitor) == ["photo.png", "result.png"]


def test_a_photo_that_is_saved_unrepaired_is_not_marked(visitor, other: Path) -> None:
    shown(visitor, 2)
    visitor.answers.name = other.with_name("same.png")
    visitor.key(Qt.Key.Key_E, CTRL)
    visitor.idle()
    assert not visitor.editor.repaired.paths


def test_thumbnails_are_drawn_off_the_gui_thread_and_of_what_is_seen_alone(
    visitor, picture: Path, monkeypatch
) -> None:
    from app.session import folder_photos

    real, threads = folder_photos.thumbnail, []

    def noted(path: Path) -> object:
        threads.append(threading.current_thread())
        return real(path)

    monkeypatch.setattr(folder_photos, "thumbnail", noted)
    for number in range(200):
        shutil.copy(picture, picture.with_name(f"z{number:03}.png"))
    shown(visitor, 201)
    visitor.bot.waitUntil(lambda: bool(threads) and not visitor.editor.folder_photos.busy)
    assert threading.main_thread() not in threads
    assert len(threads) < 60


def test_broken_huge_and_strange_files_are_harmless(visitor, picture: Path) -> None:
    picture.with_name("a.jpg").write_bytes(b"\xff\xd8\xff broken")
    picture.with_name("b.png").write_bytes(b"")
    picture.with_name("c.png").write_bytes(huge_png())
    Image.new("I;16", (30, 20)).save(picture.with_name("d.tif"))
    picture.with_name("e.png").mkdir()
    picture.with_name("f.png").symlink_to(picture.with_name("gone.png"))
    shown(visitor, 5)
    visitor.bot.waitUntil(lambda: not visitor.editor.folder_photos.busy)
    assert names(visitor) == ["a.jpg", "b.png", "c.png", "d.tif", "photo.png"]
    assert visitor.message is None and visitor.document.path == picture


def test_a_photo_of_no_file_has_no_strip(visitor) -> None:
    shown(visitor, 1)
    visitor.act("close")
    assert not strip(visitor).isVisible()


@pytest.mark.parametrize(
    ("photos", "remembered", "marked"),
    [
        (["a.jpg", "b.jpg"], [], []),
        (["a.jpg", "a_repaired.png", "b.jpg"], [], ["a.jpg", "a_repaired.png"]),
        (["a.jpg", "b.jpg"], ["b.jpg", "gone.jpg"], ["b.jpg"]),
    ],
)
def test_which_photos_count_as_repaired(photos: list, remembered: list, marked: list) -> None:
    found = repaired_among(map(Path, photos), frozenset(map(Path, remembered)))
    assert sorted(map(str, found)) == marked


def test_the_newest_repairs_are_remembered(tmp_path: Path) -> None:
    repairs = RepairedPhotos(Store(tmp_path / "state.toml"))
    for number in range(4):
        repairs.add(None, tmp_path / f"{number % 2}.png")
    assert repairs.paths == {tmp_path / "0.png", tmp_path / "1.png"}
    assert MAX_REMEMBERED_PHOTOS >= 100
