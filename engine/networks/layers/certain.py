"""How sure a detector is: one half where damage is as likely as not, 1 where sound photos seldom come."""

from __future__ import annotations

from collections.abc import Sequence

from torch import Tensor


def certainty(logits: Tensor, limits: Tensor) -> Tensor:
    """logits N×K×H×W → [0, 1]; limits: K logits that count as certain."""
    above = (logits * (0.5 / limits.view(1, -1, 1, 1))).clamp_(0, 0.5)
    return logits.clamp(max=0).sigmoid_().add_(above)


def stepwise_certainty(logits: Tensor, limits: Tensor, confidences: Sequence[float]) -> Tensor:
    """logits N×1×H×W → [0, 1]: one half at 0, each confidence at its limit, and straight lines between.

    limits: logits above 0, the highest first, as `confidences` are, of which the first is 1.
    """
    result = logits.clamp(max=0).sigmoid_()
    low_logit, low = 0.0, 0.5
    for limit, reached in zip(reversed(limits.tolist()), reversed(confidences), strict=True):
        result.add_((logits - low_logit).mul_((reached - low) / (limit - low_logit)).clamp_(0, reached - low))
        low_logit, low = limit, reached
    return result
