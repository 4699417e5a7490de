"""GLCIC's context discriminator.

One score of the photo and of the window around the hole (Iizuka et al. 2017).
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

MAX_DENSE_SIDE_PX = 4  # Of the map that the dense layer is given.


class GlcicBranch(nn.Module):
    """N×3×side×side → N×dense, by as many halvings as leave 4×4 at most: 6 of 256, 5 of 128."""

    def __init__(self, side: int, width: int = 64, dense: int = 1024) -> None:
        super().__init__()
        layers: list[nn.Module] = []
        before, level = 3, 0
        while side > MAX_DENSE_SIDE_PX:
            after = width << min(level, 3)
            layers += [nn.Conv2d(before, after, 5, 2, 2), nn.BatchNorm2d(after), nn.ReLU()]
            before, level, side = after, level + 1, -(-side // 2)
        self.layers = nn.Sequential(*layers, nn.Flatten(), nn.Linear(side * side * before, dense), nn.ReLU())

    def forward(self, photo: Tensor) -> Tensor:
        found: Tensor = self.layers(photo)
        return found


class GlcicCritics(nn.Module):
    """whole: N×3×side×side.  part: N×3×side/2×side/2.  Returns N×1 logits.

    is_local: whether there is a branch for the part; without it the part is not looked at.
    """

    def __init__(self, side: int, width: int = 64, dense: int = 1024, *, is_local: bool = True) -> None:
        super().__init__()
        self.of_whole = GlcicBranch(side, width, dense)
        self.of_part = GlcicBranch(side // 2, width, dense) if is_local else None
        self.judge = nn.Linear((2 if is_local else 1) * dense, 1)

    def forward(self, whole: Tensor, part: Tensor) -> Tensor:
        seen = [self.of_whole(whole)] + ([] if self.of_part is None else [self.of_part(part)])
        logits: Tensor = self.judge(torch.cat(seen, 1))
        return logits.float()
