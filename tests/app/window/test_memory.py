"""What is closed is let go of."""

from __future__ import annotations

import gc
import weakref

from PySide6.QtWidgets import QApplication


def test_a_closed_photo_is_freed(visitor) -> None:
    visitor.stroke((74, 60), (86, 60))
    visitor.act("erase")
    visitor.idle()
    held = weakref.ref(visitor.document)
    visitor.answers.unsaved_ = "discard"
    visitor.act("close")
    QApplication.processEvents()
    gc.collect()
    assert held() is None
