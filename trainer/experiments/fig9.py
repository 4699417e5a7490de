"""Fig. 9: the weights of a patch network's first layer, as a picture."""

from __future__ import annotations

from engine.explain.mlp import first_layer, sheet
from trainer.experiments.bench import ExperimentContext, saved_picture, table

TITLE = "Fig. 9: weights of the first layer (published: many are noise, some are edges and Gabor patches)"
SHOWS = (
    "The picture `fig9.png` in OUT has a tile for each unit, those with the largest weights first: on the "
    "left what it sees of the pixels, on the right what it sees of the mask; middle gray is 0.  *Norm* is "
    "the length of a unit's weights, *mask* the share of their squares that looks at the mask."
)
TEXT_DAMAGE = "text:size=14..28,layout=page|page|lines,edge=hard|hard|antialiased"  # of weights that ship
TILES_ACROSS = 24
LISTED_RANKS = (1, 10, 50, 100, 250, 500)


def run(context: ExperimentContext) -> str:
    """Write the picture, and return the table of some units."""
    network = context.shipped("mask-mlp", TEXT_DAMAGE)
    weights = network.layers[0].get_parameter("weight").detach().float().cpu()
    norms = weights.norm(dim=1)
    order = norms.argsort(descending=True).tolist()
    tiles = first_layer(network)
    saved_picture(context.out / "fig9.png", sheet([tiles[unit] for unit in order], TILES_ACROSS))
    of_mask = weights[:, weights.shape[1] // 2 :].norm(dim=1) ** 2 / norms**2
    ranks = [rank for rank in LISTED_RANKS if rank <= len(order)]
    rows = [(f"unit {rank}", [float(plane[order[rank - 1]]) for plane in (norms, of_mask)]) for rank in ranks]
    return table(("norm", "mask"), [*rows, ("mean", [float(norms.mean()), float(of_mask.mean())])])
