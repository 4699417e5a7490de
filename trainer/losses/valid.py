"""L1 in the known part, over all elements (Liu et al., Partial Convolutions, 2018: weight 1)."""

from torch import Tensor


def valid(y: Tensor, x: Tensor, mask: Tensor) -> Tensor:
    """⟨(1 − mask)·|y − x|⟩, divided by all elements."""
    return ((1 - mask) * (y - x).abs()).mean()
