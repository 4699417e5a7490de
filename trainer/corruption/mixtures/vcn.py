"""Strokes filled from another photo, half of them with soft edges (Wang et al., VCN, 2020)."""

from trainer.corruption.contract import Layer, Mixture, Part

STROKE_PARAMETERS = {"filler": "natural", "edge": "softened", "coin": True}
MIXTURE = Mixture(
    title="Contaminated by another photo, for vcn",
    parts=(Part(weight=1, layers=(Layer(kind="freeform_steps:vcn", params=STROKE_PARAMETERS),)),),
)
