"""The relativistic average adversarial loss (Jolicoeur-Martineau 2018), on logits of any shape."""

from torch import Tensor
from torch.nn import functional as F


def critic(real: Tensor, fake: Tensor) -> Tensor:
    """½[⟨softplus(−(real − ⟨fake⟩))⟩ + ⟨softplus(fake − ⟨real⟩)⟩]."""
    return (F.softplus(-(real - fake.mean())).mean() + F.softplus(fake - real.mean()).mean()) / 2


def generator(real: Tensor, fake: Tensor) -> Tensor:
    """The critic's loss with the roles swapped."""
    return critic(fake, real)
