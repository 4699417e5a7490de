"""Shift-Net's guidance: decoder features in the hole are like the clean photo's (Yan et al. 2018)."""

from torch import Tensor


def guidance(decoded: Tensor, encoded: Tensor, mask: Tensor) -> Tensor:
    """Σ over hole positions of ‖decoded − encoded‖² / number of hole positions; the target gets no gradient.

    decoded: decoder features of the damaged photo.  encoded: encoder features of the clean photo.  N×C×h×w.
    mask: N×1×h×w of the same level, 1 = hole.
    """
    square = ((decoded - encoded.detach()) ** 2).sum(1, keepdim=True)
    return (square * mask).sum() / mask.sum().clamp(min=1)
