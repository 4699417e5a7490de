"""How sure a detector is: one half where damage is as likely as not, 1 where sound photos seldom come."""

from __future__ import annotations

import torch
from torch import Tensor


def certainty(logits: Tensor, limits: Tensor) -> Tensor:
    """logits N×K×H×W → [0, 1]; limits: K logits that count as certain."""
    above = 0.5 + 0.5 * logits / limits.view(1, -1, 1, 1)
    return torch.where(logits > 0, above.clamp(max=1), torch.sigmoid(logits))
