"""Fig. 4: lines across the photo, compared with the classical methods."""

from __future__ import annotations

from trainer.experiments.bench import ExperimentContext, against

TITLE = "Fig. 4: lines (published, one photo: input 17.36, others 32.91 to 35.32, MLP 37.34)"
LINE_DAMAGE = "lines"
SHOWS = (
    "The published network has three layers of 1024; the one that ships has 512, and corrects a thin-plate "
    "fill, which already continues most of what a 3 px line hides."
)


def run(context: ExperimentContext) -> str:
    """Return the table of the network for lines."""
    network = context.shipped("mask-mlp", LINE_DAMAGE)
    return against(context, LINE_DAMAGE, {"mask-mlp": (network, False)})
