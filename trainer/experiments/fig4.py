"""Fig. 4: lines across the photo, against the classical methods."""

from __future__ import annotations

from trainer.experiments.bench import Bench, against

TITLE = "Fig. 4: lines (published, one photo: input 17.36, others 32.91 to 35.32, MLP 37.34)"
DAMAGE = "lines"
LAYERS = "16^2,1024,1024,1024,8^2"


def run(bench: Bench) -> str:
    network = bench.network("mask-mlp", damage=DAMAGE, layers=LAYERS)
    return against(bench, DAMAGE, {"mask-mlp": (network, False)})
