"""A smooth first fill by diffusion, on any device, that networks for large holes can start from."""

from __future__ import annotations

from torch import Tensor
from torch.nn import functional as F

# Rounds of smoothing at full size; each halving has twice as many, which cost a quarter.
FULL_SIZE_SWEEPS = 4
MAX_SWEEPS = 64  # Of one level.


def spread(image: Tensor, mask: Tensor, sweeps: int = FULL_SIZE_SWEEPS) -> Tensor:
    """Fill missing pixels with a membrane (a solution of Laplace's equation) between the known ones.

    It is solved at half the size first, then smoothed in `sweeps` rounds.  image: N×C×H×W with any values in
    the holes.  mask: N×1×H×W of 0 and 1, 1 = missing.  Returns N×C×H×W with known pixels unchanged, and 0
    everywhere if nothing is known.
    """
    known = 1 - mask
    filled = image * known
    height, width = mask.shape[2:]
    if max(height, width) == 1:
        return filled
    share = _halved(known)
    small = _halved(filled) / share.clamp(min=1 / 4)
    settled = spread(small, (share == 0).to(mask.dtype), min(2 * sweeps, MAX_SWEEPS))
    twice = F.interpolate(settled, scale_factor=2.0, mode="bilinear", align_corners=False)
    filled = filled + mask * twice[..., :height, :width]
    for _ in range(sweeps):
        filled = filled + mask * (_neighbours(filled) - filled)
    return filled


def _neighbours(plane: Tensor) -> Tensor:
    """The mean of the four neighbours of each pixel; beyond the border the pixel itself counts."""
    wide = F.pad(plane, (1, 1, 1, 1), mode="replicate")
    across = wide[..., 1:-1, :-2] + wide[..., 1:-1, 2:]
    return (across + wide[..., :-2, 1:-1] + wide[..., 2:, 1:-1]) / 4


def _halved(plane: Tensor) -> Tensor:
    """The means of 2×2 blocks, at half the size, rounded up; odd sides are padded with 0."""
    return F.avg_pool2d(F.pad(plane, (0, plane.shape[3] % 2, 0, plane.shape[2] % 2)), 2)
