"""A long faint line from one click: scratches of the film's transport."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from engine.pixels.box import Box
from engine.pixels.faint_lines import faint_line, line_at

WIDTH, HEIGHT = 420, 2400


def scratched(depth: float, tilt_px: float, *, seed: int = 1, dark: bool = False) -> np.ndarray:
    """H×W×3 with noise and a line 3 px wide through (200, HEIGHT / 2), `tilt_px` across over its length."""
    random = np.random.default_rng(seed)
    scene = cv2.resize(random.random((12, 4), np.float32), (WIDTH, HEIGHT), interpolation=cv2.INTER_CUBIC)
    scene = np.clip(0.25 + 0.5 * scene, 0.1, 0.85)
    for _ in range(12):
        centre = int(random.integers(WIDTH)), int(random.integers(HEIGHT))
        cv2.circle(scene, centre, int(random.integers(20, 160)), float(random.uniform(0.1, 0.85)), -1)
    line = np.zeros((HEIGHT, WIDTH), np.float32)
    ends = (200 - tilt_px / 2, 0), (200 + tilt_px / 2, HEIGHT)
    start, end = (tuple(round(16 * value) for value in point) for point in ends)
    cv2.line(line, start, end, 1.0, 3, cv2.LINE_AA, 4)
    scene = scene * (1 + (-depth if dark else depth) * line) + random.normal(0, 0.025, scene.shape)
    return np.clip(np.rint(scene * 255), 0, 255).astype(np.uint8)[..., None].repeat(3, -1)


def found(pixels: np.ndarray, at: tuple[float, float]):
    return faint_line(lambda box: pixels[box.slices], at, Box.of(pixels.shape))


@pytest.mark.parametrize(("depth", "dark"), [(0.04, False), (0.07, True), (0.1, False)])
@pytest.mark.parametrize("tilt_px", [0.0, 21.0, -14.0])  # 21 px over 2,400 are half a degree.
def test_it_is_found_from_end_to_end(depth: float, dark: bool, tilt_px: float) -> None:
    trace = found(scratched(depth, tilt_px, dark=dark), (203, HEIGHT / 2))
    assert trace is not None
    (top_x, top), (bottom_x, bottom) = trace.points
    assert top < 200 and bottom > HEIGHT - 200
    for x, y in ((top_x, top), (bottom_x, bottom)):
        assert abs(x - (200 + tilt_px * (y / HEIGHT - 0.5))) < 2
    assert 3 <= trace.width <= 7


def test_a_level_line_is_found_too() -> None:
    pixels = np.ascontiguousarray(scratched(0.08, 10.0).swapaxes(0, 1))
    trace = found(pixels, (HEIGHT / 2, 199))
    assert trace is not None and trace.points[1][0] - trace.points[0][0] > HEIGHT - 400


@pytest.mark.parametrize("seed", range(4))
def test_where_there_is_none_none_is_found(seed: int) -> None:
    pixels = scratched(0.0, 0.0, seed=seed)
    assert all(found(pixels, (x, y)) is None for x in (80, 200, 330) for y in (300, 1900))


def test_a_click_far_beside_it_finds_nothing() -> None:
    assert found(scratched(0.08, 0.0), (240, HEIGHT / 2)) is None


def test_a_strong_curve_is_followed_and_a_faint_line_summed() -> None:
    pixels = scratched(0.0, 0.0)
    y = np.arange(HEIGHT)
    curve = np.stack([200 + 60 * np.sin(y / 300), y], axis=1).astype(np.int32)
    cv2.polylines(pixels, [curve], False, (255, 255, 255), 4)
    at = float(curve[1200][0]), 1200.0
    followed = line_at(lambda box: pixels[box.slices], at, Box.of(pixels.shape))
    assert followed is not None and len(followed.points) > 2
    faint = scratched(0.06, 10.0)
    summed = line_at(lambda box: faint[box.slices], (201, HEIGHT / 2), Box.of(faint.shape))
    assert summed is not None and len(summed.points) == 2


def test_a_small_photo_has_no_long_line() -> None:
    assert found(np.zeros((40, 30, 3), np.uint8), (15, 20)) is None
