"""Weights that spread from the rim into the hole (Wang et al., GMCNN, 2018).

The release passes 1/40 as its kernel's width in standard deviations: a box to 0.1 %.  So it is a box here.
"""

import torch
from torch import Tensor
from torch.nn import functional as F

KERNEL = 65  # px
ROUNDS = 7


def confidence(y: Tensor, x: Tensor, weight: Tensor) -> Tensor:
    """⟨weight·|y − x|⟩, weight N×1×H×W from `confidence_weight`."""
    return (weight * (y - x).abs()).mean()


@torch.no_grad()
def confidence_weight(
    mask: Tensor, *, kernel: int = KERNEL, rounds: int = ROUNDS, ratio: bool = False
) -> Tensor:
    """W₀ = 0; Wᵢ = blur(1 − mask + Wᵢ₋₁)·mask.  A function of the mask alone.

    ratio: as released, the last round but one divided by the last, so that rim and middle are comparable.
    """
    before = weight = torch.zeros_like(mask)
    for _ in range(rounds):
        before, weight = weight, _box(1 - mask + weight, kernel) * mask
    return before / (weight + 1e-5) * mask if ratio else weight


def _box(plane: Tensor, kernel: int) -> Tensor:
    """Mean over kernel×kernel px, mirrored beyond the border; an even kernel reaches further left."""
    low, high = kernel // 2, (kernel - 1) // 2
    wide = F.avg_pool2d(F.pad(plane, (low, high, 0, 0), mode="reflect"), (1, kernel), stride=1)
    return F.avg_pool2d(F.pad(wide, (0, 0, low, high), mode="reflect"), (kernel, 1), stride=1)
