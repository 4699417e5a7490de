"""Thin damage with a known mask, for which `restore` and `mask-mlp` are made."""

from trainer.corruption import Between
from trainer.evaluation.suite import Case, Suite

THIN = Suite(
    id="thin",
    title="Thin damage, known mask",
    methods=("restore", "mask-mlp"),
    cases=(
        Case(
            name="text",
            kind="text",
            params={
                "size": (14, 28),
                "layout": "lines",
                "lines": Between(5, 10, whole=True),
                "fonts": "held-out",  # No training recipe draws these.
                "edge": "hard",
            },
        ),
        Case(
            name="lines",
            kind="lines",
            params={"thickness": (3, 3), "count": Between(6, 12, whole=True), "spacing": "random"},
        ),
        Case(name="scratches", kind="scratches", params={"coverage": (0.01, 0.08)}),
        Case(
            name="strokes",
            kind="freeform",
            params={"width": (8, 18), "strokes": Between(1, 3, whole=True), "coverage": (0.03, 0.2)},
        ),
    ),
)
