"""What the classical methods are known for."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
import pytest
from skimage import data
from skimage.restoration import inpaint_biharmonic

from engine.job import Cancelled, Job
from engine.models.catalog import method
from engine.models.method import Array, Request
from engine.options import Value, resolve


def fill(id: str, image: Array, hole: Any, job: Job | None = None, **options: Value) -> Array:
    chosen = method(id)
    request = Request(
        image=image, mask=hole.astype(np.float32), options=resolve(chosen.info.options, options)
    )
    answer: Array = chosen.run(request, job or Job(), "cpu")[0]
    return answer


def error(filled: Array, image: Array, hole: Any) -> float:
    return float(np.square(filled - image)[hole].mean())


@pytest.fixture
def scratched() -> tuple[Array, Any]:
    image = (data.astronaut()[100:260, 150:350] / 255).astype(np.float32)
    marked = np.zeros(image.shape[:2], np.uint8)
    cv2.line(marked, (5, 10), (180, 150), 1, 4)
    marked[30:44, 60:75] = marked[:6, 90:110] = marked[150:, 190:] = 1
    return image, marked > 0


def edge(slope: float) -> Array:
    y, x = np.mgrid[:96, :96]
    return np.repeat(((y - 48) * slope + x > 48)[..., None] * 0.7 + 0.1, 3, axis=2).astype(np.float32)


def test_biharmonic_equals_scikit_image(scratched: tuple[Array, Any]) -> None:
    image, hole = scratched
    peer = inpaint_biharmonic(image.astype(np.float64), hole, channel_axis=-1)
    assert np.abs(fill("biharmonic", image, hole) - peer).max() < 1e-5


def test_biharmonic_continues_a_smooth_surface() -> None:
    y, x = np.mgrid[:120, :120] / 120
    image = np.stack([x, y, 0.3 + 0.2 * x + 0.1 * y], axis=2).astype(np.float32)
    hole = np.zeros((120, 120), bool)
    hole[30:90, 40:100] = True
    assert np.abs(fill("biharmonic", image, hole) - image).max() < 1e-3


def test_biharmonic_solves_a_large_hole_in_pieces_that_can_be_cancelled() -> None:
    hole = np.zeros((300, 300), bool)
    hole[20:280, 20:280] = True
    image = np.random.default_rng(0).random((300, 300, 3)).astype(np.float32)
    steps: list[float] = []
    fill("biharmonic", image, hole, Job(lambda fraction, note: steps.append(fraction)))  # noqa: ARG005
    assert len(steps) > 8


@pytest.mark.parametrize("slope", [0.0, 0.5, 1.0])
def test_total_variation_carries_a_straight_edge_better_than_telea(slope: float) -> None:
    image, hole = edge(slope), np.zeros((96, 96), bool)
    hole[40:50] = hole[:, 70:74] = True
    assert error(fill("total-variation", image, hole), image, hole) < error(
        fill("telea", image, hole), image, hole
    )


def test_total_variation_keeps_a_flat_picture_flat() -> None:
    hole = np.zeros((64, 64), bool)
    hole[10:50, 10:50] = True
    image = np.full((64, 64, 3), 0.3, np.float32)
    assert np.abs(fill("total-variation", image, hole) - 0.3).max() < 1e-3


def test_low_rank_gives_a_regular_pattern_back() -> None:
    tiles = np.kron(np.indices((8, 8)).sum(axis=0) % 2, np.ones((12, 12)))
    image = np.repeat(tiles[..., None] * 0.6 + 0.2, 3, axis=2).astype(np.float32)
    marked = np.zeros((96, 96), np.uint8)
    cv2.line(marked, (5, 10), (90, 80), 1, 5)
    hole = marked > 0
    assert error(fill("low-rank", image, hole), image, hole) < 0.2 * error(
        fill("telea", image, hole), image, hole
    )


def test_low_rank_takes_the_rank_it_is_given(scratched: tuple[Array, Any]) -> None:
    image, hole = scratched
    one, many = (fill("low-rank", image[:96, :96], hole[:96, :96], rank=rank) for rank in (1, 20))
    assert not np.allclose(one, many)


@pytest.mark.parametrize(("id", "flag"), [("telea", cv2.INPAINT_TELEA), ("navier-stokes", cv2.INPAINT_NS)])
def test_opencvs_methods_equal_opencv(id: str, flag: int, scratched: tuple[Array, Any]) -> None:
    image, hole = scratched
    stored = np.rint(image * 255).astype(np.uint8)
    peer = cv2.inpaint(stored, hole.astype(np.uint8), 4, flag).astype(np.float32) / 255
    assert np.abs(fill(id, image, hole, radius=4) - peer).mean() < 1 / 255


@pytest.mark.parametrize("id", ["telea", "navier-stokes"])
def test_a_flat_picture_stays_flat(id: str) -> None:
    hole = np.zeros((40, 40), bool)
    hole[10:20, 10:20] = True
    image = np.full((40, 40, 3), 0.3, np.float32)
    assert np.abs(fill(id, image, hole) - 0.3).max() < 1e-3


@pytest.mark.parametrize("id", ["biharmonic", "total-variation", "low-rank"])
def test_it_stops_between_two_steps(id: str) -> None:
    hole = np.zeros((200, 200), bool)
    hole[20:180, 20:180] = True
    steps: list[float] = []

    def report(fraction: float, note: str) -> None:  # noqa: ARG001
        steps.append(fraction)
        if len(steps) == 3:
            job.cancel()

    job = Job(report)
    with pytest.raises(Cancelled):
        fill(id, np.random.default_rng(0).random((200, 200, 3)).astype(np.float32), hole, job)
    assert len(steps) == 3
