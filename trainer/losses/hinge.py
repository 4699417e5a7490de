"""The hinge adversarial loss (SN-PatchGAN of Yu et al. 2019), on scores of any shape."""

from torch import Tensor
from torch.nn import functional as F


def critic(real: Tensor, fake: Tensor) -> Tensor:
    """½[⟨relu(1 − real)⟩ + ⟨relu(1 + fake)⟩]."""
    return (F.relu(1 - real).mean() + F.relu(1 + fake).mean()) / 2


def generator(fake: Tensor) -> Tensor:
    """−⟨fake⟩."""
    return -fake.mean()
