"""Class-balanced cross-entropy of a damage mask (Wang et al., VCN, 2020)."""

from torch import Tensor
from torch.nn import functional as F

MIN_CLASS_SHARE = 0.05  # Otherwise a sample of one class alone would have a weight of 0.


def self_adaptive_bce(logits: Tensor, mask: Tensor) -> Tensor:
    """−⟨τ·mask·log p + (1 − τ)·(1 − mask)·log(1 − p)⟩ with τ = share of clean pixels of each sample.

    The paper's sum is divided by HW.  Soft masks are allowed.
    """
    clean = (1 - mask).mean((1, 2, 3), keepdim=True).clamp(MIN_CLASS_SHARE, 1 - MIN_CLASS_SHARE)
    damaged_part = clean * mask * F.softplus(-logits)
    clean_part = (1 - clean) * (1 - mask) * F.softplus(logits)
    return (damaged_part + clean_part).mean()
