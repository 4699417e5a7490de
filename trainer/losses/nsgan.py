"""The non-saturating adversarial loss (Goodfellow et al. 2014), on logits of any shape."""

from torch import Tensor
from torch.nn import functional as F


def critic(real: Tensor, fake: Tensor) -> Tensor:
    """½[⟨softplus(−real)⟩ + ⟨softplus(fake)⟩]."""
    return (F.softplus(-real).mean() + F.softplus(fake).mean()) / 2


def generator(fake: Tensor) -> Tensor:
    """⟨softplus(−fake)⟩."""
    return F.softplus(-fake).mean()
