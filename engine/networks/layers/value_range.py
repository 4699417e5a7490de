"""Keeps a fill to the range of the known pixels."""

from __future__ import annotations

import torch
from torch import Tensor

RANGE_SLACK = 8 / 255  # By how much a fill may be darker or brighter than all known pixels.


def kept_in_range(filled: Tensor, image: Tensor, mask: Tensor) -> Tensor:
    """filled, N×3×H×W, with its missing pixels no further than RANGE_SLACK outside of the known ones' range.

    image: N×3×H×W.  mask: N×1×H×W, above 0 = missing.  For networks with instance norm: it divides by the
    contrast of the picture, so that small holes in even surroundings came out white or black; and for fills
    whose gradients alone are drawn, which drift where little around them is known.
    """
    lowest = torch.where(mask > 0, torch.inf, image).amin((2, 3), keepdim=True)
    highest = torch.where(mask > 0, -torch.inf, image).amax((2, 3), keepdim=True)
    kept = torch.minimum(torch.maximum(filled, lowest - RANGE_SLACK), highest + RANGE_SLACK)
    return torch.where(mask > 0, kept, filled)
