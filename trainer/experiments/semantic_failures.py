"""Semantic search where it fails: its worst faces, as pictures (Yeh et al., CVPR 2017, Fig. 12)."""

from __future__ import annotations

from typing import cast

import numpy as np

from engine.networks.semantic_search import DRAWN_SIDE_PX, SemanticSearch
from trainer.experiments.bench import ExperimentContext, inside, saved_picture, table
from trainer.experiments.semantic_rivals import DAMAGE_OF_NAME, Search, faces, nearest, searched

TITLE = "Semantic search, failures: its worst faces beside the nearest ones that it learnt from"
SHOWS = (
    "PSNR inside the holes of the photos on which the search is worst.  The pictures "
    "`failures-DAMAGE.png` in OUT have a row for each: the damaged face, what the search draws, the nearest "
    "face of those that it learnt from, the true one."
)
SHOWN_FAILURES = 4  # of each damage
WAYS = ("search", "nearest face")


def run(context: ExperimentContext) -> str:
    """Write a picture for each damage, and return the table of what they show."""
    learnt, held = faces(context.photos).split()
    network = cast(SemanticSearch, context.ships("semantic-search"))
    own = ExperimentContext(
        photos=learnt, test=held, out=context.out, budget=context.budget, limit=context.limit
    )
    rows: list[tuple[str, list[float]]] = []
    for name, damage in DAMAGE_OF_NAME.items():
        damaged = own.damaged_colour(damage, size=DRAWN_SIDE_PX)
        drawn = [searched(network, sample, Search()) for sample in damaged]
        scores = inside(drawn, damaged)
        lines = []
        for number in np.argsort(scores)[:SHOWN_FAILURES].tolist():
            sample, near = damaged[number], nearest(learnt, damaged[number])
            lines.append(np.hstack([sample.corrupted, drawn[number], near, sample.clean]))
            rows.append((f"{name}, photo {number + 1}", [scores[number], *inside([near], [sample])]))
        file = context.out / f"failures-{'-'.join(name.replace('%', '').split())}.png"
        saved_picture(file, np.vstack(lines))
    return table(WAYS, rows)
