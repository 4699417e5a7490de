"""Fig. 8: the limit of the method, where squares of 10×10 px and lines 10 px wide become a blur."""

from __future__ import annotations

from statistics import fmean

import numpy as np

from engine.models.method import Array
from trainer.corruption.contract import Sample
from trainer.experiments.bench import PAPER_OPTIONS, ExperimentContext, against, by_network, table

TITLE = "Fig. 8: the limit: 10×10 squares, lines 10 px wide (published: blurry on texture)"
DAMAGE_OF_NAME = {
    "squares": "squares:side=10",
    "wide lines": "lines:thickness=10,count=6",
    "thin lines": "lines:thickness=2",
}
SHOWS = (
    "In the middle of such holes nothing that is known lies in the patch: the least squared error is then "
    "the mean of all that could stand there, a blur.  In thin holes more of the detail comes back."
)


def run(context: ExperimentContext) -> str:
    """Return a table for each damage, and one of the detail that comes back."""
    parts, sharpness = [], []
    for name, damage in DAMAGE_OF_NAME.items():
        network = context.network("mask-mlp", damage=damage, **PAPER_OPTIONS)
        parts.append(f"{name}\n{against(context, damage, {'mask-mlp': (network, False)})}")
        damaged = context.damaged(damage)
        sharpness.append((name, [fmean(detail(by_network(network, s), s) for s in damaged)]))
    return "\n".join(
        [*parts, table(("detail",), sharpness), "detail: gradient energy in the holes, 1 = the truth's"]
    )


def detail(filled: Array, sample: Sample) -> float:
    """The gradient energy of a fill inside the holes, divided by that of the true photo."""
    hole = sample.mask > 0
    return _energy(filled, hole) / max(_energy(sample.clean, hole), 1e-9)


def _energy(photo: Array, hole: np.ndarray[tuple[int, int], np.dtype[np.bool_]]) -> float:
    """The sum of squared gradients, averaged over the hole."""
    down, across = np.gradient(photo.mean(2))
    return float((down**2 + across**2)[hole].mean())
