"""Loss, score and preview of the recipes whose batches say which pixels are judged: thin-marks and foreign.

Their batches hold image N×3×H×W in [0, 1], truth N×1×H×W (1 = damaged) and judged N×1×H×W (0 = either answer
is right); their network gives logits N×1×H×W.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional as F

from trainer.data.mistakes import false_finds
from trainer.losses.segmentation import ENTROPY_WEIGHT
from trainer.training.recipe import Models, Tensors

MIN_LIMIT = 0.5  # A limit below this, per step, would make everything evidence.
HARDEST_PX = 48  # Of each crop: so many sound pixels with the highest scores count once more.
HARDEST_WEIGHT = 0.15


def agreement_loss(models: Models, batch: Tensors) -> tuple[Tensor, dict[str, Tensor]]:
    """Cross entropy, one minus the soft F1 over the batch, and the entropy of the hardest sound pixels.

    The last term is for the limit of certainty, which the few worst pixels of sound photos set.
    """
    logits, truth, judged = models["network"](batch["image"]), batch["truth"], batch["judged"]
    entropy = F.binary_cross_entropy_with_logits(logits, truth, judged)
    found = torch.sigmoid(logits) * judged
    overlap = 1 - (2 * (found * truth).sum() + 1) / (found.sum() + truth.sum() + 1)
    sound = F.softplus(logits) * judged * (1 - truth)
    hardest = sound.flatten(1).topk(HARDEST_PX, dim=1).values.mean()
    loss = ENTROPY_WEIGHT * entropy + overlap + HARDEST_WEIGHT * hardest
    return loss, {"entropy": entropy, "overlap": overlap, "hardest": hardest}


def probability(network: nn.Module, batch: Tensors) -> Tensor:
    return torch.sigmoid(network(batch["image"]).float())


def agreement(network: nn.Module, batch: Tensors) -> dict[str, float]:
    """F1 over the batch at one half, and minus the share of judged sound pixels that are marked."""
    marked, truth, judged = probability(network, batch) > 0.5, batch["truth"] > 0, batch["judged"] > 0
    both, wrong = (marked & truth).sum(), (marked & ~truth & judged).sum()
    f1 = 2 * both / (both + wrong + truth.sum()).clamp(min=1) if truth.any() else torch.ones(())
    return {"f1": float(f1), "sound": -float(wrong / judged.sum())}


def preview(network: nn.Module, batch: Tensors) -> list[Tensor]:
    return [
        batch["image"],
        probability(network, batch).expand(-1, 3, -1, -1),
        batch["truth"].expand(-1, 3, -1, -1),
    ]


def evidence_limits(
    network: Callable[[Tensor], Tensor],
    pictures: Iterable[NDArray[np.float32]],
    finds: Sequence[int],
    untouched: float,
) -> Tensor:
    """For each of these numbers, the logit that so many finds reach in few sound photos, the highest first.

    network: image N×3×H×W in [0, 1] → logits N×1×H×W, in evaluation mode.
    pictures: sound photos, H×W×3 in [0, 1].  finds: ascending.  untouched: the share of the photos in which
    no number of finds reaches its logit.
    """
    reached = np.array([_surest_logits(network, picture, finds) for picture in pictures])
    # The same quantile for each number, such that all of them together spare the photos.
    for quantile in np.linspace(untouched, 1, 200):
        limits = np.quantile(reached, quantile, axis=0)
        if (reached <= limits).all(1).mean() >= untouched:
            break
    least = np.arange(len(finds), 0, -1) * MIN_LIMIT
    return torch.from_numpy(np.maximum(np.maximum.accumulate(limits[::-1])[::-1], least)).float()


def _surest_logits(
    network: Callable[[Tensor], Tensor], picture: NDArray[np.float32], finds: Sequence[int]
) -> list[float]:
    """The logit that so many finds reach by their surest pixel, for each number; 0 where there are fewer."""
    ordered = sorted((logit for logit, _, _ in false_finds(network, picture)), reverse=True)
    return [ordered[number - 1] if number <= len(ordered) else 0.0 for number in finds]
