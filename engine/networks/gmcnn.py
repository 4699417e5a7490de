"""GMCNN: three columns of convolutions (Wang, Tao, Qi, Shen, Jia, NeurIPS 2018, and the author's release)."""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from engine.networks.layers.scale import fill_at, learnt
from engine.networks.layers.spread import spread

SIDE_MULTIPLE_PX = 4  # Two halvings.
COLUMN_KERNELS_PX = (7, 5, 3)
OUTPUT_FACTOR_OF_KERNEL = {7: 4, 5: 2, 3: 1}  # A column's output channels, as a multiple of the width.
RANDOM_WEIGHT_SCALE = 0.5  # Of the random weights that are added to the identity at the start.
ELU_GAIN = 1.25  # Gives back what ELU takes of the deviation of a unit normal.


@dataclass(frozen=True, kw_only=True)
class GMCNNDesign:
    """The sizes of the network.

    width: filters of the first layer.  columns: the first so many of the three, that with the largest kernel
    first.  reflect: padding as in the author's PyTorch release, else with zeros.
    crop: side in px of the photos that it learns from. begun: the network gets a membrane in the holes, and
    answers with what to add to it.  Not in the paper: on a CPU it takes hours until a network has learnt to
    carry colours that far.
    """

    width: int = 32
    columns: int = 3
    dilations: tuple[int, ...] = (2, 4, 8, 16)
    reflect: bool = False
    crop: int = 256
    begun: bool = False


# The dilations work at a quarter of the crop's 128 px, where 16 would reach beyond the maps.
SLIM_DESIGN = GMCNNDesign(width=12, dilations=(2, 4, 8, 8), crop=128, begun=True)


class GMCNN(nn.Module):
    """Three columns of convolutions with kernels of 7, 5 and 3 px, merged into one picture.

    image: N×3×H×W in [0, 1].  mask: N×1×H×W of 0 and 1, 1 = missing.  Sides divide by SIDE_MULTIPLE_PX.
    Returns N×3×H×W in [0, 1].  The image's values in the holes have no influence.  Padding by reflection
    needs sides above four times its reach of 3 px a dilation, which is 192 px in the paper's design; else
    ValueError.
    """

    def __init__(self, design: GMCNNDesign | None = None) -> None:
        super().__init__()
        self.design = design or GMCNNDesign()
        c = self.design.width
        kernels = COLUMN_KERNELS_PX[: self.design.columns]
        self.columns = nn.ModuleList([_column(kernel, self.design) for kernel in kernels])
        merged = c * sum(OUTPUT_FACTOR_OF_KERNEL[kernel] for kernel in kernels)
        last = _conv(c // 2, 3, 3, self.design)
        self.merge = nn.Sequential(_conv(merged, c // 2, 3, self.design), nn.ELU(), last)
        if self.design.begun:
            nn.init.zeros_(last.weight)  # training starts at the membrane

    def forward(self, image: Tensor, mask: Tensor) -> Tensor:
        reach = 4 * max(self.design.dilations) * (COLUMN_KERNELS_PX[0] // 2)
        if self.design.reflect and min(image.shape[2:]) <= reach:
            raise ValueError(f"padding by reflection needs sides above {reach} px")
        known = torch.where(mask > 0, 0, image * 2 - 1)
        start = spread(known, mask) if self.design.begun else known
        seen = torch.cat([start, mask], 1)
        found = self.merge(torch.cat([column(seen) for column in self.columns], 1)).float()
        picture: Tensor = start + mask * found if self.design.begun else found
        return (picture.clamp(-1, 1) + 1) / 2

    def fill(self, image: Tensor, mask: Tensor) -> Tensor:
        """As forward(), but holes wider than half of a crop are filled at a smaller size."""
        return fill_at(learnt(mask, self.design.crop, SIDE_MULTIPLE_PX), image, mask, self)


def _column(kernel: int, design: GMCNNDesign) -> nn.Sequential:
    """One column, N×4×H×W → N×4c, 2c or c×H×W for kernels of 7, 5 or 3 px.

    The smaller the kernel, the more of the way back to full size is convolved rather than interpolated.
    """
    c = design.width

    def conv(inputs: int, outputs: int, *, stride: int = 1, dilation: int = 1) -> list[nn.Module]:
        return [_conv(inputs, outputs, kernel, design, stride=stride, dilation=dilation), nn.ELU()]

    layers = [*conv(4, c), *conv(c, 2 * c, stride=2), *conv(2 * c, 2 * c), *conv(2 * c, 4 * c, stride=2)]
    for dilation in (1, 1, *design.dilations, 1, 1):
        layers += conv(4 * c, 4 * c, dilation=dilation)
    if kernel == 7:
        return nn.Sequential(*layers, _smooth(4))
    layers += [_nearest(), *conv(4 * c, 2 * c), *conv(2 * c, 2 * c)]
    if kernel == 5:
        return nn.Sequential(*layers, _smooth(2))
    return nn.Sequential(*layers, _nearest(), *conv(2 * c, c), *conv(c, c))


def _conv(
    inputs: int, outputs: int, kernel: int, design: GMCNNDesign, *, stride: int = 1, dilation: int = 1
) -> nn.Conv2d:
    """A convolution that begins near the identity where it can, else keeps the variance.

    Depth then costs no time.  The paper's N(0, 0.02) is for its own width: a narrow 3×3 column would pass
    nothing.
    """
    pad = dilation * (kernel // 2)
    layer = nn.Conv2d(
        inputs,
        outputs,
        kernel,
        stride,
        pad,
        dilation,
        padding_mode="reflect" if design.reflect else "zeros",
    )
    same = inputs == outputs and stride == 1
    nn.init.normal_(
        layer.weight, 0, (RANDOM_WEIGHT_SCALE if same else ELU_GAIN) / math.sqrt(inputs * kernel * kernel)
    )
    assert layer.bias is not None
    nn.init.zeros_(layer.bias)
    if same:
        with torch.no_grad():
            layer.weight += nn.init.dirac_(torch.empty_like(layer.weight))
    return layer


def _nearest() -> nn.Upsample:
    return nn.Upsample(scale_factor=2, mode="nearest")


def _smooth(factor: int) -> nn.Upsample:
    return nn.Upsample(scale_factor=factor, mode="bilinear", align_corners=True)
