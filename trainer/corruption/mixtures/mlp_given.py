"""A person's own mask, the parameter `file` (Köhler et al., GCPR 2014, Fig. 5 and 6)."""

from trainer.corruption.contract import Layer, Mixture, Part

MIXTURE = Mixture(title="A given mask, for mask-mlp", parts=(Part(weight=1, layers=(Layer(kind="given"),)),))
