"""Gated convolution (Yu et al., Free-Form Image Inpainting with Gated Convolution, ICCV 2019)."""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor, nn
from torch.nn import functional as F

# Variance that ELU and a gate near ½ leave of a unit normal: without normalisation layers a smaller gain
# would starve the seventeenth layer.
ELU_GATE_GAIN = 2.2
# Random weights are added to the identity, whose own weight gives back what a gate of ½ takes.
RANDOM_WEIGHT_SCALE, IDENTITY_WEIGHT = 0.5, 2.0


class Gated(nn.Module):
    """`filters` maps from one convolution, halved: activation(first half) ⊙ sigmoid(second half).

    N×C×H×W → N×(filters/2)×H'×W'.  Padding is "same" with zeros; a stride of 2 pads one px more on the right
    and below, as TensorFlow does, where the weights of the paper come from.
    """

    def __init__(
        self,
        inputs: int,
        filters: int,
        kernel: int = 3,
        *,
        stride: int = 1,
        dilation: int = 1,
        activation: Callable[[Tensor], Tensor] = F.elu,
    ) -> None:
        super().__init__()
        total = dilation * (kernel - 1) - (stride - 1)  # sides are even wherever the stride is 2
        self.before, self.after = total // 2, total - total // 2
        self.even = self.before == self.after
        self.convolution = nn.Conv2d(
            inputs, filters, kernel, stride, self.before if self.even else 0, dilation=dilation
        )
        self.activation = activation
        self.outputs = filters // 2
        _start(self.convolution)

    def forward(self, x: Tensor) -> Tensor:
        if not self.even:
            x = F.pad(x, (self.before, self.after, self.before, self.after))
        features, gates = self.convolution(x).chunk(2, 1)
        # In float32: on the strided halves of a bfloat16 map ELU is five times slower on a CPU.
        return (self.activation(features.float()) * torch.sigmoid(gates.float())).to(features.dtype)


class GatedUp(nn.Module):
    """Twice the size by nearest neighbours, then a gated 3×3."""

    enlarges = True

    def __init__(self, inputs: int, filters: int) -> None:
        super().__init__()
        self.gated = Gated(inputs, filters)
        self.outputs = self.gated.outputs

    def forward(self, x: Tensor) -> Tensor:
        found: Tensor = self.gated(F.interpolate(x, scale_factor=2.0, mode="nearest"))
        return found


def _start(convolution: nn.Conv2d) -> None:
    """Unit variance is kept; where it fits a layer begins near the identity, so that depth costs no time."""
    with torch.no_grad():
        outputs, inputs, kernel, _ = convolution.weight.shape
        fan = inputs * kernel * kernel
        convolution.weight.normal_(0, fan**-0.5)
        features = convolution.weight[: outputs // 2]
        if inputs == outputs // 2 and convolution.stride == (1, 1):
            features *= RANDOM_WEIGHT_SCALE
            nn.init.dirac_(identity := torch.zeros_like(features))
            features += IDENTITY_WEIGHT * identity
        else:
            features *= ELU_GATE_GAIN
        assert convolution.bias is not None
        convolution.bias.zero_()
