"""Fig. 2: bars at seven angles, a network for each; every network on every angle."""

from __future__ import annotations

from statistics import fmean

from trainer.experiments.bench import CLASSICAL, Bench, by_method, by_network, inside, table

TITLE = (
    "Fig. 2: bars; rows: angle trained on, columns: angle measured, dB inside (published: best at its own)"
)
ANGLES = tuple(range(0, 91, 15))


def damage(angle: int) -> str:
    return f"bars:angle={angle}"


def run(bench: Bench) -> str:
    damaged = {angle: bench.damaged(damage(angle)) for angle in ANGLES}
    rows = []
    for angle in ANGLES:
        network = bench.network("mask-mlp", damage=damage(angle))
        scores = [fmean(inside([by_network(network, s) for s in some], some)) for some in damaged.values()]
        rows.append((f"{angle}°", scores))
    own = sum(scores[at] == max(scores) for at, (_, scores) in enumerate(rows))
    rows += [
        (id, [fmean(inside([by_method(id, s) for s in some], some)) for some in damaged.values()])
        for id in CLASSICAL
    ]
    heads = [f"{angle}°" for angle in ANGLES]
    return f"{table(heads, rows)}\nbest at its own angle: {own} of {len(ANGLES)}"
