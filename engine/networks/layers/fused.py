"""Residual blocks whose convolutions do in one pass what follows them: ReLU, sum and normalisation.

On a CPU more than half of such a block's time goes into reading and writing planes.  oneDNN's convolutions
take what follows along, which torch has for its compiler alone: `torch.ops.mkldnn`.  A normalisation is a
convolution too, or part of one.  The sums are the blocks' own, rounded less often.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, cast
from weakref import WeakKeyDictionary

import torch
from torch import Tensor, nn

from engine.models.precision import multiplies_in_bfloat16


def fusible(x: Tensor) -> bool:
    """Whether the functions below can take x: on a CPU that has oneDNN, where nobody wants gradients.

    oneDNN refuses bfloat16 on a CPU that does not multiply in it.
    """
    if x.dtype == torch.bfloat16 and not multiplies_in_bfloat16(x.device):
        return False
    onednn = cast(Any, torch.backends.mkldnn).is_available()  # torch's types leave this out
    there = bool(onednn) and hasattr(torch.ops.mkldnn, "_convolution_pointwise")
    return x.device.type == "cpu" and not torch.is_grad_enabled() and there


class Filter(NamedTuple):
    """The weight and bias of a convolution, as oneDNN takes them."""

    weight: Tensor
    bias: Tensor | None


def residual(x: Tensor, first: nn.Conv2d, second: nn.Conv2d) -> Tensor:
    """x + second(relu(first(x))), both 3×3 and padded.  x: N×C×H×W; returned in its dtype."""

    def folded() -> list[Filter]:
        return [Filter(first.weight.to(x.dtype), first.bias), _cast(second, x.dtype)]

    begin, end = _kept(folded, [first, second], x.dtype)
    return _added(_relu(x, begin), end, x)


def normed_residual(x: Tensor, norms: Sequence[nn.BatchNorm2d], convs: Sequence[nn.Conv2d]) -> Tensor:
    """x + conv(relu(norm(conv(relu(norm(x)))))) by the running statistics; two of each, 3×3 and padded.

    A gain that x's dtype would round is rounded, and the convolution that follows makes up for it.
    """

    def folded() -> list[Filter]:
        (gain, shift), (after, offset) = (_affine(norm) for norm in norms)
        rounded = gain.to(x.dtype).float()
        rest = torch.where(rounded == 0, 1, gain / rounded)
        weight = convs[0].weight * rest[:, None, None] * after[:, None, None, None]
        bias = offset if convs[0].bias is None else convs[0].bias * after + offset
        scale = Filter(rounded[:, None, None, None].to(x.dtype), shift / rest)
        return [scale, Filter(weight.to(x.dtype), bias), _cast(convs[1], x.dtype)]

    scale, begin, end = _kept(folded, [*norms, *convs], x.dtype)
    return _added(_relu(_relu(x, scale, groups=x.shape[1]), begin), end, x)


_FILTER_CACHE: WeakKeyDictionary[nn.Module, tuple[tuple[object, ...], list[Filter]]] = WeakKeyDictionary()


def _kept(
    folded: Callable[[], list[Filter]], layers: Sequence[nn.Module], dtype: torch.dtype
) -> list[Filter]:
    """What the layers are folded into, once and again when they change: a third of a small picture's time."""
    tensors = [tensor for layer in layers for tensor in (*layer.parameters(), *layer.buffers())]
    state = (dtype, *((tensor.data_ptr(), tensor._version) for tensor in tensors))
    known = _FILTER_CACHE.get(layers[0])
    if known is None or known[0] != state:
        known = _FILTER_CACHE[layers[0]] = state, folded()
    return known[1]


def _cast(conv: nn.Conv2d, dtype: torch.dtype) -> Filter:
    return Filter(conv.weight.to(dtype), None if conv.bias is None else conv.bias.to(dtype))


def _affine(norm: nn.BatchNorm2d) -> tuple[Tensor, Tensor]:
    """(gain, shift) of each channel."""
    assert norm.running_mean is not None
    assert norm.running_var is not None
    gain = norm.weight * torch.rsqrt(norm.running_var + norm.eps)
    return gain, norm.bias - norm.running_mean * gain


def _relu(x: Tensor, conv: Filter, groups: int = 1) -> Tensor:
    """relu(conv(x)), padded to x's size."""
    pad = [side // 2 for side in conv.weight.shape[2:]]
    found: Tensor = torch.ops.mkldnn._convolution_pointwise(
        x, *conv, pad, [1, 1], [1, 1], groups, "relu", [], ""
    )
    return found


def _added(x: Tensor, conv: Filter, other: Tensor) -> Tensor:
    """other + conv(x), conv 3×3 and padded."""
    found: Tensor = torch.ops.mkldnn._convolution_pointwise.binary(
        x, other, *conv, [1, 1], [1, 1], [1, 1], 1, "add", 1.0, None, [], None
    )
    return found
