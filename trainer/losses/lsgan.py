"""The least-squares adversarial loss (Mao et al. 2017), on scores of any shape."""

from torch import Tensor


def critic(real: Tensor, fake: Tensor) -> Tensor:
    """½⟨(real − 1)²⟩ + ½⟨fake²⟩."""
    return (((real - 1) ** 2).mean() + (fake**2).mean()) / 2


def generator(fake: Tensor) -> Tensor:
    """½⟨(fake − 1)²⟩."""
    return ((fake - 1) ** 2).mean() / 2
