"""Full-width and full-height lines (Köhler et al., GCPR 2014, Fig. 4)."""

from trainer.corruption.contract import Layer, Mixture, Part

MIXTURE = Mixture(title="Lines, for mask-mlp", parts=(Part(weight=1, layers=(Layer(kind="lines"),)),))
