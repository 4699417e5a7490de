"""Search for the latents whose picture fits what is known (Yeh et al., CVPR 2017, sections 3.2 to 3.4)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

IMPORTANCE_WINDOW_PX = 7
PRIOR_WEIGHT = 0.003  # Of the prior, beside a context loss that is a sum and not a mean.
MAX_LATENT_DISTANCE = 15.0  # How far a latent can go in one search: 1,500 steps of 0.01.


@dataclass(frozen=True, kw_only=True)
class Found:
    """What a search ended at, each row by itself.  z: N×L in [−1, 1].  pictures: N×3×H×W in [−1, 1].

    loss: N, of z.  context: N, that part of it which the known pixels make.  began: N, the loss at the start.
    """

    z: Tensor
    pictures: Tensor
    loss: Tensor
    context: Tensor
    began: Tensor


def search(
    generator: nn.Module,
    critic: nn.Module,
    photo: Tensor,
    mask: Tensor,
    start: Tensor,
    *,
    iterations: int,
    weight: float = PRIOR_WEIGHT,
    weighted: bool = True,
    step: Callable[[float], None] = lambda _: None,
) -> Found:
    """Adam on z, clamped to [−1, 1] after every step; each row keeps the best it has seen.

    generator, critic: frozen and in eval mode, or rows would depend on each other.  photo: N×3×H×W in [−1, 1]
    and mask N×1×H×W, 1 = missing, or one of each for all rows.  start: N×L in [−1, 1].
    weight: of the prior.  weighted: known pixels count by how near the hole they are, else all alike, with
    the same sum.
    """
    importances = importance(mask)
    if not weighted:
        importances = (1 - mask) * importances.sum() / (1 - mask).sum().clamp(min=1)

    def judged(z: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        pictures = generator(z)
        context = importance_context(pictures, photo, importances)
        return pictures, context, context + gan_prior(critic(pictures)[:, 0], weight=weight)

    z, adam = start.clone().requires_grad_(), Adam(MAX_LATENT_DISTANCE / max(iterations, 1))
    best_z, best = start.clone(), start.new_full((len(start),), torch.inf)
    began = best
    for number in range(iterations + 1):
        step(number / (iterations + 1))
        loss = judged(z)[2]
        now = loss.detach()
        began = now if number == 0 else began
        better = now < best
        best_z, best = torch.where(better[:, None], z.detach(), best_z), torch.where(better, now, best)
        (slope,) = torch.autograd.grad(loss.sum(), z)
        z = (z.detach() - adam.step(slope)).clamp(-1, 1).requires_grad_()
    with torch.no_grad():
        pictures, context, loss = judged(best_z)
    return Found(z=best_z, pictures=pictures, loss=loss, context=context, began=began)


class Adam:
    """Kingma & Ba 2015, for one tensor.  torch's own loads its compiler first, which takes seconds."""

    def __init__(self, rate: float, betas: tuple[float, float] = (0.9, 0.999)) -> None:
        self.rate, self.betas = rate, betas
        self.count, self.mean, self.square = 0, torch.zeros(()), torch.zeros(())

    def step(self, slope: Tensor) -> Tensor:
        """What to take off."""
        self.count += 1
        slow, slower = self.betas
        self.mean = slow * self.mean.to(slope) + (1 - slow) * slope
        self.square = slower * self.square.to(slope) + (1 - slower) * slope.square()
        mean, square = self.mean / (1 - slow**self.count), self.square / (1 - slower**self.count)
        return self.rate * mean / (square.sqrt() + 1e-8)


def importance_context(generated: Tensor, photo: Tensor, weight: Tensor) -> Tensor:
    """Σ over pixels and channels of weight·|generated − photo|, one value for each sample: N.

    Every restart of a search has its own loss; a mean would make the prior thousands of times too strong.
    """
    return (weight * (generated - photo).abs()).sum((1, 2, 3))


@torch.no_grad()
def importance(mask: Tensor, window: int = IMPORTANCE_WINDOW_PX) -> Tensor:
    """The share of missing pixels around each known one; 0 inside the hole.  Symmetric border."""
    reach = window // 2
    columns = _mirrored(mask.shape[-1], reach, mask.device)
    rows = _mirrored(mask.shape[-2], reach, mask.device)
    around = F.avg_pool2d(mask[..., rows, :][..., columns], window, stride=1)
    return (1 - mask) * around


def gan_prior(score: Tensor, *, weight: float = PRIOR_WEIGHT) -> Tensor:
    """How likely a critic finds a picture: λ·log(1 − sigmoid(score)), one value a score."""
    return -weight * F.softplus(score)


def _mirrored(length: int, reach: int, device: torch.device) -> Tensor:
    """Indices of a border that repeats the edge pixel, as numpy's "symmetric"."""
    index = torch.arange(-reach, length + reach, device=device) % (2 * length)
    return torch.minimum(index, 2 * length - 1 - index)
