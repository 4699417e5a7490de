"""Binary cross-entropy of a mask."""

from torch import Tensor
from torch.nn import functional as F


def bce(logits: Tensor, mask: Tensor) -> Tensor:
    """Mean over all elements, from logits; soft masks are allowed."""
    return F.binary_cross_entropy_with_logits(logits, mask)
