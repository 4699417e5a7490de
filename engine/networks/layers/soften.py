"""Masks that run out over 28 px, as VCN's damage and its composites do (Wang et al., ECCV 2020, release)."""

from __future__ import annotations

from torch import Tensor
from torch.nn import functional as F

BLUR_ROUNDS = 4
BLUR_KERNEL_PX = 15  # The release's "Gaussian" is this box to within 0.1 %.


def softened(mask: Tensor) -> Tensor:
    """N×1×H×W in [0, 1] → the same inside, running out around: 0.70 at the first pixel, 0 beyond 28 px."""
    soft = mask
    for _ in range(BLUR_ROUNDS):
        blurred = F.avg_pool2d(soft, BLUR_KERNEL_PX, 1, BLUR_KERNEL_PX // 2)
        soft = mask + (1 - mask) * blurred
    return soft
