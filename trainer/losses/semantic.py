"""VCN's semantic loss: L1 at relu3_2 (Wang et al. 2020; the paper's un-normalised L1 as a mean)."""

from collections.abc import Mapping

from torch import Tensor

FEATURE_LAYER = "relu3_2"


def semantic(y: Mapping[str, Tensor], x: Mapping[str, Tensor]) -> Tensor:
    """⟨|Φ(y) − Φ(x)|⟩ at relu3_2; the target's features get no gradient."""
    return (y[FEATURE_LAYER] - x[FEATURE_LAYER].detach()).abs().mean()
