"""The relativistic average least-squares loss (Jolicoeur-Martineau 2018), on scores of any shape."""

from torch import Tensor


def critic(real: Tensor, fake: Tensor) -> Tensor:
    """½[⟨(real − ⟨fake⟩ − 1)²⟩ + ⟨(fake − ⟨real⟩ + 1)²⟩]."""
    return (((real - fake.mean() - 1) ** 2).mean() + ((fake - real.mean() + 1) ** 2).mean()) / 2


def generator(real: Tensor, fake: Tensor) -> Tensor:
    """The critic's loss with the roles swapped."""
    return critic(fake, real)
