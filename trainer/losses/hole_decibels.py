"""Minus the PSNR inside the holes: networks that add to a first fill learn from it.

The mean absolute error of a whole photo hardly moves them: its slope is that of a sign, the same wherever the
first fill is a little wrong, so that what is added stays at the median of the errors, which is 0.
"""

from __future__ import annotations

import torch
from torch import Tensor

# Wide holes are seldom filled better than this.  With the floor of thin damage, flat crops had most of the
# slope, and the first 150 steps of VCN lost 0.06 dB.
LARGE_HOLE_FLOOR = 3e-3


def hole_error(filled: Tensor, clean: Tensor, mask: Tensor) -> Tensor:
    """N: the mean square error over each sample's missing pixels.

    filled, clean: N×3×H×W.  mask: N×1×H×W, 1 = missing.
    """
    error = (filled.float() - clean) ** 2 * mask
    return error.sum((1, 2, 3)) / (3 * mask.sum((1, 2, 3))).clamp(min=1)


def hole_decibels(filled: Tensor, clean: Tensor, mask: Tensor, *, floor: float) -> Tensor:
    """Mean over the samples of 10·log10 of the error in the holes.

    floor: added to each mean square error; without it samples without texture, such as skies, dominate.
    """
    return 10 * torch.log10(hole_error(filled, clean, mask) + floor).mean()
