"""Patches with overlap, proved with a network that answers the middle of what it sees."""

from __future__ import annotations

import pytest
import torch
from torch.nn import functional as F

from engine.networks.layers.patches import Grid, slide

INNER, OUTER = 12, 6


def oracle(seen, mask, stride):  # noqa: ARG001
    margin = (INNER - OUTER) // 2
    inside = seen[..., margin:-margin, margin:-margin]
    rows = (inside.shape[-2] - OUTER) // stride + 1
    return F.unfold(inside, OUTER, stride=stride).unflatten(2, (rows, -1))


def laid(planes, stride, mask=None, **more):
    height, width = planes.shape[-2:]
    grid = Grid(outer=OUTER, margin=(INNER - OUTER) // 2, stride=stride, height=height, width=width)
    return slide(lambda seen, marked: oracle(seen, marked, stride), planes, mask, grid=grid, **more)


@pytest.mark.parametrize("stride", range(1, OUTER + 1))
@pytest.mark.parametrize("size", [(12, 12), (31, 17), (40, 53), (5, 3), (1, 1)], ids=str)
def test_the_oracle_reproduces_any_picture(stride: int, size: tuple[int, int]) -> None:
    planes = torch.rand(3, 1, *size)
    found, count = laid(planes, stride)
    assert (found - planes).abs().max() < 1e-5
    assert count.shape[-2:] == size
    assert count.min() >= 1


def test_in_steps_of_its_side_each_pixel_is_answered_once() -> None:
    _, count = laid(torch.rand(1, 1, 32, 45), OUTER)
    assert (count == 1).all()


def test_bands_do_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.networks.layers.patches.MAX_PATCHES", 20)
    planes = torch.rand(2, 1, 40, 33)
    found, _ = laid(planes, 2)
    assert (found - planes).abs().max() < 1e-5


def test_a_window_changes_the_weights_and_no_flat_answer() -> None:
    planes = torch.rand(1, 1, 30, 30)
    found, count = laid(planes, 3, windowed=True)
    assert (found - planes).abs().max() < 1e-5
    assert count.unique().numel() > 9


def test_only_answers_that_are_wanted_count() -> None:
    mask = torch.zeros(1, 1, 48, 48)
    mask[..., 20:23, 20:23] = 1
    found, count = laid(torch.ones(1, 1, 48, 48), 2, mask)
    assert (found[mask > 0] == 1).all()
    assert count[..., :14, :].max() == 0


def test_progress_is_told_for_every_band(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.networks.layers.patches.MAX_PATCHES", 20)
    told = []
    laid(torch.rand(1, 1, 40, 33), 4, step=told.append)
    assert told[0] == 0
    assert told == sorted(told)
    assert len(told) > 3


@pytest.mark.parametrize("stride", [0, OUTER + 1])
def test_a_stride_that_leaves_gaps_is_refused(stride: int) -> None:
    with pytest.raises(ValueError, match="stride"):
        laid(torch.rand(1, 1, 20, 20), stride)
