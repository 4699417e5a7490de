"""L1 in the hole, over all elements (Liu et al., Partial Convolutions, 2018: weight 6)."""

from torch import Tensor


def hole(y: Tensor, x: Tensor, mask: Tensor) -> Tensor:
    """⟨mask·|y − x|⟩, divided by all elements and not by the hole's area."""
    return (mask * (y - x).abs()).mean()
