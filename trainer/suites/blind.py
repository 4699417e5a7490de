"""Unmarked damage: how well it is detected, and the repaired photos."""

from trainer.corruption import Between, OneOf
from trainer.data.hard_clean import HELD_OUT_NAMES
from trainer.evaluation.suite import Case, Suite

TEXT_COLOURS = ((1.0, 1.0, 1.0), (0.0, 0.0, 0.0), (0.85, 0.1, 0.1), (0.95, 0.85, 0.1))

BLIND = Suite(
    id="blind",
    title="Unmarked damage",
    blind=True,
    cases=(
        Case(
            name="strokes",
            damage="foreign",
            kind="freeform_steps:vcn",
            params={"filler": "natural", "edge": "hard"},
        ),
        Case(
            name="softened",
            damage="foreign",
            kind="freeform_steps:vcn",
            params={"filler": "natural", "edge": "softened"},
        ),
        Case(
            name="text",
            damage="text",
            kind="text",
            params={
                "size": (14, 28),
                "layout": "lines",
                "lines": Between(4, 10, whole=True),
                "fonts": "held-out",
                "edge": "antialiased",
                "filler": "constant",
                "colour": OneOf(TEXT_COLOURS),
            },
        ),
        Case(name="scratches", damage="scratches", kind="scratches", params={"coverage": (0.01, 0.08)}),
        Case(name="graffiti", damage="graffiti", kind="graffiti", params={"fonts": "held-out"}),
        Case(name="raindrops", damage="raindrops", kind="raindrops"),
        Case(name="noise", kind="noise_uniform", params={"level": 0.1}),
        Case(name="clean", kind=None),  # For the share that is marked of undamaged photos.
        Case(name="margins", kind=None, margins=True),
        Case(name="hard-clean", kind=None, only=HELD_OUT_NAMES),
    ),
)
