"""Text of many fonts, 14 to 28 px (Köhler et al., GCPR 2014)."""

from trainer.corruption.contract import Layer, Mixture, Part

MIXTURE = Mixture(
    title="Text, for mask-mlp",
    parts=(Part(weight=1, layers=(Layer(kind="text", params={"size": (14, 28)}),)),),
)
