"""The lane: three endings, all on the GUI thread; a cancel that waits for nobody; nothing left running."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QThread, Signal
from pytestqt.qtbot import QtBot

from app.jobs.lane import Lane
from engine.errors import MemoryShort, PhotoUnreadable, Unforeseen
from engine.job import Job

WAIT_MS = 60_000  # Only what hangs takes as long.


@pytest.fixture
def lane(qtbot: QtBot) -> Iterator[Lane]:  # noqa: ARG001 (asks for an application)
    lane = Lane()
    yield lane
    assert lane.close(WAIT_MS)


def test_a_result_arrives_on_the_gui_thread(lane: Lane, qtbot: QtBot) -> None:
    seen = []
    lane.finished.connect(lambda result: seen.append((result, threading.get_ident())))
    with qtbot.waitSignal(lane.finished):
        lane.start(lambda _: threading.get_ident(), "Fill")
    ((worker, receiver),) = seen
    assert receiver == threading.get_ident() != worker


def test_the_lane_is_free_when_an_ending_arrives(lane: Lane, qtbot: QtBot) -> None:
    busy = []
    lane.finished.connect(lambda _: busy.append(lane.busy))
    with qtbot.waitSignal(lane.finished):
        lane.start(lambda _: None, "Fill")
        assert lane.busy
    assert busy == [False]


def test_an_ending_may_start_the_next_work(lane: Lane, qtbot: QtBot) -> None:
    results: list[int] = []

    def more(result: int) -> None:
        results.append(result)
        if result < 3:
            lane.start(lambda _: result + 1, "Next")

    lane.finished.connect(more)
    lane.start(lambda _: 0, "First")
    qtbot.waitUntil(lambda: results == [0, 1, 2, 3])


def test_a_lacuna_error_arrives_as_it_is(lane: Lane, qtbot: QtBot) -> None:
    error = PhotoUnreadable("a.jpg")

    def work(_: Job) -> None:
        raise error

    with qtbot.waitSignal(lane.failed) as failed:
        lane.start(work, "Open")
    assert failed.args == [error]


@pytest.mark.parametrize(("raised", "kind"), [(MemoryError(), MemoryShort), (SystemExit(3), Unforeseen)])
def test_every_exception_becomes_readable(
    lane: Lane, qtbot: QtBot, raised: BaseException, kind: type[Exception], caplog: pytest.LogCaptureFixture
) -> None:
    def work(_: Job) -> None:
        raise raised

    with qtbot.waitSignal(lane.failed) as failed:
        lane.start(work, "Fill")
    assert type(failed.args[0]) is kind
    assert caplog.records[0].exc_info is not None, "the traceback goes to the log"
    assert "Traceback" not in str(failed.args[0])


def test_cancel_is_no_error(lane: Lane, qtbot: QtBot) -> None:
    failed: list[object] = []
    lane.failed.connect(failed.append)

    def work(job: Job) -> None:
        while True:
            job.step(0.5)
            time.sleep(0.005)

    lane.start(work, "Fill")
    with qtbot.waitSignal(lane.cancelled):
        lane.cancel()
    assert not failed and not lane.busy


def test_work_that_does_not_listen_is_abandoned(lane: Lane, qtbot: QtBot) -> None:
    deaf, ended = threading.Event(), threading.Event()
    finished: list[object] = []
    lane.finished.connect(finished.append)

    def work(_: Job) -> None:
        deaf.wait(WAIT_MS / 1000)
        ended.set()

    lane.start(work, "Fill")
    with qtbot.waitSignal(lane.cancelled):
        lane.cancel()
    assert not ended.is_set()
    with qtbot.waitSignal(lane.finished):
        lane.start(lambda _: "next", "Fill")
    deaf.set()
    assert lane.wait(WAIT_MS)
    qtbot.wait(20)
    assert finished == ["next"], "the abandoned result never arrives"


def test_a_result_after_cancel_is_dropped(lane: Lane, qtbot: QtBot) -> None:
    go = threading.Event()
    finished: list[object] = []
    lane.finished.connect(finished.append)
    lane.start(lambda _: go.wait(WAIT_MS / 1000), "Fill")
    with qtbot.waitSignal(lane.cancelled):
        lane.cancel()
        go.set()
    assert not finished


def test_starting_while_busy_is_refused(lane: Lane) -> None:
    go = threading.Event()
    lane.start(lambda _: go.wait(WAIT_MS / 1000), "Fill")
    with pytest.raises(RuntimeError, match="busy"):
        lane.start(lambda _: None, "Fill")
    go.set()


def test_progress_is_paced_and_arrives_before_the_ending(lane: Lane, qtbot: QtBot) -> None:
    seen: list[object] = []
    lane.progressed.connect(lambda fraction, note: seen.append((fraction, note)))
    lane.finished.connect(lambda _: seen.append("end"))

    def work(job: Job) -> None:
        for number in range(5000):
            job.step(number / 5000, "Filling")

    with qtbot.waitSignal(lane.finished):
        lane.start(work, "Fill")
    assert seen[0] == (0.0, "Filling") and seen[-1] == "end"
    assert len(seen) < 500


def test_close_cancels_waits_and_stays_silent(qtbot: QtBot) -> None:
    lane = Lane()
    endings: list[object] = []
    lane.cancelled.connect(lambda: endings.append("cancelled"))
    stopped = threading.Event()

    def work(job: Job) -> None:
        try:
            while True:
                job.step(0.1)
                time.sleep(0.002)
        finally:
            stopped.set()

    lane.start(work, "Fill")
    assert lane.close(WAIT_MS) and stopped.is_set()
    qtbot.wait(20)
    assert not endings
    with pytest.raises(RuntimeError, match="closed"):
        lane.start(lambda _: None, "Fill")


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="counts threads the Linux way")
def test_no_thread_is_left(qtbot: QtBot) -> None:
    def threads() -> int:
        return len(list(Path("/proc/self/task").iterdir()))

    lane = Lane()
    before = threads()
    for _ in range(5):
        with qtbot.waitSignal(lane.finished):
            lane.start(lambda _: None, "Fill")
    assert lane.close(WAIT_MS)
    qtbot.waitUntil(lambda: threads() <= before)  # the kernel lists one a little longer


class _Sender(QObject):
    flag = Signal(bool)
    thing = Signal(object)


def test_signals_keep_their_references_to_true(lane: Lane, qtbot: QtBot) -> None:
    """PySide6 6.12.0 on CPython 3.11 drops one at every signal, and aborts when they run out."""
    sender = _Sender()
    seen: list[bool] = []
    sender.flag.connect(seen.append)
    sender.thing.connect(seen.append)
    before = sys.getrefcount(True)
    for _ in range(2000):
        sender.flag.emit(True)
        sender.thing.emit(True)
    seen.clear()
    for _ in range(10):
        with qtbot.waitSignal(lane.finished):
            lane.start(lambda _: True, "Fill")
    assert abs(sys.getrefcount(True) - before) < 500


def test_work_runs_in_a_qthread_of_its_own(lane: Lane, qtbot: QtBot) -> None:
    gui = QThread.currentThread()
    with qtbot.waitSignal(lane.finished) as finished:
        lane.start(lambda _: QThread.currentThread() is gui, "Fill")
    assert finished.args == [False]
