"""GMCNN's two critics: of the whole photo, and of the part around the hole (Wang et al. 2018, release)."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from engine.networks.layers.spectral import normalised

CRITIC_HALVINGS = 4


class GmcnnCritic(nn.Module):
    """N×3×side×side → N×1 scores.  Spectral norm everywhere, as the hinge loss wants it."""

    def __init__(self, side: int, width: int = 64) -> None:
        super().__init__()
        layers: list[nn.Module] = []
        before = 3
        for after in (width, 2 * width, 4 * width, 4 * width):
            layers += [normalised(nn.Conv2d(before, after, 5, 2, 2)), nn.ELU()]
            before = after
        places = (side >> CRITIC_HALVINGS) ** 2
        self.layers = nn.Sequential(*layers, nn.Flatten(), normalised(nn.Linear(places * before, 1)))

    def forward(self, photo: Tensor) -> Tensor:
        scores: Tensor = self.layers(photo)
        return scores.float()


class GmcnnCritics(nn.Module):
    """whole: N×3×side×side.  part: N×3×side/2×side/2.  Returns N×2 scores."""

    def __init__(self, side: int, width: int = 64) -> None:
        super().__init__()
        self.of_whole, self.of_part = GmcnnCritic(side, width), GmcnnCritic(side // 2, width)

    def forward(self, whole: Tensor, part: Tensor) -> Tensor:
        return torch.cat([self.of_whole(whole), self.of_part(part)], 1)
