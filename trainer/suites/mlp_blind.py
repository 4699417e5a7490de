"""Text of the font, size and colour that mask-mlp-blind knows; the classical methods are given the mask."""

from trainer.evaluation.suite import Case, Suite

MLP_BLIND = Suite(
    id="mlp_blind",
    title="Unmarked text of one known font",
    methods=("mask-mlp-blind",),
    blind=True,
    cases=(
        Case(
            name="text",
            kind="text",
            params={
                "font": "LiberationSans-Bold",
                "size": 20,
                "edge": "antialiased",
                "filler": "constant",
                "colour": "white",
            },
        ),
    ),
)
