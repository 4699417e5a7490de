"""Partial damage: from the share of a pixel that is lost to the confidence of a detector, and back.

A detector answers with 0.5 where damage begins.  One that tells shares begins at some small share, so both
scales are joined by two straight lines: 0 … begins ↔ 0 … 0.5, begins … 1 ↔ 0.5 … 1.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.pixels.mask import Mask

if TYPE_CHECKING:
    from torch import Tensor


def confidence(share: Tensor, begins: float) -> Tensor:
    """share: how much is lost, in [0, 1].  Returns the same shape, 0.5 at `begins`."""
    import torch

    return torch.where(share < begins, share / (2 * begins), 0.5 + (share - begins) / (2 * (1 - begins)))


def lost(confidence: Mask, begins: float) -> Mask:
    """The shares, 255 = all, that a stored confidence stands for."""
    scale = np.arange(256) / 255
    table = np.where(scale < 0.5, scale * 2 * begins, begins + (scale - 0.5) * 2 * (1 - begins))
    return np.asarray(np.rint(table * 255).astype(np.uint8)[confidence])
