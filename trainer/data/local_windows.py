"""Windows of crops, mostly around the hole: the input of local critics and texture losses."""

from __future__ import annotations

import torch
from torch import Tensor


def around(mask: Tensor, side: int) -> Tensor:
    """N×2, top and left of a window side×side around the middle of each hole, inside the crop.

    mask: N×1×H×W, 1 = missing; without a hole the window is in the middle of the crop.
    """
    corners = []
    for across in (3, 2):
        line = mask.amax((1, across)) > 0
        line = line | ~line.any(1, keepdim=True)
        length = line.shape[1]
        first = line.float().argmax(1)
        end = length - line.flip(1).float().argmax(1)
        corners.append(((first + end - side) // 2).clamp(0, length - side))
    return torch.stack(corners, 1)


def anywhere(mask: Tensor, side: int) -> Tensor:
    """N×2, top and left of random windows side×side inside the crop."""
    position_counts = [length - side + 1 for length in mask.shape[2:]]
    return torch.stack(
        [torch.randint(count, (len(mask),), device=mask.device) for count in position_counts], 1
    )


def cut(planes: Tensor, corners: Tensor, side: int) -> Tensor:
    """The windows at these corners: N×C×H×W → N×C×side×side."""
    places = corners.tolist()
    return torch.stack(
        [
            plane[:, top : top + side, left : left + side]
            for plane, (top, left) in zip(planes, places, strict=True)
        ]
    )
