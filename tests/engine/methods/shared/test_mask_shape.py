"""What damage looks like, in a few numbers."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from engine.methods.shared.mask_shape import difference, from_json, mean, measure


def bars(angle: float, width: int = 3) -> np.ndarray:
    """Bars of 14 px turned clockwise from upright."""
    mask = np.zeros((160, 160), np.uint8)
    along = np.array([np.sin(np.radians(angle)), -np.cos(np.radians(angle))]) * 7
    for x in range(20, 150, 30):
        for y in range(20, 150, 30):
            one, two = np.array([x, y]) - along, np.array([x, y]) + along
            cv2.line(
                mask,
                tuple(one.round().astype(int).tolist()),
                tuple(two.round().astype(int).tolist()),
                1,
                width,
            )
    return mask.astype(np.float32)


def lines(width: int = 3) -> np.ndarray:
    mask = np.zeros((160, 160), np.float32)
    mask[40 : 40 + width] = 1
    mask[:, 90 : 90 + width] = 1
    return mask


@pytest.mark.parametrize("width", [2, 4, 8])
def test_the_width_of_strokes_is_measured(width: int) -> None:
    assert measure(lines(width)).width == pytest.approx(width, rel=0.35)


def test_lines_across_the_picture_are_told_from_bars() -> None:
    assert measure(lines()).through == 1
    assert measure(bars(0)).through == 0


@pytest.mark.parametrize(("angle", "bin"), [(0, 6), (90, 0), (45, 3)])
def test_the_edges_run_along_the_bars(angle: int, bin: int) -> None:
    assert int(np.argmax(measure(bars(angle)).edges)) == bin


def test_the_same_damage_elsewhere_differs_least() -> None:
    known = {angle: measure(bars(angle)) for angle in (0, 45, 90)}
    for angle, shape in known.items():
        moved = measure(np.roll(bars(angle), (7, 11), (0, 1)))
        assert min(known, key=lambda other: difference(moved, known[other])) == angle
        assert difference(moved, shape) < 0.1
    assert difference(known[0], known[90]) > 0.5


def test_it_survives_a_card() -> None:
    shape = measure(bars(30))
    assert difference(shape, from_json(shape.as_json())) < 0.02


def test_the_mean_lies_between() -> None:
    one, two = measure(lines(2)), measure(lines(6))
    assert one.width < mean([one, two]).width < two.width
