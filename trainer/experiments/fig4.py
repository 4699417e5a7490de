"""Fig. 4: lines across the photo, against the classical methods."""

from __future__ import annotations

from trainer.experiments.bench import ExperimentContext, against

TITLE = "Fig. 4: lines (published, one photo: input 17.36, others 32.91 to 35.32, MLP 37.34)"
DAMAGE = "lines"
SHOWS = (
    "The published network has three layers of 1024; the one that ships has 512, and corrects a thin-plate "
    "fill, which already continues most of what a 3 px line hides."
)


def run(bench: ExperimentContext) -> str:
    network = bench.shipped("mask-mlp", DAMAGE)
    return against(bench, DAMAGE, {"mask-mlp": (network, False)})
