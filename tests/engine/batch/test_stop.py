"""A cancel that waits for nobody, a pause, and nothing that is left behind."""

# How soon a cancel is heard is measured by `make bench ARGS=cancel`.

from __future__ import annotations

import threading

import pytest

from engine.batch import Pause, State, run
from engine.job import Cancelled, Job
from engine.models.catalog import method

WAIT_S = 60.0  # Only what hangs takes as long.


@pytest.fixture
def busy(monkeypatch):
    """telea that is at work without hearing of anything until `free` is set; `begun` tells it has begun."""
    fill, begun, free = type(method("telea")).fill, threading.Event(), threading.Event()

    def deaf(self, request, job):
        begun.set()
        free.wait(WAIT_S)
        return fill(self, request, job)

    monkeypatch.setattr(type(method("telea")), "fill", deaf)
    yield begun, free
    free.set()


def cancel_once(begun: threading.Event, job: Job) -> threading.Thread:
    """A thread that cancels the job when the event is set."""

    def cancel() -> None:
        begun.wait(WAIT_S)
        job.cancel()

    canceller = threading.Thread(target=cancel)
    canceller.start()
    return canceller


def test_a_cancel_is_heard_whatever_a_method_does(plan, inside, busy, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("engine.batch.journal.LOCK_TIMEOUT_S", WAIT_S)
    begun, free = busy
    job, still_deaf = Job(), []
    canceller = cancel_once(begun, job)
    summary = run(plan(), job=job)
    still_deaf = [thread for thread in threading.enumerate() if thread.name.startswith("batch-")]
    canceller.join()
    assert still_deaf
    assert summary.cancelled
    assert {one.state for one in summary.outcomes} == {State.QUEUED}
    assert inside(tmp_path / "out") == []
    free.set()
    assert run(plan(), resume=True).failed == ()
    assert inside(tmp_path / "out") == ["a.jpg", "b.png"]


def test_what_comes_after_a_cancel_is_thrown_away(plan, inside, busy, tmp_path) -> None:
    begun, free = busy
    job = Job()
    canceller = cancel_once(begun, job)
    run(plan(), job=job)
    canceller.join()
    free.set()
    for thread in threading.enumerate():
        if thread.name.startswith("batch-"):
            thread.join(WAIT_S)
    assert begun.is_set()
    assert inside(tmp_path / "out") == []


def test_a_cancel_while_photos_are_looked_for(plan) -> None:
    job = Job()
    job.cancel()
    with pytest.raises(Cancelled):
        run(plan(), job=job)


def test_a_paused_run_goes_on_where_it_was(plan, folder, photo) -> None:
    for number in range(5):
        photo(folder / f"n{number}.png", number)
    pause, seen, paused = Pause(), [], []
    resumed = threading.Timer(0.3, pause.go_on)

    def report(event) -> None:
        seen.append((event.progress.paused, event.progress.ended))
        if event.progress.ended == 2 and not paused:
            paused.append(True)
            pause.pause()
        if event.progress.paused and resumed.ident is None:
            resumed.start()

    summary = run(plan(), pause=pause, report=report)
    assert len(summary.done) == 7
    assert 2 <= max(ended for paused, ended in seen if paused) <= 5  # those that were written already


def test_a_paused_run_can_be_cancelled(plan) -> None:
    pause, job = Pause(), Job()
    pause.pause()
    summary = run(plan(), pause=pause, job=job, report=lambda event: event.progress.paused and job.cancel())
    assert summary.cancelled
    assert summary.done == ()


def test_a_report_that_fails_leaves_no_thread(plan) -> None:
    def report(_) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        run(plan(), report=report)
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("batch-")]
