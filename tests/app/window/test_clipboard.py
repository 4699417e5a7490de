"""Copying and pasting pictures and files."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QImage

from app.session.clipboard import image_of, pixels_of
from engine.job import Job
from engine.photo import Photo

CTRL = Qt.KeyboardModifier.ControlModifier
DOT = ((74, 60), (86, 60))


def test_copy_and_paste_give_the_same_pixels(visitor) -> None:
    pixels = visitor.document.photo.pixels.copy()
    visitor.key(Qt.Key.Key_C, CTRL)
    visitor.idle()
    assert visitor.editor.toast.text == "Copied"
    visitor.key(Qt.Key.Key_V, CTRL)
    visitor.idle()
    assert np.array_equal(visitor.document.photo.pixels, pixels)
    assert visitor.document.path is None
    assert visitor.editor.window.windowTitle().startswith("Pasted picture")


@pytest.mark.parametrize("channels", [3, 4])
def test_a_large_photo_is_copied_in_bands(channels: int) -> None:
    """Copied in one go, it held the window up for as long."""
    pixels = np.random.default_rng(0).integers(0, 256, (600, 35, channels), np.uint8)
    steps: list[float] = []
    image = image_of(Photo.from_array(pixels), Job(lambda fraction, _: steps.append(fraction)))
    assert len(steps) == 3
    assert np.array_equal(pixels_of(image), pixels[..., :3])
    assert image.hasAlphaChannel() == (channels == 4)


def test_a_pasted_file_opens(visitor, other: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(other))])
    QGuiApplication.clipboard().setMimeData(data)
    visitor.key(Qt.Key.Key_V, CTRL)
    visitor.idle()
    assert visitor.document.path == other


def test_nothing_to_paste_says_so(visitor) -> None:
    QGuiApplication.clipboard().setText("words")
    visitor.key(Qt.Key.Key_V, CTRL)
    assert visitor.message.title == "There is no photo to paste"


def test_the_clipboard_holds_a_picture_of_the_result(visitor) -> None:
    visitor.key(Qt.Key.Key_C, CTRL)
    visitor.idle()
    image = QGuiApplication.clipboard().image()
    assert (image.width(), image.height()) == (160, 120)
    assert not QImage(image).isNull()
