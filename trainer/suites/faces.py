"""Holes in faces of 64² (Yeh et al., Semantic Inpainting, 2017, Table 1)."""

from trainer.evaluation.suite import Case, Suite

FACES = Suite(
    id="faces",
    title="Faces of 64², known mask",
    size=64,
    reduced=True,
    methods=("restore", "context-encoder", "semantic-search"),
    cases=(
        Case(name="centre", kind="center"),
        Case(name="pattern", kind="pattern"),
        Case(name="random 80 %", kind="random_pixels", params={"share": 0.8}),
        Case(name="half", kind="half"),
    ),
)
