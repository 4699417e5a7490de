"""A guess of the time left is made once there is something to judge by."""

from __future__ import annotations

import pytest

from app.jobs.remaining import Remaining


@pytest.mark.parametrize(
    ("spent", "fraction", "left"),
    [
        (1.0, 0.5, None),
        (5.0, 0.1, None),
        (4.0, 0.5, 4),
        (4.0, 0.4, 6),
        (9.5, 0.2, 40),
        (90.0, 0.2, 360),
        (9.0, 1.0, 1),
    ],
)
def test_what_is_left(spent: float, fraction: float, left: float | None) -> None:
    times = iter((100.0, 100.0 + spent))
    remaining = Remaining(lambda: next(times))
    remaining.begin()
    assert remaining.left(0.0) is None
    assert remaining.left(fraction) == left


def test_what_came_before_the_first_step_is_not_counted() -> None:
    times = iter((60.0, 64.0))
    remaining = Remaining(lambda: next(times))
    remaining.left(0.1)
    assert remaining.left(0.5) == 5
