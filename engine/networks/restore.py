"""The restoration network: corrects a diffusion fill of thin damage.  Ours, no paper.

A residual U-Net whose finest level is half the photo's resolution: 2×2 pixels become channels, so that no
pixel is lost and a layer costs a quarter.  Without normalisation: a fill must not depend on far contrast.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from engine.networks.layers.fused import fusible, residual

SIDE_MULTIPLE_PX = 8  # The 2×2 stem and two halvings.


class ResidualBlock(nn.Module):
    """x + conv(relu(conv(x))); the second convolution starts small, so that depth does not slow the start."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.first = nn.Conv2d(width, width, 3, padding=1)
        self.second = nn.Conv2d(width, width, 3, padding=1)
        with torch.no_grad():
            self.second.weight.mul_(0.1)

    def forward(self, x: Tensor) -> Tensor:
        if fusible(x):
            return residual(x, self.first, self.second)
        change: Tensor = self.second(F.relu(self.first(x)))
        return x + change


class Restore(nn.Module):
    """membrane, plate: N×3×H×W in [0, 1], two fills of the same holes; mask: N×1×H×W, 1 = missing → N×3×H×W.

    Known pixels of the answer are those of `plate`.  H and W divide by SIDE_MULTIPLE_PX.
    """

    def __init__(
        self, widths: tuple[int, int, int] = (64, 96, 128), blocks: tuple[int, int, int] = (2, 2, 4)
    ) -> None:
        super().__init__()
        fine, middle, coarse = widths
        self.stem = nn.Conv2d(7 * 4, fine, 3, padding=1)
        self.down = nn.ModuleList([nn.Conv2d(fine, middle, 2, 2), nn.Conv2d(middle, coarse, 2, 2)])
        self.before = nn.ModuleList([_blocks(fine, blocks[0]), _blocks(middle, blocks[1])])
        self.bottom = _blocks(coarse, blocks[2])
        self.up = nn.ModuleList([nn.Conv2d(coarse, middle * 4, 1), nn.Conv2d(middle, fine * 4, 1)])
        self.after = nn.ModuleList([_blocks(middle, blocks[1]), _blocks(fine, blocks[0])])
        # A correction of each channel, and the membrane's share.
        self.head = nn.Conv2d(fine, 4 * 4, 3, padding=1)
        nn.init.zeros_(self.head.weight)  # training starts at the mean of both fills
        self.head.bias = nn.Parameter(torch.tensor([0.0] * 12 + [0.5] * 4))

    def forward(self, membrane: Tensor, plate: Tensor, mask: Tensor) -> Tensor:
        seen = torch.cat([plate - 0.5, (membrane - plate) * 4, mask - 0.5], 1)
        fine = self.before[0](
            self.stem(F.pixel_unshuffle(seen, 2).contiguous(memory_format=torch.channels_last))
        )
        middle = self.before[1](self.down[0](fine))
        coarse = self.bottom(self.down[1](middle))
        middle = self.after[0](middle + F.pixel_shuffle(self.up[0](coarse), 2))
        fine = self.after[1](fine + F.pixel_shuffle(self.up[1](middle), 2))
        found = F.pixel_shuffle(self.head(fine), 2).float()
        return plate + mask * (found[:, :3] + found[:, 3:] * (membrane - plate))


def _blocks(width: int, count: int) -> nn.Sequential:
    return nn.Sequential(*(ResidualBlock(width) for _ in range(count)))
