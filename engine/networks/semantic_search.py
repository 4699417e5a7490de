"""A DCGAN of one kind of picture (Radford, Metz, Chintala 2015), in which Yeh et al. (CVPR 2017) search."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn

DRAWN_SIDE_PX = 64  # Of all pictures that the generator draws and the critic judges.
LATENT_VALUES = 100
# Kernel, top and base: the widths of the code most used, which the paper does not state.
PAPER_WIDTHS = (5, 512, 64)
SLIM_WIDTHS = (4, 256, 32)  # Kernel, top and base of a network that two cores can train.
FIRST_MAP_SIDE_PX = 4  # Of the maps that the latent is projected to.
WEIGHT_DEVIATION = 0.02  # Of the normal distribution that all weights are drawn from at the start.


@dataclass(frozen=True, kw_only=True)
class SemanticSearchDesign:
    """kernel: of the convolutions, 4 or 5 px.  top: the generator's maps at 4×4.  base: critic's first."""

    kernel: int = PAPER_WIDTHS[0]
    top: int = PAPER_WIDTHS[1]
    base: int = PAPER_WIDTHS[2]


class Generator(nn.Module):
    """Draws a picture: z N×100 in [−1, 1] → N×3×64×64 in [−1, 1]."""

    def __init__(self, design: SemanticSearchDesign) -> None:
        super().__init__()
        kernel, top = design.kernel, design.top
        self.top = top
        self.project = nn.Linear(LATENT_VALUES, top * FIRST_MAP_SIDE_PX * FIRST_MAP_SIDE_PX)
        layers: list[nn.Module] = [nn.BatchNorm2d(top), nn.ReLU()]
        for wide in (top, top // 2, top // 4):
            layers += [_doubling(wide, wide // 2, kernel), nn.BatchNorm2d(wide // 2), nn.ReLU()]
        self.layers = nn.Sequential(*layers, _doubling(top // 8, 3, kernel))
        _start(self)

    def forward(self, z: Tensor) -> Tensor:
        drawn: Tensor = self.layers(self.project(z).view(-1, self.top, FIRST_MAP_SIDE_PX, FIRST_MAP_SIDE_PX))
        return drawn.float().tanh()


class Halving(nn.Module):
    """Four convolutions of stride 2, a linear layer: N×3×64×64 → N×outputs.  The critic is one."""

    def __init__(self, design: SemanticSearchDesign, outputs: int) -> None:
        super().__init__()
        base, kernel = design.base, design.kernel
        layers: list[nn.Module] = [_halving(3, base, kernel), nn.LeakyReLU(0.2)]
        for wide in (base, 2 * base, 4 * base):
            layers += [_halving(wide, 2 * wide, kernel), nn.BatchNorm2d(2 * wide), nn.LeakyReLU(0.2)]
        self.layers = nn.Sequential(*layers)
        self.last = nn.Linear(8 * base * FIRST_MAP_SIDE_PX * FIRST_MAP_SIDE_PX, outputs)
        _start(self)

    def forward(self, picture: Tensor) -> Tensor:
        found: Tensor = self.last(self.layers(picture).flatten(1))
        return found.float()


class SemanticSearch(nn.Module):
    """The generator whose latents are searched, and the critic that says how likely a picture is (logits)."""

    def __init__(self, design: SemanticSearchDesign | None = None) -> None:
        super().__init__()
        self.design = design or SemanticSearchDesign()
        self.generator = Generator(self.design)
        self.critic = Halving(self.design, 1)

    def forward(self, z: Tensor) -> Tensor:
        drawn: Tensor = self.generator(z)
        return drawn


def uniform(count: int, generator: torch.Generator) -> Tensor:
    """count×100 in [−1, 1); the first rows are the same however many are drawn."""
    return torch.cat([torch.rand(1, LATENT_VALUES, generator=generator) * 2 - 1 for _ in range(count)])


def _doubling(inputs: int, outputs: int, kernel: int) -> nn.ConvTranspose2d:
    return nn.ConvTranspose2d(inputs, outputs, kernel, 2, (kernel - 1) // 2, output_padding=kernel % 2)


def _halving(inputs: int, outputs: int, kernel: int) -> nn.Conv2d:
    return nn.Conv2d(inputs, outputs, kernel, 2, (kernel - 1) // 2)


def _start(network: nn.Module) -> None:
    for layer in network.modules():
        if isinstance(layer, nn.Linear | nn.Conv2d | nn.ConvTranspose2d):
            nn.init.normal_(layer.weight, 0, WEIGHT_DEVIATION)
            assert layer.bias is not None
            nn.init.zeros_(layer.bias)
