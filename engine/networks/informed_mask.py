"""Informed mask generation: find how much of each pixel is lost, draw the missing edges, paint.

After an anonymous conference submission, "Image Inpainting with Informed Mask Generation": a U-Net (MPN),
EdgeConnect's edge generator (EPN), DeepFill v2's two gated stages (IPN).  Masks are continuous: the value is
the share of information lost, for noise of deviation s in [0, 0.5] it is s/0.5.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from engine.networks.deepfill_v2 import DILATION_RATES, Stages
from engine.networks.edge_connect import ResidualGenerator
from engine.networks.layers.edges import canny, grey

SIDE_MULTIPLE_PX = 16  # The U-Net halves four times.
MAX_PATCH_DAMAGE = 0.05  # Attention takes from a patch only where the mask's mean over it is at most this.


@dataclass(frozen=True, kw_only=True)
class Size:
    """How large the three networks are."""

    mask_width: int = 64
    edge_width: int = 64
    edge_blocks: int = 8
    cnum: int = 48
    dilations: tuple[int, ...] = DILATION_RATES


FULL_SIZE = Size()
SLIM_SIZE = Size(mask_width=16, edge_width=24, edge_blocks=4, cnum=16, dilations=(2, 4, 8, 8))

SIZES_BY_NAME = {"full": FULL_SIZE, "slim": SLIM_SIZE}

MIN_DAMAGE = 0.03  # A mask below it counts as nothing lost.
COMPARED_WINDOW_PX = 7  # The painting is compared with the photo by means over this window.
FULL_DAMAGE_NOISE = 0.5  # Noise of this deviation leaves nothing: a mask of m stands for noise of m/2.


def replaced_share(
    image: Tensor, fine: Tensor, mask: Tensor, gain: float = 1.0, floor: float = MIN_DAMAGE
) -> Tensor:
    """How much of the painting replaces the photo, N×3×H×W in [0, 1]; the paper has it equal the mask.

    A painting that is merely clean then leaves 1 − mask of the noise: at s = 0.1 the mask is 0.2, and no
    painter could gain more than 1.9 dB.  So as much is replaced as Wiener's rule says, never less than the
    mask: where photo and painting differ by the noise alone, all of it; where they differ by more, because
    texture was painted over, less.
    """
    level = (FULL_DAMAGE_NOISE * gain * mask).clamp(min=1e-4)
    differing = F.avg_pool2d(
        (image - fine) ** 2, COMPARED_WINDOW_PX, 1, COMPARED_WINDOW_PX // 2, count_include_pad=False
    )
    expected = F.avg_pool2d(
        _cut(fine, level), COMPARED_WINDOW_PX, 1, COMPARED_WINDOW_PX // 2, count_include_pad=False
    )
    share = torch.maximum((expected / differing.clamp(min=1e-8)).clamp(max=1), (gain * mask).clamp(max=1))
    return torch.where(mask < floor, 0, share)


def _cut(value: Tensor, level: Tensor) -> Tensor:
    """The mean square of noise of this level on a value, once the sum has been cut at black and white."""
    low, high = -value / level, (1 - value) / level
    inside = torch.special.ndtr(high) - torch.special.ndtr(low)
    bell_low, bell_high = _bell(low), _bell(high)
    above = 1 - torch.special.ndtr(high)
    mean = value * inside + level * (bell_low - bell_high) + above
    square = (
        value**2 * inside
        + 2 * value * level * (bell_low - bell_high)
        + level**2 * (inside + low * bell_low - high * bell_high)
        + above
    )
    found: Tensor = (square - 2 * value * mean + value**2).clamp(min=0)
    return found


def _bell(x: Tensor) -> Tensor:
    return torch.exp(-(x**2) / 2) / math.sqrt(2 * math.pi)


class MaskNet(nn.Module):
    """MPN, a U-Net: N×3×H×W in [0, 1] → logits of the mask N×1×H×W."""

    def __init__(self, width: int = 64) -> None:
        super().__init__()
        widths = [width << level for level in range(5)]
        self.down = nn.ModuleList(
            [_double(before, after) for before, after in zip([3, *widths[:-1]], widths, strict=True)]
        )
        self.rise = nn.ModuleList([nn.ConvTranspose2d(2 * wide, wide, 2, 2) for wide in widths[-2::-1]])
        self.up = nn.ModuleList([_double(2 * wide, wide) for wide in widths[-2::-1]])
        self.head = nn.Conv2d(width, 1, 1)

    def forward(self, image: Tensor) -> Tensor:
        skips: list[Tensor] = []
        x = image
        for number, level in enumerate(self.down):
            x = level(F.max_pool2d(x, 2) if number else x)
            skips.append(x)
        skips.pop()
        for rise, level in zip(self.rise, self.up, strict=True):
            x = level(torch.cat([skips.pop(), rise(x)], 1))
        logits: Tensor = self.head(x)
        return logits.float()


class EstimatedEdges(NamedTuple):
    """N×1×H×W in [0, 1] each."""

    seen: Tensor  # Canny's, weakened where the photo is damaged
    drawn: Tensor  # the network's own
    whole: Tensor  # both: seen + drawn ⊙ mask


class Painted(NamedTuple):
    """N×3×H×W in [0, 1] each."""

    coarse: Tensor
    fine: Tensor
    whole: Tensor  # fine where the photo is lost, the photo where it is not


class InformedMask(nn.Module):
    """image: N×3×H×W in [0, 1], sides divide by SIDE_MULTIPLE_PX."""

    def __init__(self, size: Size = FULL_SIZE) -> None:
        super().__init__()
        self.mpn = MaskNet(size.mask_width)
        self.epn = ResidualGenerator(3, 1, spectral=True, width=size.edge_width, blocks=size.edge_blocks)
        self.ipn = Stages(size.cnum, inputs=6, further=2, dilations=size.dilations, valid=MAX_PATCH_DAMAGE)

    def forward(self, image: Tensor, mask: Tensor | None = None) -> tuple[Tensor, EstimatedEdges, Painted]:
        """(mask, edges, picture); a mask that is given takes the place of the one that would be found."""
        mask = self.mask(image) if mask is None else mask
        edges = self.edges(image, mask)
        return mask, edges, self.paint(image, mask, edges.whole)

    def mask(self, image: Tensor) -> Tensor:
        """How much of each pixel is lost, N×1×H×W in [0, 1]."""
        logits: Tensor = self.mpn(image)
        return logits.sigmoid()

    def edges(self, image: Tensor, mask: Tensor, found: Tensor | None = None) -> EstimatedEdges:
        """found: Canny's edges of the image, where they are at hand."""
        tones = grey(image)
        seen = (canny(tones) if found is None else found) * (1 - mask)
        drawn = self.epn(torch.cat([tones, seen, mask], 1))
        return EstimatedEdges(seen, drawn, seen + drawn * mask)

    def paint(self, image: Tensor, mask: Tensor, edges: Tensor) -> Painted:
        known = (image * 2 - 1) * (1 - mask)
        guides = torch.cat([mask, edges], 1)
        coarse, fine, _ = self.ipn(known, mask, torch.ones_like(mask), guides, guides=guides)
        coarse, fine = (coarse + 1) / 2, (fine + 1) / 2
        return Painted(coarse, fine, image * (1 - mask) + fine * mask)


def _double(inputs: int, outputs: int) -> nn.Sequential:
    layers: list[nn.Module] = []
    for before in (inputs, outputs):
        layers += [nn.Conv2d(before, outputs, 3, padding=1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU()]
    return nn.Sequential(*layers)
