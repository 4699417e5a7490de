"""Partial convolution (Liu et al., Image Inpainting for Irregular Holes, ECCV 2018): known pixels alone."""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional as F


class Seen(NamedTuple):
    """Maps, and where they are known.

    maps: N×C×H×W.  known: N×1×H×W or N×C×H×W float of 0 and 1, 1 = known; what maps hold elsewhere has no
    influence.
    """

    maps: Tensor
    known: Tensor


class PartialConv(nn.Module):
    """The sum over the known part of each window, times what the window lacks; unknown where none is known.

    inputs: channels of each `Seen` it is given; they are joined in this order, and each keeps its own mask.
    Padding is unknown too, so nothing is darker at the border.  The bias is added after the rescaling.
    """

    def __init__(
        self,
        inputs: tuple[int, ...],
        outputs: int,
        kernel: int = 3,
        *,
        stride: int = 1,
        bias: bool = False,
    ) -> None:
        super().__init__()
        self.convolution = nn.Conv2d(sum(inputs), outputs, kernel, stride, kernel // 2, bias=bias)
        self.inputs, self.window = inputs, sum(inputs) * kernel * kernel
        nn.init.kaiming_normal_(self.convolution.weight, nonlinearity="relu")
        if bias:
            nn.init.zeros_(self.convolution.bias)  # type: ignore[arg-type]

    def forward(self, *parts: Seen) -> Seen:
        """Maps N×outputs×H'×W', 0 where unknown, and N×1×H'×W' of what is known now."""
        layer = self.convolution
        ratio, known = self._ratio(parts)
        masked = torch.cat([part.maps * part.known.to(part.maps.dtype) for part in parts], 1)
        maps = F.conv2d(masked, layer.weight, None, layer.stride, layer.padding)
        maps = maps * ratio.to(maps.dtype)
        if layer.bias is not None:
            maps = maps + (layer.bias.view(1, -1, 1, 1) * known).to(maps.dtype)
        return Seen(maps, known)

    @torch.no_grad()
    def _ratio(self, parts: tuple[Seen, ...]) -> tuple[Tensor, Tensor]:
        """What the sum over a window is multiplied by, and whether anything in it is known; float32."""
        counts = [part.known.float().mean(1, keepdim=True) * part.maps.shape[1] for part in parts]
        count = sum(counts[1:], counts[0])
        layer = self.convolution
        with torch.autocast(count.device.type, enabled=False):
            window = torch.ones(1, 1, *layer.kernel_size, device=count.device)
            total = F.conv2d(count, window, None, layer.stride, layer.padding)
        known = (total > 0.5).float()  # counts are whole numbers
        return known * self.window / total.clamp(min=1), known
