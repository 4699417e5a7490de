"""How sure a detector is: one half where damage is as likely as not, 1 where sound photos seldom come."""

from __future__ import annotations

from torch import Tensor


def certainty(logits: Tensor, limits: Tensor) -> Tensor:
    """logits N×K×H×W → [0, 1]; limits: K logits that count as certain."""
    above = (logits * (0.5 / limits.view(1, -1, 1, 1))).clamp_(0, 0.5)
    return logits.clamp(max=0).sigmoid_().add_(above)
