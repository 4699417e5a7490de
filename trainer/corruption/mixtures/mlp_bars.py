"""Bars at one angle, the parameter `angle` (Köhler et al., GCPR 2014, Fig. 2)."""

from trainer.corruption.contract import Layer, Mixture, Part

MIXTURE = Mixture(
    title="Bars, for mask-mlp",
    parts=(Part(weight=1, layers=(Layer(kind="bars", params={"angle": 0}),)),),
)
