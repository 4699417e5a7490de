"""Copies, the quality of a JPEG, and the folder that is offered for results."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.dialogs.jpeg_quality import JpegQualityDialog
from app.dialogs.questions import Questions
from app.session.jpeg_quality import JpegChoice

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
INDICATOR = QPoint(10, 14)  # in a radio button
DOT = ((74, 60), (86, 60))


@pytest.fixture
def jpeg(picture: Path) -> Path:
    path = picture.with_name("camera.jpg")
    with Image.open(picture) as image:
        image.save(path, quality=80)
    return path


def repaired(visitor) -> None:
    visitor.stroke(*DOT)
    visitor.key(Qt.Key.Key_Return)
    visitor.idle()


def save_as(visitor, path: Path, *, copy: bool = False) -> None:
    visitor.answers.name = path
    visitor.key(*((Qt.Key.Key_E, CTRL) if copy else (Qt.Key.Key_S, CTRL | SHIFT)))
    visitor.idle()


def test_a_copy_leaves_what_is_open_unsaved_under_its_name(visitor, picture: Path, tmp_path: Path) -> None:
    repaired(visitor)
    before = picture.read_bytes()
    save_as(visitor, tmp_path / "copy.png", copy=True)
    assert visitor.document.path == picture and picture.read_bytes() == before
    assert visitor.editor.session.photo_edited and visitor.editor.window.isWindowModified()
    with Image.open(tmp_path / "copy.png") as copy:
        assert copy.getpixel((80, 60))[0] < 200, "the copy is repaired"


def test_a_copy_over_the_open_file_is_a_save(visitor, picture: Path) -> None:
    repaired(visitor)
    save_as(visitor, picture, copy=True)
    assert not visitor.editor.session.photo_edited and visitor.document.path == picture


def test_the_quality_of_a_new_jpeg_is_asked_and_remembered(visitor, tmp_path: Path) -> None:
    repaired(visitor)
    visitor.answers.quality = 60
    save_as(visitor, tmp_path / "a.jpg")
    visitor.answers.quality = 95
    save_as(visitor, tmp_path / "b.jpg")
    assert visitor.answers.asked[-3:-2] + visitor.answers.asked[-1:] == [
        "quality of a.jpg, 95, own False",
        "quality of b.jpg, 60, own False",
    ]
    assert (tmp_path / "a.jpg").stat().st_size < (tmp_path / "b.jpg").stat().st_size
    visitor.stroke((20, 20), (40, 20))
    visitor.key(Qt.Key.Key_Return)
    visitor.idle()
    visitor.key(Qt.Key.Key_S, CTRL)
    visitor.idle()
    assert visitor.answers.asked[-1].startswith("quality of b.jpg"), "the name is known, so is its quality"


def test_giving_the_quality_up_saves_nothing(visitor, tmp_path: Path) -> None:
    repaired(visitor)
    visitor.answers.quality = 0
    save_as(visitor, tmp_path / "a.jpg")
    assert not (tmp_path / "a.jpg").exists() and visitor.editor.session.photo_edited


def test_a_jpeg_keeps_its_own_quality_and_asks_for_copies_alone(
    make_visitor, jpeg: Path, tmp_path: Path
) -> None:
    visitor = make_visitor()
    visitor.open(jpeg)
    visitor.editor.repairs.choose_method("telea")
    repaired(visitor)
    save_as(visitor, tmp_path / "again.jpg")
    assert not [one for one in visitor.answers.asked if one.startswith("quality")]
    visitor.answers.quality = -1
    save_as(visitor, tmp_path / "own.jpg", copy=True)
    visitor.answers.quality = 50
    save_as(visitor, tmp_path / "small.jpg", copy=True)
    assert visitor.answers.asked[-1] == "quality of small.jpg, 95, own True"
    assert (tmp_path / "own.jpg").read_bytes() == (tmp_path / "again.jpg").read_bytes()
    assert (tmp_path / "small.jpg").stat().st_size < (tmp_path / "own.jpg").stat().st_size


def test_results_are_offered_in_the_folder_of_the_settings(visitor, tmp_path: Path, picture: Path) -> None:
    folder = tmp_path / "results"
    folder.mkdir()
    offers: list[Path] = []
    visitor.answers.save_as = lambda offer: offers.append(offer)
    for setting in ("", str(folder), str(tmp_path / "gone")):
        visitor.editor.settings["save_folder"] = setting
        visitor.act("save_as")
    name = "photo_repaired.png"
    assert offers == [picture.with_name(name), folder / name, picture.with_name(name)]


@pytest.fixture
def parent(qtbot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    return window


@pytest.mark.parametrize(
    ("own", "click_other", "choice"),
    [
        (False, False, JpegChoice(80)),
        (True, False, JpegChoice(None)),
        (True, True, JpegChoice(80)),
    ],
)
def test_the_question_of_the_quality(parent, qtbot, own: bool, click_other: bool, choice: JpegChoice) -> None:
    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, JpegQualityDialog)
        assert dialog.row.isEnabled() != own
        if click_other:
            qtbot.mouseClick(
                dialog.other, Qt.MouseButton.LeftButton, pos=dialog.other.rect().topLeft() + INDICATOR
            )
        if dialog.row.isEnabled():
            dialog.row.number.setFocus()
            dialog.row.number.selectAll()
            QTest.keyClicks(dialog.row.number, "80")
        QTest.keyClick(dialog.row.number, Qt.Key.Key_Return)

    QTimer.singleShot(0, answer)
    assert Questions(parent).jpeg_quality("a.jpg", 90, own=own) == choice


def test_escape_gives_the_quality_up(parent) -> None:
    QTimer.singleShot(0, lambda: QTest.keyClick(QApplication.activeModalWidget(), Qt.Key.Key_Escape))
    assert Questions(parent).jpeg_quality("a.jpg", 90, own=False) is None


def test_the_folder_and_the_quality_are_set_in_the_settings(visitor, qtbot, tmp_path: Path) -> None:
    def fill() -> None:
        dialog = QApplication.activeModalWidget()
        line = next(
            one for one in dialog.findChildren(QWidget) if one.accessibleName() == "Folder for saved photos"
        )
        line.setFocus()
        qtbot.keyClicks(line, str(tmp_path))
        dialog.close()

    QTimer.singleShot(0, fill)
    visitor.act("settings")
    assert visitor.editor.settings.save_folder == tmp_path
