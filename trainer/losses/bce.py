"""Binary cross-entropy of a mask, from logits."""

from torch import Tensor
from torch.nn import functional as F


def bce(logits: Tensor, mask: Tensor) -> Tensor:
    """The mean over all elements; `mask` may have any values in [0, 1]."""
    return F.binary_cross_entropy_with_logits(logits, mask)
