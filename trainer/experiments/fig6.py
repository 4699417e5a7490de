"""Fig. 6: a network of large patches on the scratches of one photo."""

from __future__ import annotations

from trainer.experiments.bench import PAPER_OPTIONS, ExperimentContext, against

TITLE = (
    "Fig. 6: large patches, scratches (published, one photo: input 13.65, others 34.26 to 35.86, MLP 36.37)"
)
SCRATCHES_DAMAGE = "scratches:coverage=0.05..0.15"
SHOWS = (
    "The published mask is of scratches drawn over one photo by hand; here each photo has scratches of its "
    "own.  The published network has three hidden layers of 2047 units; this has three of 512, unless "
    "--option layers says otherwise."
)


def run(context: ExperimentContext) -> str:
    """Train the network and return its table."""
    layers = "39^2,512,512,512,13^2"
    network = context.network("mask-mlp", damage=SCRATCHES_DAMAGE, layers=layers, **PAPER_OPTIONS)
    return against(context, SCRATCHES_DAMAGE, {"39² seen": (network, False)})
