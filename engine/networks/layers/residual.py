"""The dilated residual block of EdgeConnect (Nazeri et al. 2019, after Johnson et al. 2016)."""

from __future__ import annotations

from torch import Tensor, nn

from engine.networks.layers.spectral import normalised


class DilatedResidual(nn.Module):
    """x + IN(conv(ReLU(IN(conv(x, dilation 2))))); nothing after the sum.  Reflect padding; sides ≥ 3.

    spectral: both convolutions are spectrally normalised, and then have no bias.
    """

    def __init__(self, width: int, *, spectral: bool, dilation: int = 2) -> None:
        super().__init__()
        first = nn.Conv2d(width, width, 3, dilation=dilation, bias=not spectral)
        second = nn.Conv2d(width, width, 3, bias=not spectral)
        self.layers = nn.Sequential(
            nn.ReflectionPad2d(dilation),
            normalised(first) if spectral else first,
            nn.InstanceNorm2d(width),
            nn.ReLU(),
            nn.ReflectionPad2d(1),
            normalised(second) if spectral else second,
            nn.InstanceNorm2d(width),
        )

    def forward(self, x: Tensor) -> Tensor:
        change: Tensor = self.layers(x)
        return x + change
