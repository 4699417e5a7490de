"""A signal whose KeyboardInterrupt a library swallowed still stops a command."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import suppress

import pytest

from app.cli.batch import _stoppable
from app.cli.progress import progress
from engine.job import Job
from engine.system.process import stop_on_termination

pytestmark = pytest.mark.usefixtures("heeds_ctrl_c", "signals")


@pytest.fixture
def signals(heeds_ctrl_c: None) -> Iterator[None]:  # noqa: ARG001 - its handler is replaced
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    stop_on_termination()
    yield
    stop_on_termination()
    for number, handler in before.items():
        signal.signal(number, handler)


def swallowed(number: int) -> None:
    with suppress(KeyboardInterrupt):
        signal.raise_signal(number)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("command", [progress, _stoppable])
def test_before_the_work(command, number: int) -> None:
    swallowed(number)
    with pytest.raises(KeyboardInterrupt), command():
        pytest.fail("the work began")


def test_in_the_middle_of_the_work() -> None:
    with progress() as job:
        job.step(0.1)
        swallowed(signal.SIGTERM)
        with pytest.raises(KeyboardInterrupt):
            job.step(0.2)


def test_work_that_nobody_stops_goes_on() -> None:
    with progress() as job, _stoppable() as other:
        assert isinstance(other, Job)
        job.step(1.0)
        other.step(1.0)
