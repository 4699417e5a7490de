"""Fig. 7: aliased text of a known font, size and colour.  The blind network gets no mask, the others do."""

from __future__ import annotations

from trainer.experiments.bench import ExperimentContext, against
from trainer.recipes.mask_mlp_blind import BLIND_DAMAGE

TITLE = "Fig. 7: blind, aliased text (published, one photo: MLP 34.22, FoE with the mask 32.13)"
SHOWS = (
    "The classical methods are given every pixel that the text touches, and fill them from outside.  The "
    "blind network is given nothing, but may use what shines through at the letters' edges.  It has the most "
    "to learn of all, letters and pictures both: where it is behind, it has not learned for long enough."
)


def run(context: ExperimentContext) -> str:
    """Return the table of the blind network."""
    network = context.shipped("mask-mlp-blind", BLIND_DAMAGE)
    return against(context, BLIND_DAMAGE, {"mask-mlp-blind": (network, True)})
