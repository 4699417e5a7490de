"""The patch MLP by ADADELTA, as published, and by Adam, in the same number of steps."""

from __future__ import annotations

from trainer.experiments.bench import PAPER_OPTIONS, ExperimentContext, against

TITLE = "Optimisers: the patch MLP by ADADELTA (published) against Adam, text"
TEXT_DAMAGE = "text:size=14..28,filler=constant,colour=black,edge=hard"
SHOWS = (
    "Both networks saw the same patches.  ADADELTA needs no rate, and its steps begin very small: where Adam "
    "is ahead, that is what some minutes allow, and no word on days of training."
)


def run(context: ExperimentContext) -> str:
    """Train both networks and return their table."""
    networks = {
        name: (
            context.network("mask-mlp", damage=TEXT_DAMAGE, optimiser=name.lower(), **PAPER_OPTIONS),
            False,
        )
        for name in ("ADADELTA", "Adam")
    }
    return against(context, TEXT_DAMAGE, networks)
