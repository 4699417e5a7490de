"""PGGAN's dilated residual generator (Demir & Unal 2018); not to be confused with progressive growing.

The paper's tables are not at hand: widths, blocks and dilations are Lacuna's definition, in its spirit.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal, cast

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from engine.networks.layers.scale import fill_at, learnt
from engine.networks.layers.spread import spread
from engine.networks.layers.value_range import kept_in_range

SIDE_MULTIPLE_PX = 4  # Two halvings.
NORM_GROUPS = 8
Norm = Literal["instance", "batch", "group"]
Variant = Literal["res", "dres", "dres_wide"]
DILATIONS_OF_VARIANT: dict[str, tuple[int, ...]] = {"res": (1,), "dres": (2,), "dres_wide": (2, 4, 8, 16)}


@dataclass(frozen=True, kw_only=True)
class PGGANDesign:
    """width: filters of the first layer.  blocks: residual ones, whose dilations `variant` says, in turn.

    mask_input: the mask is a fourth plane; off: as in the paper.  crop: side of what is learnt from, px.
    norm: instance norm makes all of a picture depend on all of it; the others do not.
    begun: it is shown a membrane in the holes, not grey, and answers with what to add to it.  Ours: instance
    norm forgets how bright a photo is, and grey holes draw the colours around them towards grey.
    """

    width: int = 64
    blocks: int = 9
    variant: Variant = "dres"
    norm: Norm = "instance"
    mask_input: bool = True
    crop: int = 256
    begun: bool = False


SLIM_DESIGN = PGGANDesign(width=24, blocks=4, variant="dres_wide", crop=128, begun=True)


class ReflectPaddedConv(nn.Module):
    """A convolution that reflects the picture at its border; one too small for that repeats its border."""

    def __init__(self, inputs: int, outputs: int, kernel: int, *, stride: int = 1, dilation: int = 1) -> None:
        super().__init__()
        self.pad = dilation * (kernel // 2)
        self.convolution = nn.Conv2d(inputs, outputs, kernel, stride, dilation=dilation)

    def forward(self, x: Tensor) -> Tensor:
        how = "reflect" if min(x.shape[2:]) > self.pad else "replicate"
        found: Tensor = self.convolution(F.pad(x, (self.pad,) * 4, mode=how))
        return found


class Residual(nn.Module):
    """x + norm(conv(ReLU(norm(dilated conv(x))))); nothing after the sum."""

    def __init__(self, width: int, dilation: int, norm: Norm) -> None:
        super().__init__()
        self.first, self.second = (
            ReflectPaddedConv(width, width, 3, dilation=dilation),
            ReflectPaddedConv(width, width, 3),
        )
        self.norms = nn.ModuleList([normed(norm, width), normed(norm, width)])

    def forward(self, x: Tensor) -> Tensor:
        change: Tensor = self.norms[1](self.second(F.relu(self.norms[0](self.first(x)))))
        return x + change


class PGGAN(nn.Module):
    """image: N×3×H×W in [0, 1].  mask: N×1×H×W of 0 and 1, 1 = missing.  Sides divide by SIDE_MULTIPLE_PX.

    Returns N×3×H×W, all pixels, in [0, 1] unless it was begun.  What the holes hold has no influence.
    """

    def __init__(self, design: PGGANDesign | None = None) -> None:
        super().__init__()
        self.design = design or PGGANDesign()
        w, norm = self.design.width, self.design.norm
        dilations = DILATIONS_OF_VARIANT[self.design.variant]
        inputs = 4 if self.design.mask_input else 3
        self.down = nn.Sequential(
            *(ReflectPaddedConv(inputs, w, 7), normed(norm, w), nn.ReLU()),
            *(ReflectPaddedConv(w, 2 * w, 3, stride=2), normed(norm, 2 * w), nn.ReLU()),
            *(ReflectPaddedConv(2 * w, 4 * w, 3, stride=2), normed(norm, 4 * w), nn.ReLU()),
        )
        self.trunk = nn.Sequential(
            *(Residual(4 * w, dilations[n % len(dilations)], norm) for n in range(self.design.blocks))
        )
        # Enlarged, then convolved: a transposed convolution draws a checkerboard.
        self.up = nn.Sequential(
            *(
                nn.Upsample(scale_factor=2.0),
                ReflectPaddedConv(4 * w, 2 * w, 3),
                normed(norm, 2 * w),
                nn.ReLU(),
            ),
            *(nn.Upsample(scale_factor=2.0), ReflectPaddedConv(2 * w, w, 3), normed(norm, w), nn.ReLU()),
            ReflectPaddedConv(w, 3, 7),
        )
        for part in self.modules():
            if isinstance(part, nn.Conv2d):
                nn.init.normal_(part.weight, 0, 0.02)
                nn.init.zeros_(cast(Tensor, part.bias))
        if self.design.begun:
            # Training starts at the membrane.
            nn.init.zeros_(cast(ReflectPaddedConv, self.up[-1]).convolution.weight)

    def forward(self, image: Tensor, mask: Tensor) -> Tensor:
        known = torch.where(mask > 0, 0, image)
        base = spread(known, mask) if self.design.begun else None
        shown = (known * 2 - 1) * (1 - mask) if base is None else base * 2 - 1
        planes = torch.cat([shown, mask], 1) if self.design.mask_input else shown
        found = torch.tanh(self.up(self.trunk(self.down(planes))).float())
        return (found + 1) / 2 if base is None else base + mask * found

    def fill(self, image: Tensor, mask: Tensor) -> Tensor:
        """The same, kept to the known range; holes wider than half of a crop are filled at a smaller size."""
        filled = fill_at(learnt(mask, self.design.crop, SIDE_MULTIPLE_PX), image, mask, self)
        return kept_in_range(filled, image, mask)


def normed(norm: Norm, width: int) -> nn.Module:
    """All of them with a gain and a shift a channel, so that all have as many parameters."""
    if norm == "instance":
        return nn.InstanceNorm2d(width, affine=True)
    return nn.BatchNorm2d(width) if norm == "batch" else nn.GroupNorm(math.gcd(NORM_GROUPS, width), width)
