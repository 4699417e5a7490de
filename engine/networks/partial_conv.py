"""The partial convolution U-Net (Liu et al., Image Inpainting for Irregular Holes, ECCV 2018)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import cast

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from engine.networks.layers.partial import PartialConv, Seen

KERNELS = (7, 5, 5)  # of the first levels; 3 below them
LEAK = 0.2
USUAL, SPREAD = 0.43, 0.22  # mean and deviation of photos, which the carried channels begin with
FAINT = 0.02  # of the random weights of channels that begin by carrying the picture


@dataclass(frozen=True, kw_only=True)
class Design:
    """levels: halvings.  The paper has 8 for 512 px, and 7 for 256."""

    width: int = 64
    levels: int = 8


class Norm(nn.BatchNorm2d):
    """Batch normalisation that can be used at rest while others learn: nothing of it changes then."""

    def forward(self, x: Tensor, frozen: bool = False) -> Tensor:
        if not frozen:
            return super().forward(x)
        return F.batch_norm(
            x, self.running_mean, self.running_var, self.weight.detach(), self.bias.detach(), eps=self.eps
        )


class Level(nn.Module):
    """Partial convolution, normalisation, activation (leak: slope below 0).  The mask passes the last two."""

    def __init__(
        self, inputs: tuple[int, ...], outputs: int, kernel: int, *, stride: int, leak: float, norm: bool
    ) -> None:
        super().__init__()
        self.partial = PartialConv(inputs, outputs, kernel, stride=stride)
        self.norm = Norm(outputs) if norm else None
        self.leak = leak

    def forward(self, *parts: Seen, frozen: bool = False) -> Seen:
        maps, known = self.partial(*parts)
        if self.norm is not None:
            maps = self.norm(maps, frozen)
        return Seen(F.leaky_relu(maps, self.leak), known)


class PartialUNet(nn.Module):
    """image: N×3×H×W in [0, 1] of any size.  mask: N×1×H×W of 0 and 1, 1 = missing.

    Returns the picture N×3×H×W, linear and not clipped, and N×1×H×W of what it could reach: 0 only where a
    hole is larger than the network looks.  What the holes hold has no influence, not even as NaN.
    """

    def __init__(self, design: Design | None = None) -> None:
        super().__init__()
        self.design = design or Design()
        widths = [self.design.width << min(level, 3) for level in range(self.design.levels)]
        self.down = nn.ModuleList(
            [
                Level((before,), after, kernel, stride=2, leak=0, norm=number > 0)
                for number, (before, after, kernel) in enumerate(
                    zip([3, *widths], widths, _kernels(self.design.levels), strict=False)
                )
            ]
        )
        self.up = nn.ModuleList(
            [
                Level((below, beside), beside, 3, stride=1, leak=LEAK, norm=True)
                for below, beside in zip(widths[:0:-1], widths[-2::-1], strict=True)
            ]
        )
        self.last = PartialConv((widths[0], 3), 3, bias=True)
        self._carry()

    def forward(self, image: Tensor, mask: Tensor, *, frozen: bool = False) -> tuple[Tensor, Tensor]:
        """frozen: the encoder's normalisation stays as it is (phase 2 of a training)."""
        height, width = image.shape[2:]
        multiple = 1 << self.design.levels
        margin = (0, -width % multiple, 0, -height % multiple)
        known = F.pad((mask <= 0).to(image.dtype), margin)  # what lies beyond the photo is a hole as well
        seen = Seen(F.pad(torch.where(mask > 0, 0, image), margin), known)
        passed = [seen]
        for level in self.down:
            seen = level(seen, frozen=frozen)
            passed.append(seen)
        passed.pop()
        for level in self.up:
            seen = level(_twice(seen), passed.pop())
        found = self.last(_twice(seen), passed.pop())
        return found.maps.float()[..., :height, :width], found.known[..., :height, :width]

    @torch.no_grad()
    def _carry(self) -> None:
        """Begin as a fill from a pyramid of means; the rest is for training to learn.

        Ours, no paper: a partial convolution whose weights are all alike is the mean of what is known in its
        window, and levels of these are a smooth fill already.  Three channels of each level carry it.
        """
        for level in cast(list[Level], [*self.down, *self.up]):
            _average(level.partial)
            if level.norm is not None:  # it gives back what it takes off, as long as photos are as usual
                for plane, value in (
                    (level.norm.weight, SPREAD),
                    (level.norm.bias, USUAL),
                    (level.norm.running_mean, USUAL),
                    (level.norm.running_var, SPREAD**2),
                ):
                    cast(Tensor, plane)[:3] = value
        _average(self.last)


def _kernels(levels: int) -> list[int]:
    return [*KERNELS, *[3] * levels][:levels]


def _twice(seen: Seen) -> Seen:
    maps, known = (F.interpolate(plane, scale_factor=2, mode="nearest") for plane in seen)
    return Seen(maps, known)


def _average(layer: PartialConv) -> None:
    """Channels 0 to 2 become means over the window of channels 0 to 2 of every part, by their counts."""
    weight = layer.convolution.weight
    weight[:3] *= FAINT / math.sqrt(2)
    start = 0
    for channels in layer.inputs:
        for channel in range(3):
            weight[channel, start + channel] += channels / layer.window
        start += channels
