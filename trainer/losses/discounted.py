"""Spatially discounted L1.

Its weight decreases into the hole, where more answers are right (Yu et al. 2018).
"""

from __future__ import annotations

import numpy as np
import torch
from scipy.ndimage import distance_transform_cdt, distance_transform_edt
from torch import Tensor

DISCOUNT_PER_PX = 0.99  # The release's, for each pixel of distance.


def discounted(y: Tensor, x: Tensor, weight: Tensor) -> Tensor:
    """⟨weight·|y − x|⟩ / ⟨weight⟩, weight N×1×H×W from `discount`; 0 where nothing is missing."""
    error = (weight * (y - x).abs()).mean()
    return error / weight.mean().clamp(min=1e-12)


def discount(mask: Tensor, *, gamma: float = DISCOUNT_PER_PX, city_block: bool = False) -> Tensor:
    """The weights.

    Γ^(distance to the nearest known pixel) · mask.  city_block: the metric, else Euclidean.
    """
    measure = (lambda m: distance_transform_cdt(m, "taxicab")) if city_block else distance_transform_edt
    planes = [measure(plane) for plane in (mask[:, 0] > 0).cpu().numpy()]
    distance = torch.from_numpy(np.stack(planes).astype(np.float32)).to(mask)
    return gamma ** distance[:, None] * mask
