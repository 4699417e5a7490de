"""Fig. 7: aliased text of a known font, size and colour; only the others are given the mask."""

from __future__ import annotations

from trainer.experiments.bench import Bench, against

TITLE = "Fig. 7: blind, aliased text (published, one photo: MLP 34.22, FoE with the mask 32.13)"
DAMAGE = "text:font=LiberationSans-Bold,size=20,edge=antialiased,filler=constant,colour=white"


def run(bench: Bench) -> str:
    network = bench.network("mask-mlp-blind", damage=DAMAGE)
    return against(bench, DAMAGE, {"mask-mlp-blind": (network, True)})
