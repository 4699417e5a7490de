"""Shift-Net's critic: a 70×70 PatchGAN with norms, biases and spectral norm (Yan et al. 2018, release)."""

from __future__ import annotations

from torch import Tensor, nn

from engine.networks.layers.spectral import normalised

PAPER_WIDTH = 64


class ShiftNetCritic(nn.Module):
    """N×3×H×W → N×1×H/8−2×W/8−2 scores (logits)."""

    def __init__(self, width: int = PAPER_WIDTH) -> None:
        super().__init__()
        layers: list[nn.Module] = [normalised(nn.Conv2d(3, width, 4, 2, 1)), nn.LeakyReLU(0.2)]
        for before, stride in ((width, 2), (2 * width, 2), (4 * width, 1)):
            layers += [
                normalised(nn.Conv2d(before, 2 * before, 4, stride, 1)),
                nn.InstanceNorm2d(2 * before, affine=True),
                nn.LeakyReLU(0.2),
            ]
        self.layers = nn.Sequential(*layers, normalised(nn.Conv2d(8 * width, 1, 4, 1, 1)))

    def forward(self, photo: Tensor) -> Tensor:
        scores: Tensor = self.layers(photo)
        return scores.float()
