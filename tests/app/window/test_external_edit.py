"""`lacuna edit`: Done writes the photo in place, Cancel and closing leave its file as it was."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import tifffile
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtTest import QTest

from app.external_edit import ExternalEditor

DOT = ((74, 60), (86, 60))
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def tiff(picture: Path) -> Path:
    """The picture in 16 bits, with values that 8 bits do not hold."""
    pixels = np.asarray(Image.open(picture)).astype(np.uint16) * 256 + 77
    path = picture.with_name("hand over.tif")
    tifffile.imwrite(path, pixels, photometric="rgb", compression="zlib")
    return path


@pytest.fixture
def lent(make_visitor: Callable, tiff: Path):
    """The window that another program has opened on that file."""
    visitor = make_visitor(ExternalEditor)
    visitor.open(tiff)
    visitor.editor.repairs.choose_method("telea")
    visitor.editor.canvas.brush.size = 24
    return visitor


def click(button) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(8, 8))


def repair(visitor) -> None:
    visitor.stroke(*DOT)
    visitor.key(Qt.Key.Key_Return)
    visitor.idle()


def ended(visitor) -> bool:
    visitor.bot.waitUntil(lambda: visitor.editor.closed)
    return visitor.editor.written


@pytest.mark.parametrize("way", ["button", "key"])
def test_done_writes_all_sixteen_bits_in_place(lent, tiff: Path, way: str) -> None:
    before = tifffile.imread(tiff)
    repair(lent)
    if way == "button":
        click(lent.editor.line.done)
    else:
        lent.key(Qt.Key.Key_S, CTRL)
    assert ended(lent)
    after = tifffile.imread(tiff)
    changed = (after != before).any(axis=-1)
    assert changed[60, 80] and not changed[:40].any() and after.dtype == np.uint16
    assert [path.name for path in tiff.parent.iterdir() if path.suffix != ".png"] == ["hand over.tif"]


def test_done_without_a_change_leaves_every_byte(lent, tiff: Path) -> None:
    before = tiff.read_bytes()
    click(lent.editor.line.done)
    assert ended(lent) and tiff.read_bytes() == before


def test_cancel_leaves_the_file_and_asks_before_a_repair_goes(lent, tiff: Path) -> None:
    before = tiff.read_bytes()
    repair(lent)
    click(lent.editor.line.cancel)
    assert not lent.editor.closed and lent.answers.asked == ["unsaved hand over.tif"]
    lent.answers.unsaved_ = "discard"
    click(lent.editor.line.cancel)
    assert not ended(lent) and tiff.read_bytes() == before


def test_cancel_asks_nothing_where_only_strokes_go(lent, tiff: Path) -> None:
    before = tiff.read_bytes()
    lent.stroke(*DOT)
    click(lent.editor.line.cancel)
    assert not ended(lent) and tiff.read_bytes() == before and lent.answers.asked == []


def test_closing_the_window_is_cancel_unless_the_person_saves(lent, tiff: Path) -> None:
    before = tiff.read_bytes()
    repair(lent)
    lent.answers.unsaved_ = "save"
    lent.editor.window.close()
    assert ended(lent) and tiff.read_bytes() != before


def test_what_is_marked_and_not_filled_is_asked_for(lent, tiff: Path) -> None:
    before = tiff.read_bytes()
    lent.stroke(*DOT)
    lent.answers.fill = "fill"
    click(lent.editor.line.done)
    lent.idle()
    assert not lent.editor.closed and lent.document.photo_edited, "the person sees the fill first"
    lent.stroke((20, 20), (40, 20))
    lent.answers.fill = "leave out"
    click(lent.editor.line.done)
    assert ended(lent) and tiff.read_bytes() != before
    assert lent.answers.asked == ["fill first hand over.tif"] * 2


def test_a_file_that_another_program_wrote_is_not_overwritten(lent, tiff: Path) -> None:
    repair(lent)
    tiff.write_bytes(b"newer work")
    click(lent.editor.line.done)
    lent.idle()
    assert not lent.editor.closed and not lent.editor.written and tiff.read_bytes() == b"newer work"
    assert "another program changed it" in lent.message.text


def test_a_full_disk_loses_nothing(lent, tiff: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = tiff.read_bytes()
    repair(lent)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("engine.photo.formats.tiff.tags.add", full)
    click(lent.editor.line.done)
    lent.idle()
    assert not lent.editor.closed and lent.document.photo_edited and tiff.read_bytes() == before
    assert "full" in lent.message.text


def test_no_other_photo_takes_its_place(lent, tiff: Path, picture: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(picture))])
    lent.editor.window.dropped.emit(data)
    lent.key(Qt.Key.Key_PageDown)
    lent.idle()
    assert lent.document.path == tiff
    for id in ("open", "previous", "next", "close", "batch"):
        assert not lent.editor.actions[id].isEnabled(), id


@pytest.fixture
def make_pages(picture: Path) -> Callable[[bool], Path]:
    """make_pages(big): a TIFF, or a BigTIFF, of the picture and a dark page."""

    def make(big: bool) -> Path:
        path = picture.with_name("album.tif")
        with tifffile.TiffWriter(path, bigtiff=big) as writer:
            for page in (np.asarray(Image.open(picture)), np.full((90, 50, 3), 9, np.uint8)):
                writer.write(page, photometric="rgb", metadata=None)
        return path

    return make


def test_the_first_of_several_pages_is_written_and_the_others_stay(make_visitor, make_pages) -> None:
    album = make_pages(False)
    first = tifffile.imread(album, key=0)
    visitor = make_visitor(ExternalEditor)
    visitor.open(album)
    visitor.editor.repairs.choose_method("telea")
    visitor.editor.canvas.brush.size = 24
    repair(visitor)
    click(visitor.editor.line.done)
    assert ended(visitor)
    assert (tifffile.imread(album, key=0) != first).any()
    assert (tifffile.imread(album, key=1) == 9).all()


def test_a_file_whose_pages_cannot_be_kept_says_that_it_cannot_be_written_back(
    make_visitor, make_pages
) -> None:
    visitor = make_visitor(ExternalEditor)
    visitor.open(make_pages(True))
    assert visitor.message.title == "This file cannot be written back"
    visitor.editor.bar.dismiss()
    click(visitor.editor.line.done)
    assert visitor.message is not None and not visitor.editor.closed
    visitor.editor.window.close()
    assert not ended(visitor)
