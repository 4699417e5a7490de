"""How likely a discriminator finds a generated picture: the prior of latent search (Yeh et al. 2017)."""

from torch import Tensor
from torch.nn import functional as F

LAMBDA = 0.003


def gan_prior(score: Tensor, *, weight: float = LAMBDA, nonsaturating: bool = False) -> Tensor:
    """λ·log(1 − sigmoid(score)) = −λ·softplus(score), or λ·softplus(−score); one value a score."""
    return weight * (F.softplus(-score) if nonsaturating else -F.softplus(score))
