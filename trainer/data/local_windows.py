"""The part of a crop around its hole, which local critics and texture losses look at."""

from __future__ import annotations

import torch
from torch import Tensor


def around(mask: Tensor, side: int) -> Tensor:
    """Top and left, N×2, of a window side×side in the middle of each hole, inside the crop.

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
    """The same of windows that lie anywhere in the crop."""
    rooms = [length - side + 1 for length in mask.shape[2:]]
    return torch.stack([torch.randint(room, (len(mask),), device=mask.device) for room in rooms], 1)


def cut(planes: Tensor, corners: Tensor, side: int) -> Tensor:
    """N×C×H×W → N×C×side×side."""
    places = corners.tolist()
    return torch.stack(
        [
            plane[:, top : top + side, left : left + side]
            for plane, (top, left) in zip(planes, places, strict=True)
        ]
    )
