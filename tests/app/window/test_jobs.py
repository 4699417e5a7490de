"""While a method runs: cancel, failure, closing, opening another photo."""

from __future__ import annotations

import importlib
import threading
import time
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt

from app.session.repairs import FILLED_TIME_SHARE
from engine.errors import MemoryShort
from engine.job import Job

PIPELINE = importlib.import_module("engine.repair.run")
DOT = ((74, 60), (80, 60), (86, 60))


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """A method that goes on until it is cancelled or the event is set."""
    finish = threading.Event()
    real = PIPELINE.repair

    def repair(*words, job: Job, **more):
        while not finish.is_set():
            job.step(0.4, "Filling 3 of 7")
            time.sleep(0.01)
        return real(*words, job=job, **more)

    monkeypatch.setattr(PIPELINE, "repair", repair)
    return finish


def begin(visitor) -> None:
    visitor.stroke(*DOT)
    visitor.key(Qt.Key.Key_Return)
    status = visitor.editor.status
    visitor.bot.waitUntil(lambda: status.cancel.isVisible() and "3" in status.note.text())


@pytest.mark.usefixtures("slow")
def test_progress_and_the_locked_document(visitor) -> None:
    begin(visitor)
    assert visitor.editor.status.note.text() == "Filling 3 of 7"
    assert visitor.editor.status.bar.value() == round(1000 * FILLED_TIME_SHARE * 0.4)
    assert not visitor.editor.status.left.text()
    assert visitor.editor.canvas.progress.shown
    for id in ("erase", "undo", "clear", "save", "copy"):
        assert not visitor.editor.actions[id].isEnabled(), id
    assert visitor.editor.actions["zoom_in"].isEnabled()


@pytest.mark.parametrize("ending", ["finished", "cancelled"])
def test_a_stroke_painted_meanwhile_is_the_next_mask(visitor, slow: threading.Event, ending: str) -> None:
    begin(visitor)
    corner = visitor.editor.canvas.viewport.left
    visitor.stroke((20, 20), (40, 20))
    assert visitor.editor.canvas.viewport.left == corner, "the photo stays where it is"
    if ending == "finished":
        slow.set()
    else:
        visitor.key(Qt.Key.Key_Escape)
    visitor.idle()
    mask = visitor.document.mask
    assert mask[20, 20:41].all()
    assert mask[60, 80] == (0 if ending == "finished" else 255)
    visitor.act("undo")
    assert not mask[20, 30]


def test_such_a_stroke_survives_a_crash(
    visitor, make_visitor, slow: threading.Event, own_folders: Path
) -> None:
    """While the repair still runs: neither that nor the stroke is in the history."""
    begin(visitor)
    visitor.stroke((20, 20), (40, 20))
    visitor.stroke((20, 90), (40, 90))
    visitor.act("undo")
    with visitor.killed(own_folders):
        slow.set()
        visitor.idle()
    again = make_visitor()
    again.open(None)
    again.bot.waitUntil(lambda: again.document is not None)
    mask = again.document.mask
    assert mask[20, 30] and mask[60, 80] and not mask[90, 30]


def test_such_a_stroke_can_be_undone_meanwhile(visitor, slow: threading.Event) -> None:
    begin(visitor)
    visitor.stroke((20, 20), (40, 20))
    visitor.stroke((20, 100), (40, 100))
    visitor.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert visitor.editor.document_jobs.busy
    slow.set()
    visitor.idle()
    assert visitor.document.mask[20, 30] and not visitor.document.mask[100, 30]


def test_with_repair_on_release_it_is_filled_too(visitor, slow: threading.Event) -> None:
    visitor.editor.settings["on_release"] = True
    visitor.stroke(*DOT)
    visitor.bot.waitUntil(lambda: visitor.editor.canvas.progress.shown)
    visitor.stroke((20, 20), (40, 20))
    with (
        visitor.bot.waitSignal(visitor.editor.repairs.repaired),
        visitor.bot.waitSignal(visitor.editor.repairs.began),
    ):
        slow.set()
    visitor.bot.waitUntil(lambda: not visitor.editor.document_jobs.busy)
    assert visitor.document.mask_bounds.empty
    assert [step.applied is not None for step in visitor.document.history.steps].count(True) == 2


