"""Opening, saving and never losing work."""

from __future__ import annotations

import os
import re
import shutil
import threading
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QImage
from PySide6.QtWidgets import QApplication

from app.document.document import Document
from app.panels.empty import TILE_SIZE
from app.session.folder import folder_photos, neighbour, offer

CTRL = Qt.KeyboardModifier.ControlModifier
DOT = ((74, 60), (86, 60))


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("a/b.jpg", "b_repaired.jpg"),
        ("a/b.CR2", "b_repaired.png"),
        ("a/b_repaired.jpg", "b_repaired.jpg"),
        ("a/ümlaut photo.tiff", "ümlaut photo_repaired.tiff"),
    ],
)
def test_the_first_offer_lies_beside_the_source(path: str, name: str) -> None:
    assert offer(Path(path)) == Path("a", name)


def test_photos_of_a_folder_without_case(tmp_path: Path) -> None:
    for name in ("b.jpg", "A.PNG", "c.txt", "d.webp"):
        (tmp_path / name).touch()
    assert [path.name for path in folder_photos(tmp_path)] == ["A.PNG", "b.jpg", "d.webp"]


def test_file_dialogs_begin_where_the_photo_lies(visitor, picture: Path) -> None:
    assert visitor.answers.folder == picture.parent


def test_page_keys_go_through_the_folder(visitor, picture: Path, other: Path) -> None:
    visitor.key(Qt.Key.Key_PageUp)
    visitor.idle()
    assert visitor.document.path == other
    visitor.key(Qt.Key.Key_PageDown)
    visitor.idle()
    assert visitor.document.path == picture
    visitor.key(Qt.Key.Key_PageDown)
    visitor.idle()
    assert visitor.document.path == picture
    assert visitor.message.title == "This is the last photo of its folder" and visitor.message.fades


def test_page_keys_where_the_photo_or_its_folder_is_gone(visitor, picture: Path, other: Path) -> None:
    picture.unlink()
    visitor.key(Qt.Key.Key_PageUp)
    visitor.idle()
    assert visitor.document.path == other
    shutil.rmtree(other.parent)
    visitor.key(Qt.Key.Key_PageUp)
    assert visitor.message.title == "The folder of this photo is gone, or cannot be read"


def test_neighbours_that_differ_in_case_alone(tmp_path: Path) -> None:
    for name in ("a.jpg", "A.jpg", "b.jpg"):
        (tmp_path / name).touch()
    order = [tmp_path / name for name in ("A.jpg", "a.jpg", "b.jpg")]
    assert [neighbour(path, 1) for path in order] == [*order[1:], None]
    assert [neighbour(path, -1) for path in order] == [None, *order[:-1]]


def test_a_folder_that_cannot_be_read_says_so(visitor, picture: Path, monkeypatch) -> None:
    def refuse(_: Path) -> None:
        raise PermissionError

    monkeypatch.setattr("app.session.files.folder_photos", refuse)
    visitor.editor.files.open(picture.parent)
    assert visitor.message.title == "This folder cannot be read"
    assert visitor.document.path == picture


def test_what_is_saved_unfilled_is_said(visitor, tmp_path: Path) -> None:
    visitor.stroke(*DOT)
    visitor.answers.name = tmp_path / "unfilled.jpg"
    visitor.key(Qt.Key.Key_S, CTRL | Qt.KeyboardModifier.ShiftModifier)
    visitor.idle()
    assert visitor.message.title == "Saved unfilled.jpg"
    assert visitor.message.text.startswith("What is tinted is not filled yet.")


def test_the_question_before_leaving_tells_what_it_is_about(visitor, other: Path) -> None:
    visitor.stroke(*DOT)
    assert not visitor.editor.window.isWindowModified(), "no pixel has changed"
    assert not visitor.editor.status.edited.isVisible()
    visitor.editor.files.open(other)
    visitor.key(Qt.Key.Key_Return)
    visitor.idle()
    assert visitor.editor.window.isWindowModified() and visitor.editor.status.edited.isVisible()
    visitor.editor.files.open(other)
    assert not visitor.answers.unfilled
    visitor.stroke((20, 20), (40, 20))
    visitor.editor.files.open(other)
    assert visitor.answers.unfilled
    assert visitor.answers.asked == ["unsaved mask photo.png", *["unsaved photo.png"] * 2]


