"""The partial convolution U-Net (Liu et al., Image Inpainting for Irregular Holes, ECCV 2018)."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from engine.networks.layers.partial import PartialConv, Seen
from engine.networks.layers.scale import fill_at, learnt
from engine.networks.layers.spread import spread

FIRST_KERNELS_PX = (7, 5, 5)  # Of the first three levels; those below have 3.
LEAKY_RELU_SLOPE = 0.2


@dataclass(frozen=True, kw_only=True)
class PartialConvDesign:
    """levels: halvings; the paper has 8 for 512 px, and 7 for 256.

    crop: side of the photos that are learnt from, px.
    begun: the network answers with what to add to a membrane.  Ours, no paper: some thousand steps on a CPU
    are to be spent on what is better than that.
    plain: to the layers the holes are known, and black, as to ordinary convolutions: to compare with.
    gated: the same, with the mask beside the picture and a gate that is learnt on every map (Yu et al., ICCV
    2019, equation 3): to compare with.
    """

    width: int = 64
    levels: int = 8
    crop: int = 512
    begun: bool = False
    plain: bool = False
    gated: bool = False


SLIM_DESIGN = PartialConvDesign(width=24, levels=6, crop=128, begun=True)


class Norm(nn.BatchNorm2d):
    """Batch normalisation that can be used at rest while others learn: nothing of it changes then."""

    def forward(self, x: Tensor, frozen: bool = False) -> Tensor:
        if not frozen:
            return super().forward(x)
        return F.batch_norm(
            x, self.running_mean, self.running_var, self.weight.detach(), self.bias.detach(), eps=self.eps
        )


class PartialConvLevel(nn.Module):
    """Partial convolution, normalisation, activation (leak: slope below 0).  The mask passes the last two.

    gated: half of the convolution's maps say how much of the other half goes on.
    """

    def __init__(
        self,
        inputs: tuple[int, ...],
        outputs: int,
        kernel: int,
        *,
        stride: int,
        leak: float,
        norm: bool,
        gated: bool = False,
    ) -> None:
        super().__init__()
        self.partial = PartialConv(inputs, 2 * outputs if gated else outputs, kernel, stride=stride)
        self.norm = Norm(outputs) if norm else None
        self.leak, self.gated = leak, gated

    def forward(self, *parts: Seen, frozen: bool = False) -> Seen:
        maps, known = self.partial(*parts)
        gates = None
        if self.gated:
            maps, gates = maps.chunk(2, 1)
        if self.norm is not None:
            maps = self.norm(maps, frozen)
        maps = F.leaky_relu(maps, self.leak)
        return Seen(maps if gates is None else maps * gates.sigmoid(), known)


class PartialUNet(nn.Module):
    """image: N×3×H×W in [0, 1] of any size.  mask: N×1×H×W of 0 and 1, 1 = missing.

    Returns the picture N×3×H×W, linear and not clipped, and N×1×H×W of what it could reach: 0 only where a
    hole is larger than the network looks.  What the holes hold has no influence, not even as NaN.
    """

    def __init__(self, design: PartialConvDesign | None = None) -> None:
        super().__init__()
        self.design = design or PartialConvDesign()
        gated, planes = self.design.gated, 4 if self.design.gated else 3
        widths = [self.design.width << min(level, 3) for level in range(self.design.levels)]
        self.down = nn.ModuleList(
            [
                PartialConvLevel((before,), after, kernel, stride=2, leak=0, norm=number > 0, gated=gated)
                for number, (before, after, kernel) in enumerate(
                    zip([planes, *widths], widths, _kernels(self.design.levels), strict=False)
                )
            ]
        )
        self.up = nn.ModuleList(
            [
                PartialConvLevel(
                    (below, beside), beside, 3, stride=1, leak=LEAKY_RELU_SLOPE, norm=True, gated=gated
                )
                for below, beside in zip(widths[:0:-1], widths[-2::-1], strict=True)
            ]
        )
        self.last = PartialConv((widths[0], planes), 3, bias=True)
        if self.design.begun:
            nn.init.zeros_(self.last.convolution.weight)  # training starts at the membrane

    def forward(self, image: Tensor, mask: Tensor, *, frozen: bool = False) -> tuple[Tensor, Tensor]:
        """frozen: the encoder's normalisation stays as it is (phase 2 of a training)."""
        height, width = image.shape[2:]
        multiple = 1 << self.design.levels
        margin = (0, -width % multiple, 0, -height % multiple)
        blind = self.design.plain or self.design.gated
        there = torch.ones_like(mask) if blind else (mask <= 0).to(image.dtype)
        known = F.pad(there, margin)  # what lies beyond the photo is a hole as well
        image = torch.where(mask > 0, 0, image)
        shown = torch.cat([image, mask], 1) if self.design.gated else image
        seen = Seen(F.pad(shown, margin), known)
        passed = [seen]
        for level in self.down:
            seen = level(seen, frozen=frozen)
            passed.append(seen)
        passed.pop()
        for level in self.up:
            seen = level(_twice(seen), passed.pop())
        found = self.last(_twice(seen), passed.pop())
        made, reached = (plane.float()[..., :height, :width] for plane in found)
        return (spread(image, mask) + mask * made if self.design.begun else made), reached

    def fill(self, image: Tensor, mask: Tensor) -> Tensor:
        """The picture alone; holes wider than half of a crop are filled at a smaller size."""
        return fill_at(learnt(mask, self.design.crop, 1), image, mask, self._reached)

    def _reached(self, image: Tensor, mask: Tensor) -> Tensor:
        """What one pass cannot reach is filled by a further one, to which the first one's fill is known."""
        while True:
            made, known = self(image, mask)
            image, left = torch.where(mask > 0, made, image), 1 - known
            if not left.any() or left.sum() >= mask.sum():
                return image
            mask = left


def _kernels(levels: int) -> list[int]:
    return [*FIRST_KERNELS_PX, *[3] * levels][:levels]


def _twice(seen: Seen) -> Seen:
    maps, known = (F.interpolate(plane, scale_factor=2, mode="nearest") for plane in seen)
    return Seen(maps, known)
