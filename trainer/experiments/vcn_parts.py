"""VCN's inpainting network with each of its parts left out, trained equally long (Wang et al., Table 3)."""

from __future__ import annotations

from collections.abc import Mapping
from statistics import fmean
from typing import cast

from torch import nn

from engine.models.method import Array
from engine.networks.vcn import VCN
from engine.options import Value
from trainer.corruption.contract import Sample
from trainer.experiments.bench import ExperimentContext, inside, table
from trainer.experiments.blind_rivals import DAMAGE_OF_NAME, painted
from trainer.training.recipe import recipe

TITLE = (
    "VCN, its parts: fusion, context normalisation, shortcuts and semantic loss (Wang et al. 2020, Table 3)"
)
SHOWS = (
    "PSNR inside the true damage.  *Given*: the painter has the true mask; *found*: what the mask network "
    "finds.  That network is the one that ships, for all; the painters begin at random weights and train "
    "equally long.  The last two rows begin at no fills, as published, since only such painters are trained "
    "by the paper's losses."
)
OPTIONS_OF_NAME: Mapping[str, Mapping[str, Value]] = {
    "as it ships": {},
    "fused in the middle": {"fusion": "bottleneck"},
    "no normalisation": {"context": "none"},
    "with shortcuts": {"plain": "off"},
    "as published": {"begun": "off"},
    "no semantic loss": {"begun": "off", "features": "off"},
}


def run(context: ExperimentContext) -> str:
    """Train a painter of each kind and return the table, two columns for each damage."""
    ships = cast(VCN, context.ships("vcn"))
    damaged = {name: context.damaged_colour(damage) for name, damage in DAMAGE_OF_NAME.items()}
    heads = [f"{name}, {mask}" for name in damaged for mask in ("given", "found")]
    rows = [
        ("damaged", [_mean([s.corrupted for s in some], some) for some in damaged.values() for _ in "12"])
    ]

    def begin(network: nn.Module) -> nn.Module:
        cast(VCN, network).mpn.load_state_dict(ships.mpn.state_dict())
        return network

    for name, options in OPTIONS_OF_NAME.items():
        chosen = recipe("vcn", {"phase": "repair", "width": ships.design.width, **options, **context.options})
        network = cast(VCN, context.trained(f"vcn-{name.replace(' ', '-')}", chosen, begin))
        scores = [
            _mean([painted(network, sample, true_mask=given) for sample in some], some)
            for some in damaged.values()
            for given in (True, False)
        ]
        rows.append((name, scores))
    return table(heads, rows)


def _mean(filled: list[Array], some: list[Sample]) -> float:
    return fmean(inside(filled, some))
