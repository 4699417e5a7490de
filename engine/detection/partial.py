"""Partial damage: converts the lost share of a pixel to a detector's confidence, and back.

Confidence 0.5 means that damage begins.  A detector of partial damage puts that at some small share, its
`partial_damage_threshold`, so the two scales are joined by two straight lines: shares 0 … threshold are
confidences 0 … 0.5, shares threshold … 1 are confidences 0.5 … 1.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.pixels.mask import Mask

if TYPE_CHECKING:
    from torch import Tensor


def confidence(share: Tensor, threshold: float) -> Tensor:
    """Confidences of lost shares, both in [0, 1] and of the same shape; 0.5 at the threshold."""
    import torch

    low = share / (2 * threshold)
    return torch.where(share < threshold, low, 0.5 + (share - threshold) / (2 * (1 - threshold)))


def lost_share(confidence: Mask, threshold: float) -> Mask:
    """The lost shares, uint8 with 255 = all, that stored confidences stand for."""
    scale = np.arange(256) / 255
    table = np.where(scale < 0.5, scale * 2 * threshold, threshold + (scale - 0.5) * 2 * (1 - threshold))
    return np.asarray(np.rint(table * 255).astype(np.uint8)[confidence])
