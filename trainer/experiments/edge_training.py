"""The edge network of informed-mask, trained on alone and jointly with the others, for equally long."""

from __future__ import annotations

import copy
from typing import cast

from torch import nn

from engine.networks.informed_mask import InformedMask
from trainer.experiments import edge_maps
from trainer.experiments.bench import ExperimentContext
from trainer.training.recipe import recipe

TITLE = "Edge network of informed-mask, alone and jointly: PSNR of the edge map and of the picture"
SHOWS = (
    "All begin at the weights that ship and train equally long: *alone* the edge network on true masks, "
    "*with masks* the mask network and the edge network together, *jointly* these and the painter.  Edges "
    "are compared with Canny's of the undamaged photo.  *Seen* are Canny's of the damaged one, weakened "
    "where the mask says that something is lost; *drawn* adds what the edge network drew there."
)
PHASE_OF_NAME = {"alone": "epn", "with masks": "edges", "jointly": "joint"}


def run(context: ExperimentContext) -> str:
    """Train the edge network in each way and return the tables."""
    ships = cast(InformedMask, context.ships("informed-mask"))
    networks = {"ships": ships}
    for name, phase in PHASE_OF_NAME.items():
        chosen = recipe("informed-mask", {"phase": phase, **context.options})
        trained = context.trained(f"edges-{phase}", chosen, lambda _: _copied(ships))
        networks[name] = cast(InformedMask, trained)
    return edge_maps.tables(context, networks)


def _copied(network: nn.Module) -> nn.Module:
    return copy.deepcopy(network).requires_grad_(True)
