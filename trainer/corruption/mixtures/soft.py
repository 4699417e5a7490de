"""Partial damage and noise, all kinds equally often."""

from trainer.corruption.contract import Layer, Mixture, Part

PARTIAL_KINDS = ("soft_strokes", "fade", "veil", "overlay", "noise_uniform", "noise_map", "salt_pepper")

MIXTURE = Mixture(
    title="Partial damage",
    parts=tuple(Part(weight=1 / len(PARTIAL_KINDS), layers=(Layer(kind=kind),)) for kind in PARTIAL_KINDS),
)
