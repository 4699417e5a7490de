"""Fig. 10: the patches that units of a patch network recognise, and those that they then answer."""

from __future__ import annotations

import numpy as np

from engine.explain.mlp import BACKGROUND_GRAY, features, sheet
from engine.models.method import Array
from trainer.experiments.bench import ExperimentContext, saved_picture, table
from trainer.experiments.fig9 import TEXT_DAMAGE

TITLE = (
    "Fig. 10: patches that units recognise and those that they answer (published: they continue each other)"
)
SHOWS = (
    "The picture `fig10.png` in OUT has, for the units of the last hidden layer with the largest answers, "
    "the patch that excites each most, with a letter as its hole in red and a green frame around what is "
    "answered, and below it the answer.  *Activation* is before the tanh, *contrast* that of the answer in "
    "the picture."
)


def run(context: ExperimentContext) -> str:
    """Write the picture, and return the table of its units."""
    network = context.shipped("mask-mlp", TEXT_DAMAGE)
    found = features(network)
    patterns = [one.recognised for one in found]
    answers = [_in_place(one.played_back, patterns[0].shape[0], network.architecture.inner) for one in found]
    saved_picture(context.out / "fig10.png", sheet([*patterns, *answers], len(found)))
    rows = [(f"unit {one.unit}", (one.activation, float(np.std(one.played_back)))) for one in found]
    return table(("activation", "contrast"), rows)


def _in_place(answer: Array, side: int, inner: int) -> Array:
    """An answer enlarged as the pattern that it belongs to, side×side×3, with gray around it."""
    zoom = side // inner
    large = answer.repeat(zoom, 0).repeat(zoom, 1)
    margin = (side - len(large)) // 2
    return np.pad(large, ((margin, margin), (margin, margin), (0, 0)), constant_values=BACKGROUND_GRAY)
