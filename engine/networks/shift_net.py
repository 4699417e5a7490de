"""Shift-Net: a U-Net that moves features of what is known into the hole (Yan et al., ECCV 2018, release)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple, cast

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from engine.networks.layers.scale import fill_at, learnt
from engine.networks.layers.shift import coarse, shift
from engine.networks.layers.spread import spread

LEAKY_RELU_SLOPE = 0.2
SHIFT_LEVEL = 3  # The level whose features are shifted, at an eighth of the size.


@dataclass(frozen=True, kw_only=True)
class ShiftNetDesign:
    """downs: halvings; sides are multiples of 2^downs.  mask: it sees which pixels are known, as the release.

    crop: side of the photos that are learnt from, px.
    begun: it is shown a membrane in the holes, and answers with what to add to it.  Ours, no paper: instance
    norm forgets how bright a photo is, and takes hours to learn it again.
    shifts: off, the layer sees zeros in place of shifted features: to compare with.
    """

    width: int = 64
    downs: int = 8
    mask: bool = True
    crop: int = 256
    begun: bool = False
    shifts: bool = True


SLIM_DESIGN = ShiftNetDesign(width=24, downs=7, crop=128, begun=True)


class Moved(NamedTuple):
    """painted: N×3×H×W.  decoded: N×C×H/8×W/8, the decoder's features before the shift."""

    painted: Tensor
    decoded: Tensor


class ShiftNet(nn.Module):
    """image: N×3×H×W in [0, 1].  mask: N×1×H×W of 0 and 1, 1 = missing.

    The picture is in [0, 1], if begun not clipped.  What the holes hold has no influence.
    """

    def __init__(self, design: ShiftNetDesign | None = None) -> None:
        super().__init__()
        self.design = design or ShiftNetDesign()
        widths = [self.design.width << min(level, 3) for level in range(self.design.downs)]
        inputs = 4 if self.design.mask else 3
        self.down = nn.ModuleList(
            [
                _halving(before, after, norm=0 < number < len(widths) - 1)
                for number, (before, after) in enumerate(zip([inputs, *widths], widths, strict=False))
            ]
        )
        self.up = nn.ModuleList([_doubling(widths[-1], widths[-2])])
        for level in range(len(widths) - 1, 1, -1):
            parts = 3 if level == SHIFT_LEVEL else 2
            self.up.append(_doubling(parts * widths[level - 1], widths[level - 2]))
        self.last = nn.ConvTranspose2d(2 * widths[0], 3, 4, 2, 1)
        for part in self.modules():
            if isinstance(part, nn.Conv2d | nn.ConvTranspose2d):
                nn.init.normal_(part.weight, 0, 0.02)
                nn.init.zeros_(cast(Tensor, part.bias))
        if self.design.begun:
            nn.init.zeros_(self.last.weight)  # training starts at the membrane

    def forward(self, image: Tensor, mask: Tensor) -> Moved:
        """H and W are multiples of 2^downs."""
        hidden = torch.where(mask > 0, 0, image * 2 - 1)
        base = spread(hidden, mask) if self.design.begun else hidden
        passed = self._encoded(base, mask, len(self.down))
        found = F.relu(self.up[0](F.relu(passed[-1])))
        decoded = found
        for level, rise in zip(range(len(self.down) - 1, 1, -1), self.up[1:], strict=True):
            beside = F.relu(passed[level - 1])
            parts = [found, beside]
            if level == SHIFT_LEVEL:
                decoded = found
                holes = coarse(mask, 1 << SHIFT_LEVEL)
                parts.append(shift(found, beside, holes) if self.design.shifts else torch.zeros_like(found))
            found = F.relu(rise(torch.cat(parts, 1)))
        painted = torch.tanh(self.last(torch.cat([found, F.relu(passed[0])], 1)).float())
        if self.design.begun:
            painted = base + mask * painted
        return Moved((painted + 1) / 2, decoded)

    def looked(self, image: Tensor) -> Tensor:
        """The encoder's features of a whole photo: what `decoded` should be in the holes."""
        known = torch.zeros_like(image[:, :1])
        return F.relu(self._encoded(image * 2 - 1, known, SHIFT_LEVEL)[-1])

    def fill(self, image: Tensor, mask: Tensor) -> Tensor:
        """The painted picture of photos of any size; holes wider than half a crop are painted smaller."""
        sides = learnt(mask, self.design.crop, 1 << self.design.downs)
        return fill_at(sides, image, mask, lambda photo, holes: self(photo, holes).painted)

    def _encoded(self, base: Tensor, mask: Tensor, levels: int) -> list[Tensor]:
        """The first levels' maps, before their activation.  base: in [−1, 1]."""
        maps = torch.cat([base, 1 - mask], 1) if self.design.mask else base
        passed: list[Tensor] = []
        for number, level in enumerate(self.down[:levels]):
            maps = level(F.leaky_relu(maps, LEAKY_RELU_SLOPE) if number else maps)
            passed.append(maps)
        return passed


def _halving(before: int, after: int, *, norm: bool) -> nn.Sequential:
    layers: list[nn.Module] = [nn.Conv2d(before, after, 4, 2, 1)]
    if norm:
        layers.append(nn.InstanceNorm2d(after, affine=True))
    return nn.Sequential(*layers)


def _doubling(before: int, after: int) -> nn.Sequential:
    return nn.Sequential(nn.ConvTranspose2d(before, after, 4, 2, 1), nn.InstanceNorm2d(after, affine=True))
