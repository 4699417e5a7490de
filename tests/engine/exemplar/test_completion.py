"""What exemplar completion owes: the same answer for the same seed, sharp continuation, and a quick stop."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from engine.exemplar.completion import Settings, chosen, complete
from engine.exemplar.pyramid import build
from engine.exemplar.solver import Solver
from engine.job import Cancelled, Job

Flags = NDArray[np.uint8]


def square(side: int, hole: slice) -> Flags:
    flags = np.zeros((side, side), np.uint8)
    flags[hole, hole] = 1
    return flags


def filled(image: NDArray[np.float32], hole: Flags, usable: Flags | None = None, seed: int = 0):
    sources = (1 - hole).astype(np.uint8) if usable is None else usable
    return complete(image.astype(np.float32), hole, sources, Settings(drafts=2, seed=seed), Job())


def psnr(a: NDArray[np.float32], b: NDArray[np.float32], hole: Flags) -> float:
    return float(-10 * np.log10(np.mean((a[hole > 0] - b[hole > 0]) ** 2) + 1e-12))


@pytest.fixture(scope="module")
def noise() -> NDArray[np.float32]:
    return np.random.default_rng(5).random((64, 64, 3)).astype(np.float32)


def test_the_same_seed_gives_the_same_pixels(noise):
    hole = square(64, slice(20, 44))
    assert np.array_equal(filled(noise, hole, seed=3), filled(noise, hole, seed=3))


def test_another_seed_gives_another_fill(noise):
    hole = square(64, slice(20, 44))
    assert not np.array_equal(filled(noise, hole, seed=3), filled(noise, hole, seed=4))


def test_known_pixels_are_returned_as_they_were(noise):
    hole = square(64, slice(20, 44))
    assert np.array_equal(filled(noise, hole)[hole == 0], noise[hole == 0])


def test_what_stands_in_the_hole_does_not_matter(noise):
    hole = square(64, slice(20, 44))
    other = np.where(hole[..., None] > 0, np.float32(0.9), noise)
    assert np.array_equal(filled(noise, hole), filled(other, hole))


def test_a_constant_picture_stays_constant():
    hole = square(48, slice(14, 34))
    image = np.full((48, 48, 3), 0.37, np.float32)
    assert np.abs(filled(image, hole) - 0.37).max() < 1e-5


def test_stripes_are_continued():
    image = np.repeat((np.arange(96) // 4 % 2).astype(np.float32)[None, :, None], 96, axis=0).repeat(
        3, axis=2
    )
    hole = square(96, slice(32, 64))
    assert psnr(filled(image, hole), image, hole) > 40


def test_a_checkerboard_is_continued():
    y, x = np.mgrid[:96, :96]
    image = np.repeat(((y // 6 + x // 6) % 2).astype(np.float32)[..., None], 3, axis=2)
    hole = square(96, slice(32, 64))
    assert psnr(filled(image, hole), image, hole) > 30


def test_a_straight_edge_goes_on_through_the_hole():
    y, x = np.mgrid[:96, :96]
    image = np.where((y > 40 + 0.25 * x)[..., None], [0.2, 0.5, 0.1], [0.5, 0.7, 0.9]).astype(np.float32)
    hole = square(96, slice(36, 66))
    assert psnr(filled(image, hole), image, hole) > 20


def test_a_gradient_has_no_seam():
    image = np.repeat(np.linspace(0.3, 0.7, 96, dtype=np.float32)[:, None, None], 96, axis=1).repeat(
        3, axis=2
    )
    hole = square(96, slice(36, 60))
    assert np.abs(np.diff(filled(image, hole), axis=0)).max() < 0.02


def test_texture_stays_as_rough_as_its_surroundings(noise):
    hole = square(64, slice(20, 44))
    inside = filled(noise, hole)[20:44, 20:44]
    assert 0.8 < inside.std() / noise.std() < 1.2


def test_nothing_is_taken_from_where_it_may_not_be():
    image = np.zeros((64, 64, 3), np.float32)
    image[:, :32] = [0.8, 0.1, 0.1]
    image[:, 32:] = [0.1, 0.1, 0.8]
    hole = square(64, slice(20, 44))
    usable = (1 - hole).astype(np.uint8)
    usable[:, 32:] = 0
    assert filled(image, hole, usable)[24:40, 24:40, 2].max() < 0.45


def test_cancel_stops_at_the_next_step():
    """How long the steps of a large hole take is measured by `make bench ARGS=cancel`."""
    image = np.random.default_rng(0).random((140, 140, 3)).astype(np.float32)
    hole = square(140, slice(20, 120))
    seen: list[float] = []

    def report(fraction: float, _: str) -> None:
        seen.append(fraction)
        if fraction > 0.2:
            job.cancel()

    job = Job(report)
    with pytest.raises(Cancelled):
        complete(image, hole, (1 - hole).astype(np.uint8), Settings(effort=20), job)
    assert seen[-1] > 0.2 and max(seen[:-1]) <= 0.2


def test_progress_only_rises(noise):
    seen: list[float] = []
    hole = square(64, slice(20, 44))
    job = Job(lambda fraction, _: seen.append(fraction))
    complete(noise, hole, (1 - hole).astype(np.uint8), Settings(drafts=2), job)
    assert seen == sorted(seen) and seen[-1] > 0.9


@pytest.mark.parametrize("side", [24, 120])  # what is only drafted, and what is refined too
def test_progress_does_not_jump(side: int):
    image = np.random.default_rng(2).random((2 * side, 2 * side, 3)).astype(np.float32)
    seen = [0.0]
    hole = square(2 * side, slice(side // 2, side // 2 + side))
    job = Job(lambda fraction, _: seen.append(fraction))
    complete(image, hole, (1 - hole).astype(np.uint8), Settings(drafts=8, effort=4), job)
    assert max(np.diff([*seen, 1.0])) < 0.3


def large(picture) -> tuple[NDArray[np.float32], Flags]:
    """A picture of 160 px from a function of y and x, and a hole in it."""
    y, x = np.mgrid[:160, :160].astype(np.float32)
    return np.ascontiguousarray(np.broadcast_to(picture(y, x)[..., None], (160, 160, 3)), np.float32), square(
        160, slice(52, 108)
    )


def test_wires_go_on_behind_the_hole():
    image, hole = large(lambda y, x: np.minimum(np.abs((y - 0.3 * x) % 50 - 25) / 3, 1) * 0.8)
    assert psnr(filled(image, hole), image, hole) > 20


def test_a_fine_pattern_keeps_its_phase():
    image, hole = large(lambda y, x: 0.5 + 0.2 * np.sin(2 * np.pi * x / 7) + 0.2 * np.sin(2 * np.pi * y / 9))
    assert psnr(filled(image, hole), image, hole) > 30


class Draft:
    """A flat fill of a level, with a given energy."""

    def __init__(self, energy: float, grey: float) -> None:
        self.energy = energy
        self.colours = np.full((4, 4, 3), grey, np.float32)

    def difference(self, other: NDArray[np.float32]) -> float:
        return float(np.abs(self.colours - other).mean())


def test_the_best_draft_comes_first_and_then_what_differs():
    drafts: Any = [Draft(1.3, 0.9), Draft(1.05, 0.11), Draft(1.0, 0.1), Draft(1.2, 0.5)]
    found = [chosen(drafts, None, rank) for rank in range(5)]
    assert found[:4] == [drafts[2], drafts[0], drafts[3], drafts[1]] and found[4] is found[3]


def test_a_draft_far_from_the_prefill_is_worse():
    drafts: Any = [Draft(1.0, 0.9), Draft(1.1, 0.1)]
    assert chosen(drafts, np.zeros((4, 4, 3), np.float32), 0) is drafts[1]


def test_without_structure_lines_are_not_followed_but_it_fills():
    image, hole = large(lambda y, _: (y > 80).astype(np.float32))
    usable = (1 - hole).astype(np.uint8)
    plain = complete(image, hole, usable, Settings(drafts=2, structure=False), Job())
    assert np.array_equal(plain[hole == 0], image[hole == 0]) and np.isfinite(plain).all()


def test_an_edge_that_goes_on_just_inside_the_hole_costs_little():
    image = np.zeros((80, 160, 3), np.float32)
    image[27:] = (0.2, 0.3, 0.6)
    hole = np.zeros((80, 160), np.uint8)
    hole[25:60, 60:90] = 1
    measured = build(image, hole, (1 - hole).astype(np.uint8), 7, Job())[0]
    beside = np.stack(np.mgrid[:74, :154], axis=2).astype(np.int32)
    beside[..., 1] = np.minimum(beside[..., 1] + 50, 140)
    energies = []
    for level in (measured, replace(measured, texture_trust=np.ones_like(measured.texture_trust))):
        solver = Solver(level.copy(), 7, 0, Job(), map)
        solver.assign(beside)
        energies.append(solver.energy_of(level.targets))
    assert energies[0] < 0.4 * energies[1]
