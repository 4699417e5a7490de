"""The critic's mean score over the damaged part alone (Wang et al., VCN, 2020)."""

from torch import Tensor
from torch.nn import functional as F


def region_score(score: Tensor, mask: Tensor) -> Tensor:
    """Σ score·m / Σ m of each sample that has damage: at most N values.

    score: N×1×h×w.  mask: N×1×H×W, max-pooled by halves to h×w; a sample with an empty mask is left out.
    """
    while mask.shape[-1] > score.shape[-1]:
        mask = F.max_pool2d(mask, 2, ceil_mode=True)
    area = mask.sum((1, 2, 3))
    return ((score * mask).sum((1, 2, 3)) / area.clamp(min=1e-12))[area > 0]
