"""Dice loss of a mask: overlap, whatever the area."""

from torch import Tensor


def dice(p: Tensor, mask: Tensor) -> Tensor:
    """1 − 2Σpm / (Σp + Σm + 1), p probabilities in [0, 1]; mean over the samples."""
    both = (p * mask).sum((1, 2, 3))
    return (1 - 2 * both / (p.sum((1, 2, 3)) + mask.sum((1, 2, 3)) + 1)).mean()
