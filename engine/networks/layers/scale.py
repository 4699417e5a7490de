"""Filling at the size that a network learnt at, without losing what is sharp around the hole."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from scipy.ndimage import distance_transform_edt
from torch import Tensor
from torch.nn import functional as F

from engine.networks.layers.spread import spread

Fill = Callable[[Tensor, Tensor], Tensor]  # (image N×3×h×w, mask N×1×h×w of 0 and 1) → N×3×h×w
Sides = tuple[int, int]  # rows, columns


def learnt(mask: Tensor, crop: int, multiple: int) -> Sides:
    """The size to fill at: the mask's own, or less, so that no hole is wider than half a crop.

    mask: N×1×H×W.  crop: side of what was learnt from, px, whose holes are about that wide.
    """
    share = min(1.0, crop / 2 / max(1.0, extent(mask)))
    rows, columns = (max(multiple, round(side * share / multiple) * multiple) for side in mask.shape[2:])
    return rows, columns


def extent(mask: Tensor) -> float:
    """Width in px of the widest disc that is missing, N×1×H×W."""
    planes = np.pad(mask[:, 0].cpu().numpy() > 0, ((0, 0), (1, 1), (1, 1)))
    return max(2 * float(distance_transform_edt(plane).max()) for plane in planes)


def small(image: Tensor, mask: Tensor, sides: Sides) -> tuple[Tensor, Tensor]:
    """Both scaled down by area; a pixel that lost a part is missing."""
    return F.interpolate(image, sides, mode="area"), F.adaptive_max_pool2d(mask, sides)


def fill_at(sides: Sides, image: Tensor, mask: Tensor, fill: Fill) -> Tensor:
    """What `fill` gives at `sides`, at the full size.

    Not the picture is scaled up but what it adds to a membrane: the rim of the hole stays as sharp as it is.
    """
    if tuple(mask.shape[2:]) == sides:
        return fill(image, mask)
    photo, holes = small(image, mask, sides)
    change = fill(photo, holes).float() - spread(photo, holes)
    return spread(image, mask) + F.interpolate(change, mask.shape[2:], mode="bicubic", align_corners=False)
