"""Mean absolute error of a soft mask."""

from torch import Tensor


def l1_mask(p: Tensor, mask: Tensor) -> Tensor:
    """⟨|p − mask|⟩, p probabilities in [0, 1]."""
    return (p - mask).abs().mean()