def test_a_mask_that_was_cleared_is_not_asked_about(visitor, other: Path) -> None:
    visitor.stroke(*DOT)
    visitor.act("clear")
    visitor.idle()
    visitor.editor.files.open(other)
    visitor.bot.waitUntil(lambda: visitor.document.path == other)
    assert not visitor.answers.asked


def test_what_was_said_of_one_file_goes_when_another_is_saved(visitor, tmp_path: Path) -> None:
    visitor.stroke(*DOT)
    visitor.key(Qt.Key.Key_Return)
    visitor.idle()
    for name, format in (("a.jpg", "JPEG"), ("b.tif", "TIFF"), ("c.png", "PNG")):
        visitor.answers.name = tmp_path / name
        visitor.key(Qt.Key.Key_S, CTRL | Qt.KeyboardModifier.ShiftModifier)
        visitor.idle()
        assert visitor.editor.status.format.text().startswith(format)
        assert (visitor.message is not None) == (format == "JPEG")


@pytest.mark.parametrize(
    ("answer", "asked"),
    [
        ("cancel", ["save as", "accept losses"]),
        ("other name", ["save as", "accept losses", "save as"]),
        ("save", ["save as", "accept losses"]),
    ],
)
def test_what_a_save_costs_is_asked_before_it(visitor, tmp_path: Path, answer: str, asked: list[str]) -> None:
    visitor.stroke(*DOT)
    visitor.key(Qt.Key.Key_Return)
    visitor.idle()
    answers, names = visitor.answers, iter([tmp_path / "a.heic", None])
    answers.save_as = lambda offer: (answers.asked.append(f"save as {offer.name}"), next(names))[1]
    answers.asked, answers.accept = [], answer
    visitor.key(Qt.Key.Key_S, CTRL | Qt.KeyboardModifier.ShiftModifier)
    visitor.idle()
    assert [one.rpartition(" ")[0].removesuffix(" of") for one in answers.asked] == asked
    assert "encoded as a whole" in answers.losses
    assert (tmp_path / "a.heic").exists() == (answer == "save")


@pytest.mark.parametrize(("answer", "stays"), [("cancel", True), ("discard", False)])
def test_another_photo_asks_for_unsaved_work(visitor, other: Path, answer: str, stays: bool) -> None:
    visitor.stroke(*DOT)
    visitor.answers.unsaved_ = answer
    visitor.editor.files.open(other)
    visitor.idle()
    assert visitor.answers.asked == ["unsaved mask photo.png"]
    assert (visitor.document.path != other) is stays


def test_save_and_go_on(visitor, other: Path, tmp_path: Path) -> None:
    visitor.stroke(*DOT)
    visitor.key(Qt.Key.Key_Return)
    visitor.idle()
    visitor.answers.unsaved_, visitor.answers.name = "save", tmp_path / "kept.png"
    visitor.editor.files.open(other)
    visitor.bot.waitUntil(lambda: visitor.document.path == other)
    assert (tmp_path / "kept.png").exists()


def test_closing_with_save_closes_after_it(visitor, tmp_path: Path) -> None:
    visitor.stroke(*DOT)
    visitor.key(Qt.Key.Key_Return)
    visitor.idle()
    visitor.stroke((20, 20), (40, 20))
    visitor.answers.unsaved_, visitor.answers.name = "save", tmp_path / "kept.png"
    visitor.editor.window.close()
    visitor.bot.waitUntil(lambda: visitor.editor.closed)
    assert (tmp_path / "kept.png").exists()


def test_a_photo_that_cannot_be_read_leaves_the_old_one(visitor, picture: Path) -> None:
    broken = picture.with_name("broken.jpg")
    broken.write_bytes(b"\xff\xd8\xff nothing")
    visitor.editor.files.open(broken)
    visitor.idle()
    assert visitor.message.kind == "error"
    assert [way.text for way in visitor.message.ways] == ["Open another photo…"]
    assert visitor.document.path == picture


def test_a_missing_photo_says_so(make_visitor, tmp_path: Path) -> None:
    visitor = make_visitor()
    visitor.open(None)
    visitor.editor.files.open(tmp_path / "gone.jpg")
    visitor.idle()
    assert visitor.message.title == "There is no such photo"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written(visitor, tmp_path: Path) -> None:
    folder = tmp_path / "closed"
    folder.mkdir(mode=0o500)
    visitor.stroke(*DOT)
    visitor.answers.name = folder / "x.png"
    visitor.act("save_as")
    visitor.idle()
    assert visitor.message.kind == "error"
    assert visitor.document.edited


