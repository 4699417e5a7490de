"""A file of several pages in the window: each page is a photo, and the others stay as they are."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.session.folder import folder_photos, offer
from app.session.sidecar import mask_path
from engine.photo import load

CTRL = Qt.KeyboardModifier.ControlModifier
DOT = ((74, 60), (86, 60))


@pytest.fixture
def scan(picture: Path) -> Path:
    """A TIFF of three pages, the picture's colours rolled by 0, 1 and 2; and a PDF of them."""
    with Image.open(picture) as image:
        pixels = np.asarray(image)
    pages = [Image.fromarray(np.roll(pixels, number, axis=-1)) for number in range(3)]
    for name in ("scan.tif", "scan.pdf"):
        pages[0].save(picture.with_name(name), save_all=True, append_images=pages[1:], resolution=72)
    return picture.with_name("scan.tif")


@pytest.fixture
def reader(visitor, scan: Path):
    """The window on page 1 of the TIFF."""
    show(visitor, scan, 1)
    return visitor


def show(visitor, path: Path, page: int) -> None:
    visitor.editor.files.open(path, page)
    wait_for(visitor, path, page)


def wait_for(visitor, path: Path, page: int) -> None:
    visitor.bot.waitUntil(lambda: (visitor.document.path, visitor.document.page) == (path, page))
    visitor.idle()


def box(visitor):
    return visitor.editor.status.page


def repair(visitor) -> None:
    visitor.stroke(*DOT)
    visitor.key(Qt.Key.Key_Return)
    visitor.idle()


def test_page_keys_go_through_the_pages_and_on_to_the_folder(reader, picture: Path, scan: Path) -> None:
    for page in (2, 3):
        reader.key(Qt.Key.Key_PageDown)
        wait_for(reader, scan, page)
        assert np.array_equal(reader.document.photo.pixels, load(scan, page).pixels)
    reader.key(Qt.Key.Key_PageDown)
    reader.idle()
    assert reader.document.path == scan  # the last photo of its folder
    for page in (2, 1):
        reader.key(Qt.Key.Key_PageUp)
        wait_for(reader, scan, page)
    reader.key(Qt.Key.Key_PageUp)
    wait_for(reader, scan.with_suffix(".pdf"), 3)  # backwards, the last page is the nearest
    for page in (2, 1):
        reader.key(Qt.Key.Key_PageUp)
        wait_for(reader, scan.with_suffix(".pdf"), page)
    reader.key(Qt.Key.Key_PageUp)
    wait_for(reader, picture, 1)


def test_the_page_box_shows_and_chooses_the_page(reader, picture: Path, scan: Path) -> None:
    assert box(reader).isVisible() and box(reader).text() == "Page 1 of 3"
    assert reader.editor.window.windowTitle().startswith("scan.tif, page 1[*]")
    box(reader).setFocus()
    box(reader).selectAll()
    QTest.keyClicks(box(reader), "3")
    QTest.keyClick(box(reader), Qt.Key.Key_Return)
    wait_for(reader, scan, 3)
    assert box(reader).text() == "Page 3 of 3"
    QTest.keyClick(box(reader), Qt.Key.Key_Down)
    wait_for(reader, scan, 2)
    show(reader, picture, 1)
    assert not box(reader).isVisible()


@pytest.mark.parametrize("typed", ["0", "999", "two", "-1", ""])
def test_the_page_box_takes_no_page_that_is_not_there(reader, scan: Path, typed: str) -> None:
    box(reader).setFocus()
    box(reader).selectAll()
    QTest.keyClicks(box(reader), typed)
    QTest.keyClick(box(reader), Qt.Key.Key_Return)
    reader.idle()
    assert 1 <= reader.document.page <= 3 and reader.document.path == scan
    assert box(reader).value() == reader.document.page


def test_who_stays_with_unsaved_work_stays_on_the_page(reader) -> None:
    repair(reader)
    reader.answers.unsaved_ = "cancel"
    box(reader).stepUp()
    assert reader.answers.asked == ["unsaved scan.tif, page 1"]
    assert (reader.document.page, box(reader).value()) == (1, 1)


def test_a_repaired_page_goes_back_into_its_file(reader, scan: Path) -> None:
    before = [load(scan, page).pixels for page in (1, 2, 3)]
    reader.key(Qt.Key.Key_PageDown)
    wait_for(reader, scan, 2)
    repair(reader)
    reader.answers.overwrite = "replace"
    reader.key(Qt.Key.Key_S, CTRL)
    reader.idle()
    after = [load(scan, page).pixels for page in (1, 2, 3)]
    changed = [(one != other).any() for one, other in zip(before, after, strict=True)]
    assert changed == [False, True, False]
    assert np.array_equal(after[1], reader.document.photo.pixels)
    reader.key(Qt.Key.Key_Z, CTRL)
    reader.idle()
    reader.key(Qt.Key.Key_S, CTRL)
    reader.idle()
    assert all(np.array_equal(load(scan, page).pixels, before[page - 1]) for page in (1, 2, 3))


def test_under_another_name_the_page_is_the_same(reader, scan: Path, tmp_path: Path) -> None:
    show(reader, scan, 3)
    repair(reader)
    reader.answers.name = tmp_path / "out.tif"
    reader.act("save_as")
    reader.idle()
    assert (reader.document.path, reader.document.page, reader.document.pages) == (tmp_path / "out.tif", 3, 3)
    reader.answers.name = tmp_path / "out.png"
    reader.act("save_as")
    reader.idle()
    assert (reader.document.page, reader.document.pages) == (1, 1)


def test_a_page_of_a_pdf_is_saved_as_a_photo(visitor, scan: Path, tmp_path: Path) -> None:
    path = scan.with_suffix(".pdf")
    before = path.read_bytes()
    show(visitor, path, 2)
    assert "the PDF stays as it is" in visitor.message.text
    repair(visitor)
    visitor.answers.name = tmp_path / "page.tif"
    visitor.key(Qt.Key.Key_S, CTRL)
    visitor.idle()
    assert visitor.answers.asked == ["save as scan-page-2_repaired.png"]
    assert np.array_equal(load(tmp_path / "page.tif").pixels, visitor.document.photo.pixels)
    assert path.read_bytes() == before


def test_each_page_has_a_mask_of_its_own(reader, scan: Path) -> None:
    show(reader, scan, 2)
    reader.stroke(*DOT)
    reader.key(Qt.Key.Key_S, CTRL)
    reader.idle()
    mask = scan.with_name("scan-page-2_mask.png")
    assert mask.exists() and mask == mask_path(scan, 2, 3)
    assert mask not in folder_photos(scan.parent)
    show(reader, scan, 3)
    assert reader.message is None
    show(reader, scan, 2)
    reader.bot.waitUntil(lambda: reader.message is not None)
    assert reader.message.text.startswith("scan-page-2_mask.png")


def test_work_on_a_page_is_recovered_on_that_page(reader, make_visitor, own_folders, scan: Path) -> None:
    show(reader, scan, 3)
    repair(reader)
    wanted = reader.document.photo.pixels.copy()
    with reader.killed(own_folders):
        pass
    again = make_visitor()
    again.open(None)
    again.bot.waitUntil(lambda: again.document is not None)
    assert (again.document.page, again.document.pages) == (3, 3)
    assert np.array_equal(again.document.photo.pixels, wanted)


def test_names_for_what_leaves_other_pages_behind() -> None:
    assert offer(Path("a/scan.pdf"), page=2, pages=12) == Path("a/scan-page-02_repaired.png")
    assert offer(Path("a/scan.tif")) == Path("a/scan_repaired.tif")
