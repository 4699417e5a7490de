"""Probabilistic context normalisation (Wang et al., VCN, ECCV 2020, section 3.2).

What is missing takes over the mean and the spread of what is known, mixed with itself; what is known stays.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

VARIANCE_EPSILON = 1e-5
MAX_GAIN = 30.0  # what is missing may be flat in a channel: blown up without bound, training ends in NaN
MIN_VARIANCE = 1e-12  # the root has no slope at 0, where a sample is all known or all missing


def pcn(x: Tensor, missing: Tensor, beta: Tensor | float, *, literal_std: bool = False) -> Tensor:
    """[β·T(x) + (1 − β)·x·H]·H + x·(1 − H), H = `missing`, T = x·H with the known part's statistics.

    x: N×C×H×W.  missing: N×1×H×W in [0, 1].  beta: N×C×1×1 in [0, 1] or one number, 1 = all from the context.
    literal_std: the paper's formula of σ, which takes the mean off pixels that do not count.
    """
    with torch.autocast(x.device.type, enabled=False):
        means, deviations = moments(x, torch.cat([missing, 1 - missing], 1), literal_std=literal_std)
        gain = (deviations[:, 1] / (deviations[:, 0] + VARIANCE_EPSILON)).clamp(max=MAX_GAIN)
        # T = x·H·gain + (known mean − missing mean·gain), so that all is one product and one sum
        shift = (beta * (means[:, 1] - means[:, 0] * gain)).to(x.dtype)
        own = (beta * gain + (1 - beta)).to(x.dtype)
    planes = missing.to(x.dtype)
    return x * ((1 - planes) + planes.square() * own) + planes * shift


def moments(x: Tensor, shares: Tensor, *, literal_std: bool = False) -> tuple[Tensor, Tensor]:
    """Means and standard deviations of each sample and channel, pixels weighted by each of K shares.

    x: N×C×H×W.  shares: N×K×H×W.  Returns N×K×C×1×1 each, at least float32.
    """
    maps = x.permute(0, 2, 3, 1).flatten(1, 2)  # N×P×C: a view where x is channels_last
    maps = maps.to(torch.promote_types(x.dtype, torch.float32))
    weights = shares.flatten(2).to(maps.dtype)  # N×K×P
    area = weights.sum(2, keepdim=True)
    sums = weights @ maps
    mean = sums / (VARIANCE_EPSILON + area)
    squares = (weights.square() if literal_std else weights) @ maps.square()
    everywhere = maps.shape[1] if literal_std else area
    variance = (squares - 2 * mean * sums + mean.square() * everywhere) / (VARIANCE_EPSILON + area)
    return mean[..., None, None], variance.clamp(min=MIN_VARIANCE).sqrt()[..., None, None]


class ContextNorm(nn.Module):
    """PCN of `channels`; beta None: learned for each sample and channel by squeeze and excitation."""

    def __init__(self, channels: int, *, beta: float | None = None, literal_std: bool = False) -> None:
        super().__init__()
        self.fixed, self.literal_std = beta, literal_std
        if beta is None:
            self.squeeze = nn.Linear(channels, channels // 8)
            self.excite = nn.Linear(channels // 8, channels)

    def beta(self, x: Tensor) -> Tensor | float:
        """How much comes from the context: N×C×1×1 in (0, 1), or the fixed number."""
        if self.fixed is not None:
            return self.fixed
        hidden = F.relu(self.squeeze(x.float().mean((2, 3))))
        return torch.sigmoid(self.excite(hidden).float())[..., None, None]

    def forward(self, x: Tensor, missing: Tensor, rho: float | None = None) -> Tensor:
        """missing: N×1×H×W of any size, resized here by nearest neighbours.  rho: one β for all instead."""
        near = F.interpolate(missing, x.shape[2:], mode="nearest")
        beta = self.beta(x) if rho is None else rho
        return pcn(x, near, beta, literal_std=self.literal_std)
