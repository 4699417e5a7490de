"""The damage of the patch MLPs that no other suite has, with a known mask."""

from trainer.corruption import Between
from trainer.evaluation.suite import Case, Suite

MLP = Suite(
    id="mlp",
    title="Damage of one shape, known mask",
    methods=("mask-mlp", "restore"),
    cases=(
        Case(name="bars", kind="bars", params={"angle": 30}),
        Case(
            name="large-text",
            kind="text",
            params={
                "size": (28, 48),
                "layout": "lines",
                "lines": Between(2, 5, whole=True),
                "fonts": "held-out",
                "edge": "hard",
            },
        ),
    ),
)
