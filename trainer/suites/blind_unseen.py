"""Unmarked damage drawn in ways that nothing learns from: what the blind suite's numbers are worth elsewhere.

`scratches` and `cracks` are the drawing that the finder once learnt from; `thin-marks`, which answers for
them today, never does.
"""

from trainer.corruption import Between, OneOf
from trainer.evaluation.suite import Case, Suite

BLIND_UNSEEN = Suite(
    id="blind_unseen",
    title="Unmarked damage drawn in ways that nothing learns from",
    blind=True,
    size=320,
    limit=12,
    only=("telea", "finder", "vcn"),
    cases=(
        Case(name="scratches", kind="scratches", params={"coverage": (0.01, 0.05), "edge": "antialiased"}),
        Case(name="cracks", kind="cracks", params={"filler": "texture", "edge": "antialiased"}),
        Case(
            name="graffiti",
            kind="plotter_letters",
            params={"filler": "colour"},
        ),
        Case(
            name="text",
            kind="plotter_letters",
            params={"height": (10, 20), "stroke": (0.05, 0.12), "words": Between(6, 14, whole=True)},
        ),
        Case(
            name="pieces",
            kind="squares",
            params={"filler": "natural", "edge": OneOf(("softened", "hard")), "count": 3, "side": 48},
        ),
        Case(name="clean", kind=None),
    ),
)
