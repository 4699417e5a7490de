"""Total variation in and around the hole (Liu et al., Partial Convolutions, 2018: weight 0.1)."""

import torch
from torch import Tensor
from torch.nn import functional as F


def tv(c: Tensor, region: Tensor) -> Tensor:
    """Mean absolute difference of horizontal plus that of vertical neighbours inside `region` (N×1×H×W, 0/1).

    c: the composite.  A direction without any pair adds 0.
    """
    across = _pairs((c[..., :, 1:] - c[..., :, :-1]).abs(), region[..., :, 1:] * region[..., :, :-1])
    down = _pairs((c[..., 1:, :] - c[..., :-1, :]).abs(), region[..., 1:, :] * region[..., :-1, :])
    return across + down


def dilated(mask: Tensor) -> Tensor:
    """The mask, dilated by one pixel: the region of the paper."""
    return F.max_pool2d((mask > 0).to(mask.dtype), 3, stride=1, padding=1)


def _pairs(difference: Tensor, both: Tensor) -> Tensor:
    return (difference * both).sum() / torch.clamp(both.sum() * difference.shape[1], min=1)
