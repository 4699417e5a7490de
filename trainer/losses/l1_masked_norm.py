"""EdgeConnect's L1, divided by the share of the photo that is missing (Nazeri et al. 2019)."""

from torch import Tensor


def l1_masked_norm(y: Tensor, x: Tensor, mask: Tensor) -> Tensor:
    """⟨|y − x|⟩ / max(mean(mask), 1/HW): a photo with a small hole counts as much as one with a large one."""
    share = mask.mean().clamp(min=1 / (mask.shape[-2] * mask.shape[-1]))
    return (y - x).abs().mean() / share
