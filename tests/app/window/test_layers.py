"""Saving the repair as a layer from the window."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image
from PySide6.QtCore import Qt

from engine.photo import load

DOT = ((74, 60), (86, 60))


def test_openraster_keeps_the_photo_as_it_was_opened_as_a_layer(
    visitor, picture: Path, tmp_path: Path
) -> None:
    before = np.asarray(Image.open(picture))
    visitor.stroke(*DOT)
    visitor.key(Qt.Key.Key_Return)
    visitor.idle()
    visitor.answers.name = tmp_path / "layers.ora"
    visitor.act("save_as")
    visitor.idle()
    saved = load(tmp_path / "layers.ora")
    assert np.array_equal(saved.pixels, visitor.document.photo.pixels)
    assert saved.before is not None and np.array_equal(saved.before().pixels, before)
    assert visitor.document.photo.before is None
