"""EdgeConnect's generators and critics (Nazeri et al., ICCV Workshops 2019), after the authors' release."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple, cast

import torch
from torch import Tensor, nn
from torch.nn import functional as F
from torch.nn.utils.parametrize import is_parametrized

from engine.models.method import ESTIMATED_TOLERANCE
from engine.networks.layers.edges import canny, grey
from engine.networks.layers.residual import DilatedResidual
from engine.networks.layers.scale import Sides, fill_at, learnt, small
from engine.networks.layers.spectral import Layer, normalised
from engine.networks.layers.spread import spread
from engine.networks.layers.value_range import kept_in_range

SIDE_MULTIPLE_PX = 4  # Two halvings.
MIN_SIDE_PX = 16  # Below it the residual maps are smaller than 4×4, and instance norm has no statistics.


class ResidualGenerator(nn.Module):
    """Residual generator, N×inputs×H×W → N×outputs×H×W in [0, 1].

    G1 draws edges (one output, spectral normalisation), G2 paints.
    """

    def __init__(
        self, inputs: int, outputs: int, *, spectral: bool, width: int = 64, blocks: int = 8
    ) -> None:
        super().__init__()

        def held(layer: Layer) -> Layer:
            return normalised(layer) if spectral else layer

        layers: list[nn.Module] = [nn.ReflectionPad2d(3), held(nn.Conv2d(inputs, width, 7))]
        layers += _normed(width)
        for wide in (2 * width, 4 * width):
            layers += [held(nn.Conv2d(wide // 2, wide, 4, 2, 1)), *_normed(wide)]
        layers += [DilatedResidual(4 * width, spectral=spectral) for _ in range(blocks)]
        for wide in (2 * width, width):
            layers += [held(nn.ConvTranspose2d(2 * wide, wide, 4, 2, 1)), *_normed(wide)]
        layers += [nn.ReflectionPad2d(3), nn.Conv2d(width, outputs, 7)]
        self.layers = _started(layers)
        self.single = outputs == 1

    def forward(self, x: Tensor) -> Tensor:
        logits: Tensor = self.layers(x).float()
        return logits.sigmoid() if self.single else (logits.tanh() + 1) / 2


@dataclass(frozen=True, kw_only=True)
class EdgeConnectDesign:
    """The sizes of both generators: width of the first layer, and number of residual blocks.

    crop: side in px of the photos that they learn from. begun: the painter gets a membrane in the holes and
    the mask beside it, and answers with what to add to it. Not in the paper: instance norm loses how bright a
    photo is, and a painter that sees white holes takes hours to learn it again. edges: False gives the
    painter none, to compare.
    """

    width: int = 64
    blocks: int = 8
    crop: int = 256
    begun: bool = False
    edges: bool = True


SLIM_DESIGN = EdgeConnectDesign(width=24, blocks=4, crop=128, begun=True)


class DrawnEdges(NamedTuple):
    """Edge maps, N×1×H×W in [0, 1] each."""

    drawn: Tensor  # The network's, everywhere.
    whole: Tensor  # Canny's where the photo is known, the network's in the holes.


class EdgeConnect(nn.Module):
    """Draws the edges that are missing (G1), then paints between edges (G2).

    image: N×3×H×W in [0, 1], sides divide by SIDE_MULTIPLE_PX.  mask: N×1×H×W of 0 and 1, 1 = missing.
    edges: N×1×H×W, Canny's.  Values of image and edges in the holes have no influence.
    """

    def __init__(self, design: EdgeConnectDesign | None = None) -> None:
        super().__init__()
        self.design = design or EdgeConnectDesign()
        width, blocks = self.design.width, self.design.blocks
        self.drawer = ResidualGenerator(3, 1, spectral=True, width=width, blocks=blocks)
        planes = 5 if self.design.begun else 4
        self.painter = ResidualGenerator(planes, 3, spectral=False, width=width, blocks=blocks)
        if self.design.begun:
            nn.init.zeros_(cast(nn.Conv2d, self.painter.layers[-1]).weight)  # training starts at the membrane

    def draw(self, image: Tensor, mask: Tensor, edges: Tensor) -> DrawnEdges:
        """Draw the edges that are missing."""
        known = edges * (1 - mask)
        drawn = self.drawer(torch.cat([_white(grey(image), mask), known, mask], 1))
        return DrawnEdges(drawn, known + drawn * mask)

    def paint(self, image: Tensor, mask: Tensor, edges: Tensor) -> Tensor:
        """Paint all pixels, N×3×H×W, in [0, 1] unless `begun`.  edges: N×1×H×W in [0, 1], without gaps."""
        if not self.design.edges:
            edges = torch.zeros_like(edges)
        painted: Tensor
        if not self.design.begun:
            painted = self.painter(torch.cat([_white(image, mask), edges], 1))
            return painted
        membrane = spread(torch.where(mask > 0, 0, image), mask)
        painted = self.painter(torch.cat([membrane, edges, mask], 1))
        return membrane + mask * (2 * painted - 1)

    def forward(self, image: Tensor, mask: Tensor, edges: Tensor) -> tuple[DrawnEdges, Tensor]:
        found = self.draw(image, mask, edges)
        return found, self.paint(image, mask, found.whole)

    def follow(self, image: Tensor, mask: Tensor, said: Tensor | None = None) -> Tensor:
        """The edges that a fill is painted between, N×1×H×W: Canny's, the network's, and those of the guide.

        said: the guide `edges`, N×1×H×W, which counts in the holes where it is decided; None: no guide.
        """
        edges = self.draw(image, mask, canny(grey(image), mask)).whole
        if said is None:
            return edges
        decided = ((said - 0.5).abs() > ESTIMATED_TOLERANCE) & (mask > 0)
        return torch.where(decided, (said > 0.5).to(edges.dtype), edges)

    def estimate_edges(self, image: Tensor, mask: Tensor, said: Tensor | None = None) -> Tensor:
        """The edges that `fill` follows, at the photo's size."""
        sides = learnt(mask, self.design.crop, SIDE_MULTIPLE_PX)
        edges = self.follow(*small(image, mask, sides), _at(said, sides))
        return F.interpolate(edges.float(), mask.shape[2:], mode="bilinear", align_corners=False)

    def fill(self, image: Tensor, mask: Tensor, said: Tensor | None = None) -> Tensor:
        """The painted picture, its holes kept to the known range; holes wider than half of a crop are painted
        at a smaller size.
        """
        sides = learnt(mask, self.design.crop, SIDE_MULTIPLE_PX)

        def painted(photo: Tensor, holes: Tensor) -> Tensor:
            return self.paint(photo, holes, self.follow(photo, holes, _at(said, sides)))

        return kept_in_range(fill_at(sides, image, mask, painted), image, mask)


