"""Perceptual loss: L1 in the feature maps of a fixed network (Johnson et al. 2016)."""

from collections.abc import Mapping

from torch import Tensor

Maps = Mapping[str, Tensor]


def perceptual(y: Maps, x: Maps, weights: Mapping[str, float] | None = None) -> Tensor:
    """Σ over layers of w·⟨|Φ(y) − Φ(x)|⟩, w = 1 by default; the target's features get no gradient."""
    terms = [(weights or {}).get(name, 1.0) * (y[name] - x[name].detach()).abs().mean() for name in y]
    return sum(terms[1:], terms[0])
