"""The result leaves the window: dragged into another program, or printed."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, QSize, Qt, QTimer
from PySide6.QtGui import QDrag
from PySide6.QtPrintSupport import QPrintDialog, QPrinterInfo
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialogButtonBox

from app.dialogs.printing import PRINTED_DPI, printed_size
from app.panels.drag_handle import DragHandle
from engine.photo import Photo

CTRL, LEFT = Qt.KeyboardModifier.ControlModifier, Qt.MouseButton.LeftButton
DOT = ((74, 60), (86, 60))
FAR = QPoint(60, 0)


@pytest.fixture
def dragged(monkeypatch) -> list[Path]:
    """The files that were dragged."""
    files: list[Path] = []

    def go(drag: QDrag, _: object) -> Qt.DropAction:
        files.extend(Path(url.toLocalFile()) for url in drag.mimeData().urls())
        return Qt.DropAction.CopyAction

    monkeypatch.setattr(QDrag, "exec", go)
    return files


def repaired(visitor) -> None:
    visitor.stroke(*DOT)
    visitor.key(Qt.Key.Key_Return)
    visitor.idle()


def handle(visitor) -> DragHandle:
    return visitor.editor.window.findChild(DragHandle)


def drag(visitor) -> None:
    part = handle(visitor)
    middle = part.rect().center()
    QTest.mousePress(part, LEFT, pos=middle)
    QTest.mouseMove(part, middle + FAR)
    visitor.idle()
    QTest.mouseMove(part, middle + FAR * 2)
    QTest.mouseRelease(part, LEFT, pos=middle + FAR * 2)


def test_the_result_is_dragged_out_as_a_file(visitor, dragged: list[Path], picture: Path) -> None:
    repaired(visitor)
    before = picture.read_bytes()
    drag(visitor)
    (path,) = dragged
    assert path.name == "photo_repaired.png" and picture.read_bytes() == before
    with Image.open(path) as result:
        assert result.getpixel((80, 60))[0] < 200, "it is repaired"
    assert visitor.editor.session.photo_edited, "nothing was saved"
    drag(visitor)
    assert dragged == [path, path], "the same state is not written twice"
    visitor.editor.window.close()
    visitor.answers.unsaved_ = "discard"
    visitor.editor.window.close()
    visitor.bot.waitUntil(lambda: visitor.editor.closed)
    assert not path.exists()


def test_another_state_is_another_file(visitor, dragged: list[Path]) -> None:
    drag(visitor)
    repaired(visitor)
    drag(visitor)
    assert len(set(dragged)) == 2 and len({path.read_bytes() for path in dragged}) == 2


def test_another_photo_is_another_file(visitor, dragged: list[Path], other: Path) -> None:
    drag(visitor)
    visitor.editor.files.open(other)
    visitor.bot.waitUntil(lambda: visitor.document.path == other)
    visitor.idle()
    drag(visitor)
    assert [path.name for path in dragged] == ["photo_repaired.png", "other_repaired.png"]


def test_a_click_says_what_the_handle_is_for(visitor, dragged: list[Path]) -> None:
    visitor.bot.mouseClick(handle(visitor), LEFT)
    visitor.idle()
    assert not dragged and visitor.editor.toast.text.startswith("Drag the result from here")


def test_without_a_photo_there_is_no_handle(visitor) -> None:
    assert handle(visitor).isVisible()
    visitor.act("close")
    assert not handle(visitor).isVisible()


def test_a_photo_is_printed(visitor, tmp_path: Path, monkeypatch) -> None:
    def accept(dialog: QPrintDialog) -> int:
        dialog.printer().setOutputFileName(str(tmp_path / "photo.pdf"))
        return 1

    monkeypatch.setattr(QPrintDialog, "exec", accept)
    visitor.key(Qt.Key.Key_P, CTRL)
    visitor.idle()
    pdf = (tmp_path / "photo.pdf").read_bytes()
    assert pdf.startswith(b"%PDF") and b"/Image" in pdf
    assert visitor.message is None


def test_without_a_printer_a_pdf_beside_the_photo_is_offered(visitor, picture: Path, monkeypatch) -> None:
    offered: list[str] = []
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", list)
    monkeypatch.setattr(
        QPrintDialog, "exec", lambda dialog: offered.append(dialog.printer().outputFileName())
    )
    visitor.key(Qt.Key.Key_P, CTRL)
    assert offered == [str(picture.with_suffix(".pdf"))] and not picture.with_suffix(".pdf").exists()


@pytest.mark.parametrize(
    "button", [QDialogButtonBox.StandardButton.Ok, QDialogButtonBox.StandardButton.Cancel]
)
def test_the_print_dialog_is_answered_by_its_buttons(visitor, picture: Path, monkeypatch, button) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", list)
    shown: list[QSize] = []
    open_dialog = QPrintDialog.exec

    def answer(dialog: QPrintDialog) -> None:
        shown.append(dialog.size())
        visitor.bot.mouseClick(dialog.findChild(QDialogButtonBox).button(button), LEFT)

    def opened(dialog: QPrintDialog) -> int:
        QTimer.singleShot(0, lambda: answer(dialog))  # Runs in the dialog's own event loop.
        return open_dialog(dialog)

    monkeypatch.setattr(QPrintDialog, "exec", opened)
    visitor.key(Qt.Key.Key_P, CTRL)
    visitor.idle()
    pdf = picture.with_suffix(".pdf")
    assert len(shown) == 1 and pdf.exists() == (button == QDialogButtonBox.StandardButton.Ok)
    assert visitor.message is None


def test_where_it_cannot_be_printed_it_is_said(visitor, tmp_path: Path, monkeypatch) -> None:
    def accept(dialog: QPrintDialog) -> int:
        dialog.printer().setOutputFileName(str(tmp_path / "no such folder" / "photo.pdf"))
        return 1

    monkeypatch.setattr(QPrintDialog, "exec", accept)
    visitor.key(Qt.Key.Key_P, CTRL)
    visitor.idle()
    assert visitor.message.title == "The photo could not be printed"


@pytest.mark.parametrize(("side", "printed"), [(100, 100), (9000, round(8 * PRINTED_DPI))])
def test_no_more_pixels_are_printed_than_are_seen(side: int, printed: int) -> None:
    import numpy as np

    photo = Photo.from_array(np.zeros((side, side), np.uint8))
    assert printed_size(photo, 8, 11).width() == printed
