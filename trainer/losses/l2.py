"""Mean square error."""

from torch import Tensor


def l2(y: Tensor, x: Tensor) -> Tensor:
    """⟨(y − x)²⟩ over all elements."""
    return ((y - x) ** 2).mean()
