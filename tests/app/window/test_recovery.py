"""Work that a killed editor left behind is offered again."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest
from PySide6.QtCore import Qt

CTRL = Qt.KeyboardModifier.ControlModifier
DOT = ((74, 60), (86, 60))


class Crash(NamedTuple):
    folder: Path  # of the journals
    mask: np.ndarray  # as it was


@pytest.fixture
def crash(visitor, own_folders: Path) -> Crash:
    """A killed editor left a stroke on the picture behind."""
    visitor.stroke(*DOT)
    marked = visitor.document.mask.copy()
    with visitor.killed(own_folders) as folder:
        pass
    return Crash(folder, marked)


@pytest.mark.parametrize(("answer", "left"), [("later", 1), ("delete", 0)])
def test_work_that_is_not_wanted_now_makes_way(make_visitor, crash: Crash, other: Path, answer, left) -> None:
    again = make_visitor()
    again.answers.back = answer
    again.open(other)
    assert again.document.path == other and not again.document.edited
    assert len(list(crash.folder.iterdir())) == left


def test_work_whose_photo_is_gone_waits_for_it(make_visitor, crash: Crash, picture, other: Path) -> None:
    away = picture.rename(picture.with_name("away.png"))
    again = make_visitor()
    again.open(other)
    assert again.document.path == other
    assert again.message.title == "The photo this work belongs to is gone"
    away.rename(picture)
    again.message.ways[0].run()
    again.bot.waitUntil(lambda: again.document.path == picture)
    assert np.array_equal(again.document.mask, crash.mask)


def test_work_is_offered_after_a_crash(make_visitor, crash: Crash) -> None:
    again = make_visitor()
    again.open(None)
    again.bot.waitUntil(lambda: again.document is not None)
    assert again.answers.asked == ["recover the mask of photo.png"]
    assert np.array_equal(again.document.mask, crash.mask)
    assert again.document.edited
