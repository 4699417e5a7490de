"""Style loss: L1 of the Gram matrices of feature maps (Gatys et al. 2016)."""

from collections.abc import Mapping

import torch
from torch import Tensor

Maps = Mapping[str, Tensor]


def style(y: Maps, x: Maps) -> Tensor:
    """Σ over layers of ⟨|G(y) − G(x)|⟩; the target's features get no gradient."""
    terms = [(gram(y[name]) - gram(x[name].detach())).abs().mean() for name in y]
    return sum(terms[1:], terms[0])


def gram(maps: Tensor) -> Tensor:
    """F·Fᵀ / (C·H·W), F = C×HW; N×C×C in float32; scaled before the product to avoid overflow."""
    with torch.autocast(maps.device.type, enabled=False):
        rows = maps.to(torch.promote_types(maps.dtype, torch.float32)).flatten(2)
        rows = rows / (rows.shape[1] * rows.shape[2]) ** 0.5
        product: Tensor = rows @ rows.mT
        return product
