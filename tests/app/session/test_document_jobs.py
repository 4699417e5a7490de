"""Jobs on a document, one after another, and what becomes of them."""

from __future__ import annotations

import threading

import numpy as np
import pytest

from app.document.document import Document
from app.errors.messages import Messages
from app.jobs.lane import Lane
from app.session.document_jobs import DocumentJobs, Stage
from app.session.session import Session
from engine.errors import MaskError
from engine.job import Cancelled, Job
from engine.photo import Photo
from engine.text import Text


class Jobs:
    """The jobs of a document, and what they say."""

    def __init__(self, bot) -> None:
        self.bot = bot
        self.session = Session()
        self.session.hold(Document(Photo(np.zeros((8, 8, 3), np.uint8))))
        self.lane = Lane()
        self.document_jobs = DocumentJobs(self.lane, self.session, Messages(self.session))
        self.said: list[object] = []
        self.document_jobs.started.connect(self.said.append)
        self.document_jobs.ended.connect(lambda: self.said.append("ended"))

    def run(self, sequence) -> bool:
        return self.document_jobs.run(
            sequence,
            done=lambda result: self.said.append(("done", result)),
            failed=lambda error: self.said.append(("failed", str(error.cause))),
            cancelled=lambda: self.said.append("cancelled"),
        )

    def idle(self) -> list[object]:
        self.bot.waitUntil(lambda: not self.document_jobs.busy)
        return self.said


@pytest.fixture
def jobs(qtbot):
    made = Jobs(qtbot)
    yield made
    made.lane.close()
    made.session.hold(None)


def nothing(_: Job) -> None:
    return None


def stuck(job: Job) -> None:
    """Waits until it is cancelled."""
    while not job.cancelled:
        threading.Event().wait(0.001)
    job.step(1.0)


def failing(_: Job) -> None:
    raise MaskError(Text("it is too small"))


def test_a_sequence_gets_each_result_and_its_own_goes_to_done(jobs: Jobs) -> None:
    def sequence():
        first = yield Stage(lambda _: 2, "First", 0.5)
        second = yield Stage(lambda _: first * 5, "Second")
        return first, second

    assert jobs.run(sequence())
    assert jobs.idle() == ["First", "ended", ("done", (2, 10))]


def test_between_stages_the_document_is_free_and_nobody_else_begins(jobs: Jobs) -> None:
    document = jobs.session.document
    states = []

    def sequence():
        locked = yield Stage(lambda _: document.locked, "First", 0.5)
        states.append(
            (locked, document.locked, jobs.document_jobs.start(nothing, "Other", done=states.append))
        )
        yield Stage(nothing, "Second")

    jobs.run(sequence())
    jobs.idle()
    assert states == [(True, False, False)]
    assert not document.locked and not jobs.session.busy


def test_progress_runs_once_from_start_to_end(jobs: Jobs) -> None:
    seen = []
    jobs.document_jobs.progressed.connect(lambda fraction, _: seen.append(fraction))

    def sequence():
        yield Stage(lambda job: job.step(0.5), "First", 0.4)
        yield Stage(lambda job: job.step(0.5), "Second")

    jobs.run(sequence())
    jobs.idle()
    assert seen == pytest.approx([0.2, 0.4, 0.7])


def test_a_failure_is_raised_where_its_stage_stands(jobs: Jobs) -> None:
    def sequence():
        try:
            yield Stage(failing, "First", 0.5)
        except MaskError:
            jobs.said.append("undone")
            raise
        yield Stage(nothing, "Second")

    jobs.run(sequence())
    assert jobs.idle() == ["First", "undone", "ended", ("failed", "it is too small")]


def test_a_failure_may_be_answered_by_another_stage(jobs: Jobs) -> None:
    def sequence():
        try:
            yield Stage(failing, "First", 0.5)
        except MaskError:
            return (yield Stage(lambda _: "instead", "Second"))

    jobs.run(sequence())
    assert jobs.idle()[-1] == ("done", "instead")


@pytest.mark.parametrize("before", [0, 1])
def test_cancelled_it_ends_where_it_stands(jobs: Jobs, before: int) -> None:
    def sequence():
        try:
            for number in range(before):
                yield Stage(nothing, str(number), 0.5)
            jobs.said.append("reached")
            yield Stage(stuck, "Stuck")
        except Cancelled:
            jobs.said.append("undone")
            raise

    jobs.run(sequence())
    jobs.bot.waitUntil(lambda: "reached" in jobs.said and jobs.lane.busy)
    jobs.document_jobs.cancel()
    assert jobs.idle()[-3:] == ["undone", "ended", "cancelled"]
    assert not jobs.session.busy


def test_what_goes_wrong_between_stages_leaves_all_free(jobs: Jobs, qtbot) -> None:
    def sequence():
        yield Stage(nothing, "First", 0.5)
        raise ZeroDivisionError

    with qtbot.captureExceptions() as caught:
        jobs.run(sequence())
        jobs.idle()
    assert [kind for kind, _, _ in caught] == [ZeroDivisionError]
    assert not jobs.session.busy and not jobs.session.document.locked


def test_what_waits_for_the_end_goes_on_after_it(jobs: Jobs) -> None:
    jobs.document_jobs.start(stuck, "Stuck", done=jobs.said.append)
    jobs.document_jobs.stop(lambda: jobs.said.append("then"))
    assert jobs.idle() == ["Stuck", "ended", "then"]
