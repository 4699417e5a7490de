"""Implicit diversified Markov random fields: each target patch is to find its like (Wang et al. 2018)."""

from __future__ import annotations

import torch
from torch import Tensor

BANDWIDTH = 0.5
MOST = (
    65 * 65
)  # positions of a map that are compared; larger maps are sampled, or memory grows as their square


def id_mrf(
    y: Tensor,
    x: Tensor,
    *,
    generator: torch.Generator | None = None,
    most: int = MOST,
    centre: str = "positions",
) -> Tensor:
    """−log(mean over target positions of the best relative similarity), mean over samples; about 0 at y = x.

    y, x: N×C×h×w features of output and target (no gradient to x).  generator: draws the positions of large
    maps, the same for both.  centre: the target's mean over "positions" (TensorFlow release) or "channels".
    """
    with torch.autocast(y.device.type, enabled=False):
        ours, theirs = (
            maps.to(torch.promote_types(maps.dtype, torch.float32)).flatten(2) for maps in (y, x.detach())
        )
        if ours.shape[2] > most:
            order = torch.randperm(ours.shape[2], generator=generator)[:most].to(ours.device)
            ours, theirs = ours[..., order], theirs[..., order]
        losses = [_one(a, b, centre) for a, b in zip(ours, theirs, strict=True)]
    return torch.stack(losses).mean()


def _one(ours: Tensor, theirs: Tensor, centre: str) -> Tensor:
    """C×Z each."""
    middle = theirs.mean(1 if centre == "positions" else 0, keepdim=True)
    v, s = (_unit(maps - middle) for maps in (ours, theirs))
    distance = ((1 - v.T @ s) / 2).clamp(min=0)  # Z (output) × Z (target)
    relative = distance / (distance.amin(1, keepdim=True) + 1e-5)
    # (1 − d̃)/h shifted by its row's maximum: the same ratios, and no overflow
    similarity = torch.softmax((1 - relative) / BANDWIDTH, 1)
    return -torch.log(similarity.amax(0).mean())


def _unit(columns: Tensor) -> Tensor:
    length: Tensor = columns.norm(dim=0, keepdim=True)
    return columns / length.clamp(min=1e-8)
