"""The optimisers of the recipes, at their peak learning rate: the loop scales that by its schedule."""

from __future__ import annotations

from collections.abc import Iterable

from torch import nn, optim

from trainer.training.recipe import Optimiser

# Radford et al., DCGAN, 2016: with a first moment of 0.9 adversarial training oscillates.
ADVERSARIAL_BETAS = (0.5, 0.999)
# The releases of DeepFill v1, GMCNN and VCN, after WGAN-GP: the second moment is shorter as well.
WASSERSTEIN_BETAS = (0.5, 0.9)
# Single-pass recipes of some thousand steps: the default of 0.999 averages over most of such a run.
SHORT_RUN_BETAS = (0.9, 0.99)


def adam(rate: float, betas: tuple[float, float] = (0.9, 0.999), *, fused: bool | None = None) -> Optimiser:
    """Adam (Kingma & Ba 2015) at this peak rate.  fused: one kernel an update; None: torch decides."""

    def optimiser(parameters: Iterable[nn.Parameter]) -> optim.Optimizer:
        return optim.Adam(parameters, rate, betas=betas, fused=fused)

    return optimiser


def adamw(
    rate: float, betas: tuple[float, float] = SHORT_RUN_BETAS, *, weight_decay: float = 1e-3
) -> Optimiser:
    """AdamW (Loshchilov & Hutter 2019) at this peak rate: Adam with decoupled weight decay."""

    def optimiser(parameters: Iterable[nn.Parameter]) -> optim.Optimizer:
        return optim.AdamW(parameters, rate, betas=betas, weight_decay=weight_decay)

    return optimiser


def adadelta() -> Optimiser:
    """ADADELTA (Zeiler 2012) with the paper's decay, which needs no learning rate and no schedule."""

    def optimiser(parameters: Iterable[nn.Parameter]) -> optim.Optimizer:
        return optim.Adadelta(parameters, 1.0, rho=0.95, eps=1e-6)

    return optimiser
