"""The content network of multi-scale neural patch synthesis (Yang et al., CVPR 2017)."""

from __future__ import annotations

from torch import nn

from engine.networks.context_encoder import ContextEncoder, ContextEncoderDesign

SLIM_DESIGN = ContextEncoderDesign(width=32, neck=512, begun=True)


class Content(ContextEncoder):
    """A context encoder with a dense bottleneck whose activations are all ELU.  Sizes as there."""

    def __init__(self, design: ContextEncoderDesign | None = None) -> None:
        super().__init__(design)
        for part in [*self.modules()]:
            for name, child in part.named_children():
                if isinstance(child, nn.ReLU | nn.LeakyReLU):
                    setattr(part, name, nn.ELU())
