"""Time left, told honestly."""

from __future__ import annotations

import pytest

from engine.batch.rate_estimate import FILLED_SHARE, MIN_PHOTOS, OVERHEAD_BYTES, RateEstimate


@pytest.fixture
def clock():
    now = [0.0]

    def tell() -> float:
        return now[0]

    tell.go = lambda seconds: now.__setitem__(0, now[0] + seconds)
    return tell


def test_nothing_is_promised_before_some_photos_are_through(clock) -> None:
    estimate = RateEstimate(10 * 1000, 10, clock)
    for _ in range(MIN_PHOTOS - 1):
        clock.go(1)
        estimate.ended("", 1000)
    assert (estimate.per_minute, estimate.seconds_left) == (None, None)
    clock.go(1)
    estimate.ended("", 1000)
    assert estimate.per_minute == pytest.approx(60)
    assert estimate.seconds_left == pytest.approx(7)


def test_large_photos_take_their_time(clock) -> None:
    """Four small photos are through, four ten times as large are left."""
    small, large = 10 * OVERHEAD_BYTES, 109 * OVERHEAD_BYTES
    estimate = RateEstimate(4 * small + 4 * large, 8, clock)
    for _ in range(4):
        clock.go(1)
        estimate.ended("", small)
    assert estimate.seconds_left == pytest.approx(40)
    clock.go(2)
    assert estimate.seconds_left == pytest.approx(38)


def test_the_latest_photos_count(clock) -> None:
    estimate = RateEstimate(0, 300, clock)
    for seconds in [1] * 100 + [3] * 100:
        clock.go(seconds)
        estimate.ended("", 0)
    assert estimate.seconds_left == pytest.approx(300)


def test_a_pause_does_not_count(clock) -> None:
    estimate = RateEstimate(0, 6, clock)
    for _ in range(3):
        clock.go(1)
        estimate.pause()
        clock.go(100)
        estimate.pause()
        estimate.resume()
        clock.go(1)
        estimate.ended("", 0)
    assert estimate.seconds_left == pytest.approx(6)


def test_with_nothing_to_do_all_is_done(clock) -> None:
    assert RateEstimate(0, 0, clock).fraction == 1


def test_what_is_on_its_way_counts(clock) -> None:
    """Of five photos of equal size three took 10 s each; the fourth says that it is half done, after 20 s."""
    estimate = RateEstimate(5 * OVERHEAD_BYTES, 5, clock)
    for name in "abc":
        clock.go(10)
        estimate.ended(name, OVERHEAD_BYTES)
    clock.go(20)
    estimate.running("d", OVERHEAD_BYTES, 0.5)
    done = 3 + 0.5 * FILLED_SHARE
    assert estimate.fraction == pytest.approx(done / 5)
    assert estimate.seconds_left == pytest.approx((5 - done) * 50 / done)


def test_a_photo_that_begins_again_moves_nothing_back(clock) -> None:
    estimate = RateEstimate(OVERHEAD_BYTES, 1, clock)
    estimate.running("a", OVERHEAD_BYTES, 0.6)
    before = estimate.fraction
    estimate.running("a", OVERHEAD_BYTES, 0.1)
    assert estimate.fraction == before
    estimate.ended("a", OVERHEAD_BYTES)
    assert estimate.fraction == 1


def test_two_large_photos_need_not_be_through(clock) -> None:
    estimate = RateEstimate(2 * OVERHEAD_BYTES, 2, clock)
    estimate.running("a", OVERHEAD_BYTES, 0.2)
    assert estimate.seconds_left is None
    clock.go(19)
    assert estimate.seconds_left == pytest.approx(19 * (1 - 0.1 * FILLED_SHARE) / (0.1 * FILLED_SHARE))
