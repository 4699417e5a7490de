"""How encoders and decoders of pictures may begin: ours, no paper."""

from __future__ import annotations

import torch
from torch import nn

RANDOM_WEIGHT_SCALE = 0.01  # Of the random weights of channels that carry the picture at the start.
TANH_GAIN = 1.2  # Gives back what tanh takes.
BILINEAR_TAPS = (0.25, 0.5, 0.25)  # Makes a bilinear enlargement of one by nearest neighbours.


@torch.no_grad()
def carry(layers: list[nn.Module], *, gated: bool) -> None:
    """Begin as a plain reduction and enlargement of the picture; the rest is for training to learn.

    Seventeen layers take hours to find by themselves what a mean of 4×4 px gives.  Three channels of every
    layer carry 1 + x/2, where ELU is linear, past gates of a half where there are gates.  The picture is then
    taken to end in tanh, else in nothing.  Strides pad on the right and below alone.
    """
    open_gate, loud = (2.0, TANH_GAIN) if gated else (1.0, 1.0)
    for layer in layers:
        convolution = next(part for part in layer.modules() if isinstance(part, nn.Conv2d))
        weight, bias = convolution.weight, convolution.bias
        assert bias is not None
        first, last = layer is layers[0], layer is layers[-1]
        faint = RANDOM_WEIGHT_SCALE * weight[0].numel() ** -0.5
        weight[:3].normal_(0, faint)
        if gated and not last:
            weight[len(weight) // 2 :][:3].normal_(0, faint)
        tap = torch.zeros(convolution.kernel_size)
        if getattr(layer, "enlarges", False):
            tap += torch.outer(torch.tensor(BILINEAR_TAPS), torch.tensor(BILINEAR_TAPS))
        elif convolution.stride == (2, 2):
            tap[:2, :2] = 1 / 4
        else:
            tap[len(tap) // 2, len(tap) // 2] = loud if last else 1 / 2 if first else 1
        for channel in range(3):
            weight[channel, channel] += (2.0 if last else open_gate) * tap
        bias[:3] += -2 * loud if last else open_gate if first else 0
