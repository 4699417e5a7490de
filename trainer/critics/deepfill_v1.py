"""DeepFill v1's two critics: of the whole photo, and of the box around the hole (Yu et al. 2018)."""

from __future__ import annotations

import itertools

import torch
from torch import Tensor, nn

PAPER_WIDTH, PAPER_CROP = 64, 256


class DeepFillV1Critics(nn.Module):
    """whole: N×3×crop×crop → N scores.  box: N×3×crop/2×crop/2 → N scores.  No norm, as WGAN-GP asks."""

    def __init__(self, width: int = PAPER_WIDTH, crop: int = PAPER_CROP) -> None:
        super().__init__()
        w = width
        self.global_layers = _layers(crop, 3, w, 2 * w, 4 * w, 4 * w)
        self.local_layers = _layers(crop // 2, 3, w, 2 * w, 4 * w, 8 * w)

    def whole(self, photo: Tensor) -> Tensor:
        return _score(self.global_layers, photo)

    def box(self, photo: Tensor) -> Tensor:
        return _score(self.local_layers, photo)

    def forward(self, photo: Tensor, box: Tensor) -> tuple[Tensor, Tensor]:
        return self.whole(photo), self.box(box)


def _layers(side: int, *widths: int) -> nn.Sequential:
    parts: list[nn.Module] = []
    for inside, out in itertools.pairwise(widths):
        parts += [nn.Conv2d(inside, out, 5, 2, 2), nn.LeakyReLU(0.2)]
        side //= 2
    return nn.Sequential(*parts, nn.Flatten(), nn.Linear(widths[-1] * side * side, 1))


def _score(layers: nn.Sequential, photo: Tensor) -> Tensor:
    """The scores, in float32, as second derivatives are taken of them."""
    with torch.autocast(photo.device.type, enabled=False):
        scores: Tensor = layers(photo.float())[:, 0]
    return scores
