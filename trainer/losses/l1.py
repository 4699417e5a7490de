"""Mean absolute error."""

from torch import Tensor


def l1(y: Tensor, x: Tensor) -> Tensor:
    """⟨|y − x|⟩ over all elements."""
    return (y - x).abs().mean()
