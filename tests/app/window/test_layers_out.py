"""File > Save the repair as a layer: a copy as OpenRaster or TIFF."""

from __future__ import annotations

import zipfile
from pathlib import Path

import numpy as np
import psdtags
import pytest
import tifffile
from PySide6.QtCore import Qt

from engine.photo import load

DOT = ((74, 60), (86, 60))
CTRL_ALT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


@pytest.fixture
def repaired(visitor):
    visitor.stroke(*DOT)
    visitor.key(Qt.Key.Key_Return)
    visitor.idle()
    return visitor


def saved(visitor, path: Path) -> None:
    visitor.answers.name = path
    visitor.key(Qt.Key.Key_E, CTRL_ALT)
    visitor.idle()


def test_a_tiff_holds_the_photo_and_the_repair_over_it(repaired, picture: Path, tmp_path: Path) -> None:
    before, now = load(picture).pixels, repaired.document.photo.pixels
    saved(repaired, tmp_path / "layers.tif")
    assert repaired.answers.asked == ["layers photo_repaired.ora"]
    with tifffile.TiffFile(tmp_path / "layers.tif") as tiff:
        page = tiff.pages.first
        assert np.array_equal(page.asarray(), now)
        layers = psdtags.TiffImageSourceData.frombytes(page.tags[37724].value).layers
    lower, upper = layers
    assert np.array_equal(lower.asarray()[..., :3], before)
    box = upper.rectangle
    assert 0 < (box.bottom - box.top) * (box.right - box.left) < before.shape[0] * before.shape[1] / 4
    assert repaired.document.edited and repaired.document.path == picture  # what is open stays unsaved


def test_openraster_too(repaired, tmp_path: Path) -> None:
    saved(repaired, tmp_path / "layers.ora")
    with zipfile.ZipFile(tmp_path / "layers.ora") as archive:
        assert sum(name.startswith("data/") for name in archive.namelist()) == 2
    assert np.array_equal(load(tmp_path / "layers.ora").pixels, repaired.document.photo.pixels)


def test_the_photo_itself_is_not_replaced(repaired, picture: Path) -> None:
    before = picture.read_bytes()
    saved(repaired, picture)
    assert picture.read_bytes() == before
