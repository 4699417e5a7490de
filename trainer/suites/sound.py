"""What blind repair does to photos that nothing is wrong with, each at its own size.

The photos are those of the folders given; drawn pictures of what is often taken for damage stand beside them.
"""

from trainer.evaluation.scenes import scenes
from trainer.evaluation.suite import Case, Suite

SOUND = Suite(
    id="sound",
    title="Sound photos at their own size",
    sound=True,
    blind=True,
    limit=60,
    only=("finder",),
    cases=(
        Case(name="photos", kind=None),
        *(Case(name=name.replace("_", " "), kind=None, scene=name) for name in scenes()),
    ),
)
