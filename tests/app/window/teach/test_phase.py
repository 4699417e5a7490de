"""How long what follows a training takes."""

from __future__ import annotations

import pytest

from app.teach.phase import PhaseClock


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_reported_progress_gives_the_time_left() -> None:
    clock = Clock()
    phase = PhaseClock(clock)
    phase.report(0.0)
    assert (phase.share, phase.left_s) == (None, None)
    clock.now = 30.0
    phase.report(0.5)
    assert (phase.share, phase.spent_s, phase.left_s) == (0.5, 30.0, 30.0)
    clock.now = 40.0
    assert phase.left_s == pytest.approx(20.0)


def test_progress_and_time_move_between_reports_however_long_the_next_takes() -> None:
    clock = Clock()
    phase = PhaseClock(clock)
    phase.report(0.0)
    clock.now = 10.0
    phase.report(0.05)
    seen = []
    for clock.now in range(10, 300, 10):
        assert phase.share is not None and phase.left_s is not None
        seen.append((phase.share, -phase.left_s))
    assert seen == sorted(set(seen)) and seen[-1][0] < 0.1  # It does not pass the next report.


def test_an_expected_time_stands_for_reports() -> None:
    clock = Clock()
    phase = PhaseClock(clock)
    phase.begin(100.0)
    clock.now = 25.0
    assert (phase.share, phase.left_s) == (0.25, 75.0)
    shares = []
    for clock.now in (90.0, 100.0, 200.0, 300.0):
        shares.append(phase.share)
        assert phase.left_s is not None
    assert shares == sorted(set(shares)) and shares[-1] < 1
    phase.begin()
    assert phase.share is None


def test_time_that_is_told_counts_down() -> None:
    clock = Clock()
    phase = PhaseClock(clock)
    phase.report(0.5, 60.0)
    clock.now = 30.0
    assert (phase.share, phase.left_s) == (0.75, 30.0)
