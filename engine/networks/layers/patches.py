"""A network of patches on a picture of any size: cut with overlap, evaluated, put back and averaged.

A patch of `inner` px a side is looked at, a patch of `outer` px in its middle is answered.  The picture is
continued by reflection beyond its border, so that the answers cover it, whatever its size.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional as F

Evaluate = Callable[[Tensor, Tensor | None], Tensor]
# At a time, of all planes together: 40 MB of a hidden layer's 512 units, and as much input.
MAX_PATCHES = 8192


@dataclass(frozen=True, kw_only=True)
class Grid:
    """Where patches lie on a picture.  outer: px, their answers' side; margin: what they see around it."""

    outer: int
    margin: int
    stride: int
    height: int
    width: int

    def __post_init__(self) -> None:
        if not 1 <= self.stride <= self.outer:
            raise ValueError(f"stride {self.stride} is not in 1 … {self.outer}")

    @property
    def inner(self) -> int:
        return self.outer + 2 * self.margin

    @property
    def rows(self) -> int:
        return self._places(self.height)

    @property
    def columns(self) -> int:
        return self._places(self.width)

    def _places(self, length: int) -> int:
        """As many as it takes for the last answer to reach the border."""
        return max(0, -(-(length - self.outer) // self.stride)) + 1

    def reach(self, places: int) -> int:
        """px that the answers of so many places in a row cover."""
        return (places - 1) * self.stride + self.outer

    def padded(self, planes: Tensor) -> Tensor:
        """N×C×H×W continued by `margin` all round, and on the right and below until the last patch fits."""
        for axis, places in ((-2, self.rows), (-1, self.columns)):
            at = torch.arange(-self.margin, self.reach(places) + self.margin, device=planes.device)
            planes = planes.index_select(axis, _reflected(at, planes.shape[axis]))
        return planes

    def wanted(self, mask: Tensor) -> Tensor:
        """rows×columns of bool: which answers hold a pixel of the padded 1×1×H×W mask."""
        middle = mask[..., self.margin : -self.margin or None, self.margin : -self.margin or None]
        return F.max_pool2d(middle, self.outer, self.stride)[0, 0] > 0


def slide(
    evaluate: Evaluate,
    planes: Tensor,
    mask: Tensor | None,
    *,
    grid: Grid,
    windowed: bool = False,
    step: Callable[[float], None] = lambda _: None,
) -> tuple[Tensor, Tensor]:
    """Evaluate every patch and average overlapping answers (Köhler et al. 2014; Burger et al. 2012).

    evaluate: planes N×1×h×w and mask 1×1×h×w, or None, of a band, padded → N×outer²×rows×columns; with a mask
    it may leave 0 where no answer is wanted.
    planes: N×1×H×W; mask: 1×1×H×W, 1 = missing, then only answers that hold such a pixel count.
    windowed: weigh answers by a Gaussian with σ = outer/4.
    Returns the averages N×1×H×W, 0 where no patch answered, and the sums of their weights 1×1×H×W.
    """
    seen, marked = grid.padded(planes), None if mask is None else grid.padded(mask)
    wanted = torch.ones(grid.rows, grid.columns, dtype=torch.bool) if marked is None else grid.wanted(marked)
    size = grid.reach(grid.rows), grid.reach(grid.columns)
    total, count = planes.new_zeros(len(planes), 1, *size), planes.new_zeros(1, 1, *size)
    weight = _window(grid.outer, windowed).to(planes).view(1, -1, 1, 1)
    band = max(1, MAX_PATCHES // (len(planes) * grid.columns))
    for first in range(0, grid.rows, band):
        step(first / grid.rows)
        here = wanted[first : first + band].to(planes)
        if not here.any():
            continue
        band_rows = slice(first * grid.stride, first * grid.stride + grid.reach(len(here)) + 2 * grid.margin)
        answered = slice(first * grid.stride, first * grid.stride + grid.reach(len(here)))
        found = evaluate(seen[:, :, band_rows], None if marked is None else marked[:, :, band_rows])
        total[:, :, answered] += _fold(found * (weight * here), grid)
        count[:, :, answered] += _fold((weight * here).expand(1, -1, -1, -1), grid)
    height, width = planes.shape[-2:]
    return (total / count.clamp(min=1e-6))[..., :height, :width], count[..., :height, :width]


def vectors(planes: Tensor, side: int, stride: int) -> Tensor:
    """N×1×H×W → N×(rows·columns)×side²: every patch as a row."""
    return F.unfold(planes, side, stride=stride).transpose(1, 2)


def _fold(answers: Tensor, grid: Grid) -> Tensor:
    """N×outer²×rows×columns → the sum of what lies on each pixel, N×1×H×W."""
    size = grid.reach(answers.shape[2]), grid.reach(answers.shape[3])
    return F.fold(answers.flatten(2), size, grid.outer, stride=grid.stride)


def _window(side: int, windowed: bool) -> Tensor:
    if not windowed:
        return torch.ones(side, side)
    at = torch.arange(side) - (side - 1) / 2
    bell = torch.exp(-(at**2) / (2 * (side / 4) ** 2))
    return bell[:, None] * bell[None]


def _reflected(at: Tensor, length: int) -> Tensor:
    """Indices mirrored at the border pixel; what lies beyond the mirror image repeats its end."""
    at = at.abs()
    return torch.where(at >= length, 2 * (length - 1) - at, at).clamp(0, length - 1)
