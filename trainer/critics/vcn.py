"""VCN's two critics: of the whole photo, and of its damaged part (Wang et al. 2020, and the release)."""

from __future__ import annotations

import itertools

from torch import Tensor, nn
from torch.nn import functional as F

PAPER_WIDTH = 64
POOLED_SIDE = 16  # Of the map that the whole photo's critic is pooled to, whatever the photo's size.


class VcnCritics(nn.Module):
    """whole: N×3×H×W → N scores.  patches: N×3×H×W → N×1×H/32×W/32 scores.  No norm, as WGAN-GP asks."""

    def __init__(self, width: int = PAPER_WIDTH) -> None:
        super().__init__()
        d = width
        self.global_layers = _layers(3, d, 2 * d, 4 * d, 4 * d)
        self.judge = nn.Linear(POOLED_SIDE * POOLED_SIDE * 4 * d, 1)
        self.patch_layers = _layers(3, d, 2 * d, 4 * d, 8 * d)
        self.patch_judge = nn.Conv2d(8 * d, 1, 5, 2, 2)

    def whole(self, photo: Tensor) -> Tensor:
        found = F.adaptive_avg_pool2d(self.global_layers(photo), POOLED_SIDE)
        scores: Tensor = self.judge(found.flatten(1))[:, 0]
        return scores.float()

    def patches(self, photo: Tensor) -> Tensor:
        scores: Tensor = self.patch_judge(self.patch_layers(photo))
        return scores.float()

    def forward(self, photo: Tensor) -> tuple[Tensor, Tensor]:
        return self.whole(photo), self.patches(photo)


def _layers(*widths: int) -> nn.Sequential:
    parts: list[nn.Module] = []
    for inside, out in itertools.pairwise(widths):
        parts += [nn.Conv2d(inside, out, 5, 2, 2), nn.LeakyReLU(0.2)]
    return nn.Sequential(*parts)