def _at(said: Tensor | None, sides: Sides) -> Tensor | None:
    """The guide at another size."""
    return None if said is None else F.interpolate(said, sides, mode="area")


def _white(planes: Tensor, mask: Tensor) -> Tensor:
    """Planes with white holes, as the release gives them to networks that get no mask."""
    return torch.where(mask > 0, 1, planes)


class PatchCritic(nn.Module):
    """70×70 PatchGAN critic without biases: N×inputs×H×W → its five feature maps, the last of them logits.

    instance_norm: in the three inner layers, as in the informed-mask paper.
    """

    def __init__(self, inputs: int, *, width: int = 64, instance_norm: bool = False) -> None:
        super().__init__()
        stages: list[nn.Module] = []
        for number, (filters, stride) in enumerate(
            ((width, 2), (2 * width, 2), (4 * width, 2), (8 * width, 1), (1, 1))
        ):
            layers: list[nn.Module] = [normalised(nn.Conv2d(inputs, filters, 4, stride, 1, bias=False))]
            if instance_norm and 0 < number < 4:
                layers.append(nn.InstanceNorm2d(filters))
            if filters > 1:
                layers.append(nn.LeakyReLU(0.2))
            stages.append(nn.Sequential(*layers))
            inputs = filters
        self.stages = nn.ModuleList(stages)

    def forward(self, x: Tensor) -> list[Tensor]:
        maps = []
        for stage in self.stages:
            x = stage(x)
            maps.append(x)
        return maps


def _normed(width: int) -> list[nn.Module]:
    return [nn.InstanceNorm2d(width), nn.ReLU()]


def _started(layers: list[nn.Module]) -> nn.Sequential:
    """The layers in sequence, initialised: weights N(0, 0.02) unless spectral norm scales them, biases 0."""
    for part in (part for layer in layers for part in layer.modules()):
        if isinstance(part, nn.Conv2d | nn.ConvTranspose2d):
            if not is_parametrized(part):
                nn.init.normal_(part.weight, 0, 0.02)
            if part.bias is not None:
                nn.init.zeros_(part.bias)
    return nn.Sequential(*layers)
