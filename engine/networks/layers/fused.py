"""Residual blocks whose convolutions do in one pass what follows them: ReLU, sum and normalisation.

On a CPU more than half of such a block's time goes into reading and writing planes.  oneDNN's convolutions
take what follows along, which torch has for its compiler alone: `torch.ops.mkldnn`.  A normalisation is a
convolution too, or part of one.  The sums are the blocks' own, rounded less often.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

import torch
from torch import Tensor, nn


def fusible(x: Tensor) -> bool:
    """Whether the functions below can take x: on a CPU that has oneDNN, where nobody wants gradients."""
    onednn = cast(Any, torch.backends.mkldnn).is_available()  # torch's types leave this out
    there = bool(onednn) and hasattr(torch.ops.mkldnn, "_convolution_pointwise")
    return x.device.type == "cpu" and not torch.is_grad_enabled() and there


def residual(x: Tensor, first: nn.Conv2d, second: nn.Conv2d) -> Tensor:
    """x + second(relu(first(x))), both 3×3 and padded.  x: N×C×H×W; returned in its dtype."""
    return _added(_relu(x, first.weight, first.bias), second, x)


def normed_residual(x: Tensor, norms: Sequence[nn.BatchNorm2d], convs: Sequence[nn.Conv2d]) -> Tensor:
    """x + conv(relu(norm(conv(relu(norm(x)))))) by the running statistics; two of each, 3×3 and padded.

    A gain that x's dtype would round is rounded, and the convolution that follows makes up for it.
    """
    (gain, shift), (after, offset) = (_affine(norm) for norm in norms)
    rounded = gain.to(x.dtype).float()
    rest = torch.where(rounded == 0, 1, gain / rounded)
    begun = _relu(x, rounded[:, None, None, None], shift / rest, groups=len(gain))
    weight = convs[0].weight * rest[:, None, None] * after[:, None, None, None]
    bias = offset if convs[0].bias is None else convs[0].bias * after + offset
    return _added(_relu(begun, weight, bias), convs[1], x)


def _affine(norm: nn.BatchNorm2d) -> tuple[Tensor, Tensor]:
    """(gain, shift) of each channel."""
    assert norm.running_mean is not None
    assert norm.running_var is not None
    gain = norm.weight * torch.rsqrt(norm.running_var + norm.eps)
    return gain, norm.bias - norm.running_mean * gain


def _relu(x: Tensor, weight: Tensor, bias: Tensor | None, groups: int = 1) -> Tensor:
    """relu(conv(x)), padded to x's size."""
    pad = [side // 2 for side in weight.shape[2:]]
    found: Tensor = torch.ops.mkldnn._convolution_pointwise(
        x, weight.to(x.dtype), bias, pad, [1, 1], [1, 1], groups, "relu", [], ""
    )
    return found


def _added(x: Tensor, conv: nn.Conv2d, other: Tensor) -> Tensor:
    """other + conv(x), conv 3×3 and padded."""
    weight, bias = conv.weight.to(x.dtype), None if conv.bias is None else conv.bias.to(x.dtype)
    found: Tensor = torch.ops.mkldnn._convolution_pointwise.binary(
        x, other, weight, bias, [1, 1], [1, 1], [1, 1], 1, "add", 1.0, None, [], None
    )
    return found