def test_a_failed_save_offers_another_name_and_stays_edited(visitor, tmp_path: Path) -> None:
    visitor.stroke(*DOT)
    visitor.key(Qt.Key.Key_Return)
    visitor.idle()
    visitor.answers.name = tmp_path / "no such folder" / "x.png"
    visitor.act("save_as")
    visitor.idle()
    assert visitor.message.kind == "error"
    assert [way.text for way in visitor.message.ways] == ["Save as…"]
    assert visitor.document.edited
    assert visitor.editor.status.edited.isVisible()


def test_a_jpeg_says_before_encoding_and_offers_png(visitor, tmp_path: Path) -> None:
    visitor.stroke(*DOT)
    visitor.key(Qt.Key.Key_Return)
    visitor.idle()
    visitor.answers.name = tmp_path / "x.jpg"
    visitor.act("save_as")
    visitor.idle()
    assert "before encoding" in visitor.message.text
    assert not visitor.editor.toast.text.startswith("Saved")  # once is enough
    visitor.answers.name = tmp_path / "x.png"
    visitor.message.ways[0].run()
    visitor.idle()
    assert visitor.answers.asked[-1] == "save as x.png"
    assert (tmp_path / "x.png").exists()
    said = []
    for name in ("y.jpg", "x.webp", "y.webp"):
        visitor.answers.name = tmp_path / name
        visitor.act("save_as")
        visitor.idle()
        said.append(bool(visitor.message and "before encoding" in visitor.message.text))
    assert said == [False, True, False], "once for each format that moves pixels"


def test_a_jpeg_that_stays_one_says_how_many_blocks_were_encoded(make_visitor, picture: Path) -> None:
    with Image.open(picture) as image:
        image.save(path := picture.with_suffix(".jpg"), quality=95)
    visitor = make_visitor()
    visitor.open(path)
    visitor.stroke(*DOT)
    visitor.key(Qt.Key.Key_Return)
    visitor.idle()
    visitor.answers.name = path.with_name("x.jpg")
    visitor.act("save_as")
    visitor.idle()
    assert re.fullmatch(
        r"Saved x\.jpg · Only \d+ of 460 blocks were encoded again; the others are as they were\.",
        visitor.editor.toast.text,
    )


def test_a_dropped_photo_opens(visitor, other: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(other))])
    buttons, keys, copy = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, Qt.DropAction.CopyAction
    window = visitor.editor.window
    QApplication.sendEvent(window, QDragEnterEvent(QPointF(9, 9).toPoint(), copy, data, buttons, keys))
    QApplication.sendEvent(window, QDropEvent(QPointF(9, 9), copy, data, buttons, keys))
    visitor.idle()
    assert visitor.document.path == other


def test_recent_photos_are_shown_when_the_window_is_empty(visitor, picture: Path) -> None:
    visitor.act("close")
    empty = visitor.editor.empty
    visitor.bot.waitUntil(lambda: bool(empty.tiles))
    assert list(empty.tiles) == [picture]
    visitor.bot.mouseClick(empty.tiles[picture], Qt.MouseButton.LeftButton)
    visitor.idle()
    assert visitor.document.path == picture


@pytest.mark.parametrize("size", [(100, 6000), (40, 30), (640, 480)])
def test_names_of_recent_photos_stand_in_a_line(visitor, picture: Path, size: tuple[int, int]) -> None:
    Image.new("RGB", size, "green").save(picture)
    visitor.act("close")
    tiles = visitor.editor.empty.tiles
    visitor.bot.waitUntil(lambda: bool(tiles) and tiles[picture].icon().availableSizes() == [TILE_SIZE * 2])
    drawn = tiles[picture].icon().pixmap(TILE_SIZE, 2.0).toImage()
    assert drawn.pixelColor(TILE_SIZE.width(), TILE_SIZE.height()) == QColor("green")


