"""How far a generated picture is from the known pixels near the hole (Yeh et al. 2017)."""

import torch
from torch import Tensor
from torch.nn import functional as F

WINDOW = 7  # px


def importance_context(generated: Tensor, photo: Tensor, weight: Tensor) -> Tensor:
    """Σ over pixels and channels of weight·|generated − photo|, one value for each sample: N.

    Every restart of a search has its own loss; take the mean only for the log.
    """
    return (weight * (generated - photo).abs()).sum((1, 2, 3))


@torch.no_grad()
def importance(mask: Tensor, window: int = WINDOW) -> Tensor:
    """The share of missing pixels around each known one; 0 inside the hole.  Symmetric border."""
    reach = window // 2
    columns = _mirrored(mask.shape[-1], reach, mask.device)
    rows = _mirrored(mask.shape[-2], reach, mask.device)
    around = F.avg_pool2d(mask[..., rows, :][..., columns], window, stride=1)
    return (1 - mask) * around


def _mirrored(length: int, reach: int, device: torch.device) -> Tensor:
    """Indices of a border that repeats the edge pixel, as numpy's "symmetric"."""
    index = torch.arange(-reach, length + reach, device=device) % (2 * length)
    return torch.minimum(index, 2 * length - 1 - index)
