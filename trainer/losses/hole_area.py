"""L1 inside the hole, divided by the hole's area."""

from torch import Tensor


def hole_area(y: Tensor, x: Tensor, mask: Tensor) -> Tensor:
    """Σ mask·|y − x| / (C·Σ mask); 0 where nothing is missing."""
    missing = mask.sum() * y.shape[1]
    return (mask * (y - x).abs()).sum() / missing.clamp(min=1e-12)