@pytest.mark.parametrize("at", range(3))
def test_a_sample_opens_and_is_saved_elsewhere(make_visitor, at) -> None:
    visitor = make_visitor()
    visitor.open(None)
    sample, button = list(visitor.editor.empty.samples.items())[at]
    visitor.bot.waitUntil(lambda: button.icon().availableSizes() == [TILE_SIZE * 2])
    visitor.bot.mouseClick(button, Qt.MouseButton.LeftButton)
    visitor.idle()
    with Image.open(sample) as there:
        assert (visitor.document.photo.width, visitor.document.photo.height) == there.size
    assert visitor.document.path is None
    visitor.stroke((100, 100), (120, 100))
    visitor.key(Qt.Key.Key_S, CTRL)
    assert visitor.answers.asked == ["save as photo_repaired.png"]


def test_non_ascii_names(make_visitor, picture: Path) -> None:
    path = picture.with_name("Köln – 日本 photo.png")
    shutil.copy(picture, path)
    visitor = make_visitor()
    visitor.open(path)
    assert visitor.editor.window.windowTitle() == "Köln – 日本 photo.png[*] — Lacuna"


def test_a_folder_opens_its_first_photo(visitor, picture: Path, other: Path) -> None:
    visitor.editor.files.open(picture)
    visitor.idle()
    visitor.editor.files.open(picture.parent)
    visitor.idle()
    assert visitor.document.path == other, "the first by name"


def test_a_folder_without_photos_says_so(visitor, tmp_path: Path, picture: Path) -> None:
    (tmp_path / "empty").mkdir()
    visitor.editor.files.open(tmp_path / "empty")
    visitor.idle()
    assert "empty" in visitor.message.text and visitor.document.path == picture


def test_a_message_spells_the_file_as_it_is(visitor, tmp_path: Path) -> None:
    (tmp_path / "broken.jpg").write_bytes(b"")
    visitor.editor.files.open(tmp_path / "broken.jpg")
    visitor.idle()
    assert "broken.jpg" in visitor.message.text


def test_a_big_jpeg_is_previewed_while_it_opens(visitor, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr("app.session.files.OPENING_PREVIEW_FROM_BYTES", 0)
    pages, editor = [], visitor.editor
    editor.window.pages.currentChanged.connect(lambda: pages.append(editor.window.pages.currentWidget()))
    Image.new("RGB", (3000, 2000), "teal").save(tmp_path / "big.jpg")
    editor.files.open(tmp_path / "big.jpg")
    visitor.idle()
    assert pages == [editor.opening_preview, editor.canvas]
    assert visitor.document.path == tmp_path / "big.jpg" and editor.canvas.hasFocus()


def test_the_preview_of_a_photo_that_fails_goes_again(visitor, tmp_path: Path, picture, monkeypatch) -> None:
    monkeypatch.setattr("app.session.files.OPENING_PREVIEW_FROM_BYTES", 0)
    monkeypatch.setattr(
        "app.session.files.opening_preview", lambda _: QImage(8, 8, QImage.Format.Format_RGB32)
    )
    (tmp_path / "broken.jpg").write_bytes(b"broken")
    visitor.editor.files.open(tmp_path / "broken.jpg")
    visitor.idle()
    assert visitor.editor.window.pages.currentWidget() is visitor.editor.canvas
    assert visitor.document.path == picture and visitor.message.kind == "error"


def test_closing_while_the_first_photo_opens_asks_nothing(make_visitor, picture: Path, monkeypatch) -> None:
    visitor, go_on = make_visitor(), threading.Event()
    real = Document.open

    def slowly(*words, **more) -> Document:
        go_on.wait(60)
        return real(*words, **more)

    monkeypatch.setattr(Document, "open", slowly)
    visitor.editor.open(None)
    visitor.editor.files.open(picture)
    threading.Timer(0.2, go_on.set).start()
    visitor.editor.window.close()
    visitor.bot.waitUntil(lambda: visitor.editor.closed)
    assert visitor.answers.asked == []


def test_what_a_cut_off_file_lacks_is_marked_as_a_hole(visitor, picture: Path, tmp_path: Path) -> None:
    whole = picture.read_bytes()
    cut = tmp_path / "cut.png"
    cut.write_bytes(whole[: len(whole) * 2 // 3])
    visitor.editor.files.open(cut)
    visitor.bot.waitUntil(lambda: visitor.document.path == cut)
    visitor.idle()
    mask = visitor.document.mask
    assert not mask[0].any()
    assert mask[-1].all()
    assert "cut off" in visitor.message.text
