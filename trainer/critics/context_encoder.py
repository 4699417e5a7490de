"""The context encoder's critic: strided convolutions down to 4×4 px, then one score (Pathak et al. 2016)."""

from __future__ import annotations

import itertools

from torch import Tensor, nn

PAPER_WIDTH = 64


class ContextEncoderCritic(nn.Module):
    """N×3×side×side → N scores (logits).  side: 64 or 128 px, of the predicted pixels."""

    def __init__(self, width: int = PAPER_WIDTH, *, side: int = 128) -> None:
        super().__init__()
        widths = [width, *([width] if side == 128 else []), 2 * width, 4 * width, 8 * width]
        layers: list[nn.Module] = [nn.Conv2d(3, width, 4, 2, 1), nn.LeakyReLU(0.2)]
        for before, after in itertools.pairwise(widths):
            layers += [nn.Conv2d(before, after, 4, 2, 1), nn.BatchNorm2d(after), nn.LeakyReLU(0.2)]
        self.layers = nn.Sequential(*layers, nn.Conv2d(8 * width, 1, 4))

    def forward(self, picture: Tensor) -> Tensor:
        scores: Tensor = self.layers(picture)
        return scores.flatten().float()
