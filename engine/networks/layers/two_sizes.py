"""Holes larger than a coarse-to-fine network learnt from: filled at a smaller size, then refined."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from torch import Tensor
from torch.nn import functional as F

from engine.networks.layers.scale import extent


def in_two_sizes(
    planes: Sequence[Tensor],
    widest: float,
    multiple: int,
    *,
    whole: Callable[..., Tensor],
    refine: Callable[[Tensor, Tensor], Tensor],
) -> Tensor:
    """What `whole` makes of one photo; of a hole above `widest` px what `refine` makes of a smaller fill.

    planes: the photo 1×3×H×W, its mask 1×1×H×W of 0 and 1, guides of lines 1×1×H×W.  whole: planes → fill.
    refine: (photo with a fill in its holes, mask) → fill.  Sides are multiples of `multiple` and stay so.
    """
    image, mask, *guides = planes
    share = widest / max(1.0, extent(mask))
    if share >= 1:
        return whole(*planes)
    sides = [max(multiple, round(side * share / multiple) * multiple) for side in mask.shape[2:]]
    photo = F.interpolate(image * (1 - mask), sides, mode="area")
    filled = whole(photo, *(F.adaptive_max_pool2d(plane, sides) for plane in (mask, *guides)))
    filled = F.interpolate(filled, mask.shape[2:], mode="bicubic").clamp(0, 1)
    return refine(image * (1 - mask) + filled * mask, mask)
