"""DeepFill v1: a coarse stage, then two branches, one of contextual attention (Yu et al., CVPR 2018).

Layer table of the authors' release v1.0.0, written for a width c of 32.
"""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from engine.networks.layers.attention import attend
from engine.networks.layers.carry import carry
from engine.networks.layers.spread import spread
from engine.networks.layers.two_sizes import in_two_sizes

SIDE_MULTIPLE_PX = 8  # Two halvings, and attention at half of that.
DILATION_RATES = (2, 4, 8, 16)
ELU_GAIN = 1.2  # Gives back what ELU takes of a variance of 1.
RANDOM_WEIGHT_SCALE = 0.4  # Of the random weights that are added to the identity at the start.


class SamePaddedConv(nn.Module):
    """Convolution and activation with "same" zero padding; a stride of 2 pads on the right and below only.

    enlarges: the input is first enlarged twofold by nearest neighbours.
    """

    def __init__(
        self,
        inputs: int,
        outputs: int,
        kernel: int = 3,
        *,
        stride: int = 1,
        dilation: int = 1,
        activation: Callable[[Tensor], Tensor] = F.elu,
        enlarges: bool = False,
    ) -> None:
        super().__init__()
        around = dilation * (kernel - 1) // 2 if stride == 1 else 0
        self.convolution = nn.Conv2d(inputs, outputs, kernel, stride, around, dilation)
        self.activation, self.enlarges = activation, enlarges
        _start(self.convolution)

    def forward(self, x: Tensor) -> Tensor:
        if self.enlarges:
            x = F.interpolate(x, scale_factor=2.0, mode="nearest")
        if self.convolution.stride == (2, 2):
            x = F.pad(x, (0, 1, 0, 1))
        return self.activation(self.convolution(x))


class DeepFillV1(nn.Module):
    """The two-stage network: a coarse fill, then a refinement with a branch of contextual attention.

    image: N×3×H×W in [0, 1].  mask: N×1×H×W of 0 and 1, 1 = missing.  Sides divide by SIDE_MULTIPLE_PX.  The
    image's values in the holes have no influence.
    begun: the coarse stage gets a membrane in the holes; in the paper they are empty.  strict: see `attend`;
    False is the release.  attention: False leaves it out of its branch, to compare.  crop: side in px of the
    photos that it learns from.
    """

    def __init__(
        self,
        width: int = 32,
        *,
        dilations: tuple[int, ...] = DILATION_RATES,
        begun: bool = False,
        strict: bool = True,
        attention: bool = True,
        crop: int = 256,
    ) -> None:
        super().__init__()
        c = width
        self.begun, self.strict, self.attention, self.crop = begun, strict, attention, crop
        self.first = nn.Sequential(
            SamePaddedConv(5, c, 5),
            SamePaddedConv(c, 2 * c, stride=2),
            SamePaddedConv(2 * c, 2 * c),
            SamePaddedConv(2 * c, 4 * c, stride=2),
            *_plain(4 * c, 2),
            *_dilated(4 * c, dilations),
            *_plain(4 * c, 2),
            *_decoder(c),
        )
        self.dilated = nn.Sequential(
            SamePaddedConv(5, c, 5),
            SamePaddedConv(c, c, stride=2),
            SamePaddedConv(c, 2 * c),
            SamePaddedConv(2 * c, 2 * c, stride=2),
            SamePaddedConv(2 * c, 4 * c),
            *_plain(4 * c, 1),
            *_dilated(4 * c, dilations),
        )
        self.before = nn.Sequential(
            SamePaddedConv(5, c, 5),
            SamePaddedConv(c, c, stride=2),
            SamePaddedConv(c, 2 * c),
            SamePaddedConv(2 * c, 4 * c, stride=2),
            *_plain(4 * c, 1),
            SamePaddedConv(4 * c, 4 * c, activation=F.relu),
        )
        self.after = nn.Sequential(*_plain(4 * c, 2))
        self.merged = nn.Sequential(SamePaddedConv(8 * c, 4 * c), *_plain(4 * c, 1), *_decoder(c))
        carry([*self.first], gated=False)
        carry([*self.dilated, *self.merged], gated=False)

    def forward(self, image: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """(coarse, refined, weights of the attention), pictures in [0, 1]."""
        coarse = self.coarse(image, mask)
        return coarse, *self.refine(image * (1 - mask) + coarse * mask, mask)

    def coarse(self, image: Tensor, mask: Tensor) -> Tensor:
        """The fill of the coarse stage, N×3×H×W in [0, 1]."""
        known = image * 2 - 1
        known = spread(known, mask) if self.begun else known * (1 - mask)
        return _picture(self.first(_seen(known, mask)))

    def refine(self, filled: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """The refined picture, and the weights of the attention.

        filled: the photo with a fill, in [0, 1].
        """
        seen = _seen(filled * 2 - 1, mask)
        looked = self.before(seen)
        pasted, weights = looked, looked.new_zeros(0)
        if self.attention:
            pasted, weights = attend(looked, looked, mask[..., ::4, ::4], strict=self.strict)
        both = torch.cat([self.dilated(seen), self.after(pasted.to(looked.dtype))], 1)
        return _picture(self.merged(both)), weights

    def fill(self, image: Tensor, mask: Tensor) -> Tensor:
        """The refined picture of one photo; its holes may be larger than those learnt from."""
        return in_two_sizes(
            [image, mask],
            self.crop / 2,
            SIDE_MULTIPLE_PX,
            whole=lambda *planes: self(*planes)[1],
            refine=lambda *planes: self.refine(*planes)[0],
        )


def _seen(picture: Tensor, mask: Tensor) -> Tensor:
    """The input of a stage, N×5×H×W: picture, ones and mask, as in the release."""
    return torch.cat([picture, torch.ones_like(mask), mask], 1)


def _picture(values: Tensor) -> Tensor:
    """Values of [−1, 1], clipped, as a picture in [0, 1]."""
    return (values.float().clamp(-1, 1) + 1) / 2


def _plain(width: int, count: int) -> list[SamePaddedConv]:
    return [SamePaddedConv(width, width) for _ in range(count)]


def _dilated(width: int, dilations: tuple[int, ...]) -> list[SamePaddedConv]:
    return [SamePaddedConv(width, width, dilation=dilation) for dilation in dilations]


def _decoder(c: int) -> list[nn.Module]:
    """The layers from 4·c channels at a quarter of the size to 3 channels at full size."""
    last = nn.Conv2d(c // 2, 3, 3, padding=1)
    _start(last)
    return [
        SamePaddedConv(4 * c, 2 * c, enlarges=True),
        SamePaddedConv(2 * c, 2 * c),
        SamePaddedConv(2 * c, c, enlarges=True),
        SamePaddedConv(c, c // 2),
        last,
    ]


@torch.no_grad()
def _start(convolution: nn.Conv2d) -> None:
    """Initialise a layer near the identity where it can be, else so that it keeps the variance."""
    outputs, inputs, kernel, _ = convolution.weight.shape
    convolution.weight.normal_(0, (inputs * kernel * kernel) ** -0.5)
    if inputs == outputs and convolution.stride == (1, 1):
        convolution.weight *= RANDOM_WEIGHT_SCALE
        nn.init.dirac_(identity := torch.zeros_like(convolution.weight))
        convolution.weight += identity
    else:
        convolution.weight *= ELU_GAIN
    assert convolution.bias is not None
    convolution.bias.zero_()
