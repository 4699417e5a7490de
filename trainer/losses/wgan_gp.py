"""WGAN-GP: Wasserstein loss with gradient penalty, for critics without batch norm (Gulrajani et al. 2017)."""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor

PENALTY_WEIGHT = 10.0  # The paper's.


def critic(real: Tensor, fake: Tensor, penalty: Tensor) -> Tensor:
    """⟨fake⟩ − ⟨real⟩ + 10·penalty."""
    return fake.mean() - real.mean() + PENALTY_WEIGHT * penalty


def generator(fake: Tensor) -> Tensor:
    """−⟨fake⟩."""
    return -fake.mean()


def gradient_penalty(
    score: Callable[[Tensor], Tensor],
    real: Tensor,
    fake: Tensor,
    *,
    mask: Tensor | None = None,
    generator: torch.Generator | None = None,
) -> Tensor:
    """Mean over samples of (‖∂Σscore/∂x̃ ⊙ mask‖₂ − 1)², x̃ between real and fake.

    Second order reaches the critic.  mask: N×1×H×W as in the inpainting releases, None for the plain form.
    """
    with torch.autocast(real.device.type, enabled=False):
        share = torch.rand(len(real), 1, 1, 1, generator=generator, dtype=real.dtype).to(real.device)
        between = (share * real + (1 - share) * fake).detach().requires_grad_()
        slope = torch.autograd.grad(score(between).sum(), between, create_graph=True)[0]
        slope = slope if mask is None else slope * mask
        return ((slope.square().sum((1, 2, 3)) + 1e-12).sqrt() - 1).square().mean()
