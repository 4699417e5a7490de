"""Time left, told honestly."""

from __future__ import annotations

import pytest

from engine.batch.pace import EACH, FILLED, LEAST, Pace


@pytest.fixture
def clock():
    now = [0.0]

    def tell() -> float:
        return now[0]

    tell.go = lambda seconds: now.__setitem__(0, now[0] + seconds)
    return tell


def test_nothing_is_promised_before_some_photos_are_through(clock) -> None:
    pace = Pace(10 * 1000, 10, clock)
    for _ in range(LEAST - 1):
        clock.go(1)
        pace.ended("", 1000)
    assert (pace.per_minute, pace.seconds_left) == (None, None)
    clock.go(1)
    pace.ended("", 1000)
    assert pace.per_minute == pytest.approx(60)
    assert pace.seconds_left == pytest.approx(7)


def test_large_photos_take_their_time(clock) -> None:
    """Four small photos are through, four ten times as large are left."""
    small, large = 10 * EACH, 109 * EACH
    pace = Pace(4 * small + 4 * large, 8, clock)
    for _ in range(4):
        clock.go(1)
        pace.ended("", small)
    assert pace.seconds_left == pytest.approx(40)
    clock.go(2)
    assert pace.seconds_left == pytest.approx(38)


def test_the_latest_photos_count(clock) -> None:
    pace = Pace(0, 300, clock)
    for seconds in [1] * 100 + [3] * 100:
        clock.go(seconds)
        pace.ended("", 0)
    assert pace.seconds_left == pytest.approx(300)


def test_a_pause_does_not_count(clock) -> None:
    pace = Pace(0, 6, clock)
    for _ in range(3):
        clock.go(1)
        pace.pause()
        clock.go(100)
        pace.pause()
        pace.go_on()
        clock.go(1)
        pace.ended("", 0)
    assert pace.seconds_left == pytest.approx(6)


def test_with_nothing_to_do_all_is_done(clock) -> None:
    assert Pace(0, 0, clock).fraction == 1


def test_what_is_on_its_way_counts(clock) -> None:
    """Of five photos of equal size three took 10 s each; the fourth says that it is half done, after 20 s."""
    pace = Pace(5 * EACH, 5, clock)
    for name in "abc":
        clock.go(10)
        pace.ended(name, EACH)
    clock.go(20)
    pace.going("d", EACH, 0.5)
    done = 3 + 0.5 * FILLED
    assert pace.fraction == pytest.approx(done / 5)
    assert pace.seconds_left == pytest.approx((5 - done) * 50 / done)


def test_a_photo_that_begins_again_moves_nothing_back(clock) -> None:
    pace = Pace(EACH, 1, clock)
    pace.going("a", EACH, 0.6)
    before = pace.fraction
    pace.going("a", EACH, 0.1)
    assert pace.fraction == before
    pace.ended("a", EACH)
    assert pace.fraction == 1


def test_two_large_photos_need_not_be_through(clock) -> None:
    pace = Pace(2 * EACH, 2, clock)
    pace.going("a", EACH, 0.2)
    assert pace.seconds_left is None
    clock.go(19)
    assert pace.seconds_left == pytest.approx(19 * (1 - 0.1 * FILLED) / (0.1 * FILLED))
