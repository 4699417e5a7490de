"""Holes of all shapes in one colour, for methods that are given the mask."""

from trainer.corruption.contract import Layer, Mixture, Part

MIXTURE = Mixture(
    title="Holes",
    parts=(
        Part(weight=0.6, layers=(Layer(kind="freeform"),)),
        Part(weight=0.2, layers=(Layer(kind="rect"),)),
        Part(weight=0.2, layers=(Layer(kind="blobs"),)),
    ),
)
