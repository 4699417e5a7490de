"""ID-MRF, implicit diversified Markov random fields (Wang et al., GMCNN, 2018).

Each patch of the target's features is to be the nearest neighbour of some patch of the output's.
"""

from __future__ import annotations

import torch
from torch import Tensor

SIMILARITY_BANDWIDTH = 0.5  # The paper's h.
MAX_POSITIONS = 65 * 65  # Larger maps are sampled, since memory grows as the square of the positions.


def id_mrf(
    y: Tensor,
    x: Tensor,
    *,
    generator: torch.Generator | None = None,
    max_positions: int = MAX_POSITIONS,
    centre: str = "positions",
) -> Tensor:
    """−log(mean over target positions of the best relative similarity), mean over samples; about 0 at y = x.

    y, x: N×C×h×w features of output and target (no gradient to x).  generator: draws the positions of large
    maps, the same for both.  max_positions: that are compared.  centre: the target's mean over "positions"
    (TensorFlow release) or "channels".
    """
    with torch.autocast(y.device.type, enabled=False):
        ours, theirs = (
            maps.to(torch.promote_types(maps.dtype, torch.float32)).flatten(2) for maps in (y, x.detach())
        )
        if ours.shape[2] > max_positions:
            order = torch.randperm(ours.shape[2], generator=generator)[:max_positions].to(ours.device)
            ours, theirs = ours[..., order], theirs[..., order]
        losses = [_sample_loss(a, b, centre) for a, b in zip(ours, theirs, strict=True)]
    return torch.stack(losses).mean()


def _sample_loss(ours: Tensor, theirs: Tensor, centre: str) -> Tensor:
    """The loss of one sample; features: C×Z, Z positions."""
    middle = theirs.mean(1 if centre == "positions" else 0, keepdim=True)
    v, s = (_normalised(maps - middle) for maps in (ours, theirs))
    distance = ((1 - v.T @ s) / 2).clamp(min=0)  # Z (output) × Z (target)
    relative = distance / (distance.amin(1, keepdim=True) + 1e-5)
    # Softmax is exp((1 − d̃)/h) normalised over the targets, without overflow.
    similarity = torch.softmax((1 - relative) / SIMILARITY_BANDWIDTH, 1)
    return -torch.log(similarity.amax(0).mean())


def _normalised(columns: Tensor) -> Tensor:
    length: Tensor = columns.norm(dim=0, keepdim=True)
    return columns / length.clamp(min=1e-8)
