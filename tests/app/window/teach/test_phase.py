"""How long what follows a training takes."""

from __future__ import annotations

from app.teach.phase import PhaseClock


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_reported_progress_gives_the_time_left() -> None:
    clock = Clock()
    phase = PhaseClock(clock)
    phase.begin()
    assert (phase.share, phase.left_s) == (None, None)
    phase.report(0.0)
    clock.now = 30.0
    phase.report(0.5)
    assert (phase.share, phase.spent_s, phase.left_s) == (0.5, 30.0, 30.0)
    clock.now = 40.0
    assert phase.left_s == 20.0
    clock.now = 90.0
    assert phase.left_s is None  # it takes longer, and nobody knows how long


def test_an_expected_time_stands_for_reports() -> None:
    clock = Clock()
    phase = PhaseClock(clock)
    phase.begin(100.0)
    clock.now = 25.0
    assert (phase.share, phase.left_s) == (0.25, 75.0)
    clock.now = 300.0
    assert phase.share is not None and phase.share < 1 and phase.left_s is None
    phase.begin()
    assert phase.share is None
