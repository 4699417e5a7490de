"""The Batch dialog: cancel, resume, pause and closing."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest


def test_cancel_and_resume(batcher, photos: Path, mask: Path, gate: threading.Semaphore) -> None:
    batcher.fill_in(photos, mask)
    batcher.start()
    gate.release()
    batcher.begun()
    batcher.dialog.stop_button.click()
    batcher.ended()
    assert batcher.dialog.summary.cancelled
    (done,) = (file for file in photos.with_name("photos repaired").iterdir() if file.is_file())
    stamp = done.stat().st_mtime_ns
    gate.release(10)
    assert batcher.dialog.start_button.text() == "Resume"
    batcher.start()
    batcher.ended()
    assert not batcher.dialog.summary.left
    assert done.stat().st_mtime_ns == stamp


def test_resume_waits_for_what_did_not_heed_the_stop(
    batcher, photos: Path, mask: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from engine.models.catalog import method

    telea, deaf, on = method("telea"), threading.Event(), threading.Event()
    fill = telea.fill

    def filling(request, job):
        deaf.set()
        on.wait(60)
        return fill(request, job)

    monkeypatch.setattr(telea, "fill", filling)
    monkeypatch.setattr("engine.batch.journal.LOCK_TIMEOUT_S", 0.05)
    batcher.fill_in(photos, mask)
    batcher.start()
    batcher.bot.waitUntil(deaf.is_set)
    batcher.dialog.stop_button.click()
    batcher.ended()
    batcher.start()
    QTest.qWait(200)
    on.set()
    batcher.ended()
    assert len(batcher.dialog.summary.done) == 4


def test_resume_is_offered_after_a_restart(
    batcher,
    at_dialog,
    make_visitor,
    photos: Path,
    mask: Path,
    gate: threading.Semaphore,
) -> None:
    batcher.fill_in(photos, mask)
    batcher.start()
    gate.release()
    batcher.begun()
    batcher.visitor.editor.window.close()
    assert batcher.visitor.editor.closed
    again = make_visitor()
    again.open(None)
    second = at_dialog(again)
    second.looked()
    dialog = second.dialog
    assert "An earlier run did 1 of them" in dialog.text.text()
    assert dialog.start_button.text() == "Resume"
    assert dialog.anew_button.isVisible()
    gate.release(10)
    second.start()
    second.ended()
    assert len(dialog.summary.done) == 4


def test_other_settings_are_told(batcher, photos: Path, mask: Path) -> None:
    batcher.fill_in(photos, mask)
    batcher.start()
    batcher.ended()
    batcher.dialog.settings.choose_method("navier-stokes")
    batcher.looked()
    assert "with other settings (method" in batcher.dialog.text.text()
    assert batcher.dialog.start_button.text() == "Start"


def test_pause_holds_and_continue_goes_on(
    batcher, photos: Path, mask: Path, gate: threading.Semaphore
) -> None:
    batcher.fill_in(photos, mask)
    dialog = batcher.dialog
    batcher.start()
    gate.release()
    batcher.begun()
    dialog.pause_button.click()
    batcher.bot.waitUntil(lambda: "paused" in dialog.text.text())
    before = batcher.states
    gate.release(10)
    QTest.qWait(150)
    held = batcher.states
    # One may have been in the method already.
    assert sum(state == "done" for state in held.values()) <= 1 + sum(
        state == "done" for state in before.values()
    )
    assert dialog.summary is None
    dialog.pause_button.click()
    batcher.ended()
    assert len(dialog.summary.done) == 4


@pytest.mark.usefixtures("gate")
def test_closing_while_it_runs_asks(batcher, photos: Path, mask: Path) -> None:
    batcher.fill_in(photos, mask)
    dialog = batcher.dialog
    batcher.start()
    batcher.answers.stop = False
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert batcher.answers.asked == 1
    assert dialog.isVisible()
    batcher.answers.stop = True
    dialog.close()
    batcher.bot.waitUntil(lambda: not dialog.isVisible())
    assert not batcher.visitor.editor.beside.batch.running


@pytest.mark.usefixtures("gate")
def test_closing_the_editor_asks_too(batcher, photos: Path, mask: Path) -> None:
    batcher.fill_in(photos, mask)
    batcher.start()
    batcher.answers.stop = False
    batcher.visitor.editor.window.close()
    assert not batcher.visitor.editor.closed
    batcher.answers.stop = True
    batcher.visitor.editor.window.close()
    assert batcher.visitor.editor.closed
    assert batcher.answers.asked == 2  # once each time
