"""The damage of the patch MLPs that no other suite has, its place known."""

from trainer.suite import Case, Suite

MLP = Suite(
    id="mlp",
    title="Damage of one shape, known mask",
    methods=("mask-mlp", "restore"),
    cases=(Case(name="bars", kind="bars", params={"angle": 30}),),
)