@pytest.mark.usefixtures("slow")
def test_long_work_says_how_long_it_will_take(visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.jobs.remaining.Remaining.left", lambda *_: 40)
    begin(visitor)
    left = visitor.editor.status.left
    visitor.bot.waitUntil(lambda: left.isVisible() and left.text() == "about 40 s left")


@pytest.mark.usefixtures("slow")
@pytest.mark.parametrize("way", ["escape", "button"])
def test_cancel_leaves_all_as_it_was(visitor, way: str) -> None:
    before = visitor.document.photo.pixels.copy()
    begin(visitor)
    marked = visitor.document.mask.copy()
    if way == "escape":
        visitor.key(Qt.Key.Key_Escape)
    else:
        visitor.bot.mouseClick(visitor.editor.status.cancel, Qt.MouseButton.LeftButton)
    visitor.idle()
    assert np.array_equal(visitor.document.photo.pixels, before)
    assert np.array_equal(visitor.document.mask, marked)
    assert not visitor.editor.status.cancel.isVisible()
    assert visitor.message is None


def test_a_failure_says_what_to_do_and_changes_nothing(visitor, monkeypatch) -> None:
    def fail(*_, **__):
        raise MemoryShort("12 GB are wanted")

    monkeypatch.setattr(PIPELINE, "repair", fail)
    visitor.stroke(*DOT)
    before, marked = visitor.document.photo.pixels.copy(), visitor.document.mask.copy()
    visitor.key(Qt.Key.Key_Return)
    visitor.idle()
    assert visitor.message.kind == "error"
    assert visitor.message.text.startswith("12 GB are wanted. ")
    assert [way.text for way in visitor.message.ways] == ["Use PatchMatch"]
    assert np.array_equal(visitor.document.photo.pixels, before)
    assert np.array_equal(visitor.document.mask, marked)


def test_what_nobody_foresaw_shows_no_exception_name(visitor, monkeypatch) -> None:
    monkeypatch.setattr(PIPELINE, "repair", lambda *_, **__: {}["secret"])
    visitor.stroke(*DOT)
    visitor.key(Qt.Key.Key_Return)
    visitor.idle()
    assert visitor.message.text == "Your photo is unchanged; the log file says more."
    visitor.answers.foreseen = False


def test_the_way_out_is_one_click(visitor, monkeypatch) -> None:
    real = PIPELINE.repair
    monkeypatch.setattr(PIPELINE, "repair", lambda *_, **__: 1 / 0)
    visitor.stroke(*DOT)
    visitor.key(Qt.Key.Key_Return)
    visitor.idle()
    monkeypatch.setattr(PIPELINE, "repair", real)
    visitor.message.ways[0].run()
    visitor.idle()
    assert visitor.editor.repairs.method == "patchmatch"
    visitor.answers.foreseen = False


@pytest.mark.usefixtures("slow")
def test_closing_asks_and_waits(visitor) -> None:
    begin(visitor)
    visitor.answers.stop, visitor.answers.unsaved_ = False, "discard"
    visitor.editor.window.close()
    assert visitor.answers.asked == ["stop"]
    assert not visitor.editor.closed
    visitor.answers.stop = True
    visitor.editor.window.close()
    visitor.bot.waitUntil(lambda: visitor.editor.closed)
    assert visitor.answers.asked == ["stop", "stop", "unsaved mask photo.png"]
    assert not visitor.editor.window.isVisible()


@pytest.mark.usefixtures("slow")
def test_no_stroke_is_drawn_while_it_runs(visitor) -> None:
    begin(visitor)
    marked = visitor.document.mask.copy()
    visitor.stroke((20, 20), (40, 20))
    assert np.array_equal(visitor.document.mask, marked)


@pytest.mark.usefixtures("slow")
def test_the_menu_cancels_what_runs_and_only_that(visitor) -> None:
    cancel, button = visitor.editor.actions["cancel"], visitor.editor.status.cancel
    assert not cancel.isEnabled()
    begin(visitor)
    assert cancel.isEnabled() and cancel.text().replace("&", "") == button.text()
    visitor.act("cancel")
    visitor.idle()
    assert not cancel.isEnabled()
