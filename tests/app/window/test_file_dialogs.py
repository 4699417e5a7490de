"""Qt's own file dialogs, where the system has none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QFileSystemModel, QLineEdit, QWidget

from app.dialogs.file_dialogs import ask_file, ask_folder
from app.dialogs.questions import Questions


@pytest.fixture
def questions(qtbot, tmp_path: Path) -> Questions:
    window = QWidget()
    qtbot.addWidget(window)
    questions = Questions(window)
    questions.folder = tmp_path
    return questions


def meanwhile(act: Callable[[QFileDialog], None]) -> None:
    """Once the dialog has listed its folder."""

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QFileDialog)
        act(dialog)

    QTimer.singleShot(400, look)


def type_name(dialog: QFileDialog, name: str) -> None:
    dialog.findChild(QLineEdit).setText(name)
    dialog.accept()


def test_no_file_is_read_to_be_listed(qtbot, tmp_path: Path) -> None:
    """Some never end to be read, as /proc/kmsg."""
    window = QWidget()
    qtbot.addWidget(window)
    Image.new("RGB", (4, 4)).save(tmp_path / "unnamed", format="PNG")
    kinds: list[str] = []

    def look(dialog: QFileDialog) -> None:
        model = dialog.findChild(QFileSystemModel)
        kinds.append(model.type(model.index(str(tmp_path / "unnamed"))))
        QTest.keyClick(dialog, Qt.Key.Key_Escape)

    meanwhile(look)
    assert ask_file(window, "A file", tmp_path, "All (*)") is None
    assert kinds and kinds[0] and "PNG" not in kinds[0]


def test_a_photo_is_chosen_and_its_folder_kept(questions: Questions, tmp_path: Path) -> None:
    (tmp_path / "scans").mkdir()
    path = tmp_path / "scans" / "a.png"
    path.touch()
    questions.folder = tmp_path / "scans"
    meanwhile(lambda dialog: type_name(dialog, "a.png"))
    assert questions.open_photo() == path and questions.folder == tmp_path / "scans"


def test_a_name_is_offered_and_its_kind_completes_it(questions: Questions, tmp_path: Path) -> None:
    offered: list[str] = []

    def change(dialog: QFileDialog) -> None:
        offered.extend([*dialog.selectedFiles(), dialog.selectedNameFilter()])
        type_name(dialog, "other")

    meanwhile(change)
    assert questions.save_as(tmp_path / "cat.tif") == tmp_path / "other.tif"
    assert offered == [str(tmp_path / "cat.tif"), "TIFF (*.tif *.tiff)"]


def test_a_folder_is_chosen(qtbot, tmp_path: Path) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    meanwhile(lambda dialog: dialog.accept())
    assert ask_folder(window, "A folder", tmp_path) == tmp_path
