"""Fig. 1: text.  The same network trained equally long with the mask and without it."""

from __future__ import annotations

from statistics import fmean

from trainer.experiments.bench import PAPER_OPTIONS, ExperimentContext, by_network, inside, table, whole

TITLE = "Fig. 1: text, with the mask against without (published: better on all 10 photos)"
TEXT_DAMAGE = "text:size=14..28,filler=constant,colour=black,edge=hard"
SHOWS = (
    "Both networks are the published ones and saw the same number of patches.  Without the mask, part of the "
    "network must find the text before the rest can fill it.  It also answers known "
    "pixels, which the other keeps as they are: the fair comparison is inside."
)


def run(context: ExperimentContext) -> str:
    """Train both networks and return the table over the test photos."""
    damaged = context.damaged(TEXT_DAMAGE)
    given = context.network("mask-mlp", damage=TEXT_DAMAGE, **PAPER_OPTIONS)
    blind = context.network("mask-mlp-blind", damage=TEXT_DAMAGE, **PAPER_OPTIONS)
    answers = {
        "input": [sample.corrupted for sample in damaged],
        "with mask": [by_network(given, sample) for sample in damaged],
        "without": [by_network(blind, sample, blind=True) for sample in damaged],
    }
    scores = {name: whole(filled, damaged) for name, filled in answers.items()}
    holes = {name: inside(filled, damaged) for name, filled in answers.items()}
    columns = [*scores.values(), holes["with mask"], holes["without"]]
    rows = [(f"photo {n}", values) for n, values in enumerate(zip(*columns, strict=True), 1)]
    rows.append(("mean", tuple(fmean(column) for column in columns)))
    better = [
        sum(one > two for one, two in zip(by["with mask"], by["without"], strict=True))
        for by in (scores, holes)
    ]
    heads = (*scores, "with, inside", "without, inside")
    return (
        f"{table(heads, rows)}\nwith the mask better on {better[0]} of {len(damaged)}; inside on {better[1]}"
    )
