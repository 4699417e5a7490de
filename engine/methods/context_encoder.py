"""Pathak, Krähenbühl, Donahue, Darrell, Efros, "Context Encoders", CVPR 2016.  The first learned fill."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.methods.shared.departures import FROM_A_MEMBRANE
from engine.models import weights
from engine.models.method import MethodInfo, SizeRule
from engine.models.network import HoleMethod

if TYPE_CHECKING:
    import torch

    from engine.models.weights import Card

ID = "context-encoder"


class ContextEncoderMethod(HoleMethod):
    info = MethodInfo(
        id=ID,
        title="Context encoder",
        year=2016,
        paper="Pathak, Krähenbühl, Donahue, Darrell, Efros, Context Encoders: Feature Learning by "
        "Inpainting, CVPR 2016",
        purpose="The first learned fill of large holes, to compare with; a rough guess of what was there",
        limits="Sees and paints 128 × 128 px: what it adds is blurred, in large holes a lot",
        holes="large",
        size=SizeRule(least=128, most=512),
        context=0.5,
        context_least=32,
        weights=weights.variants(ID) or ("",),
        departure=FROM_A_MEMBRANE,
        licence="Research and non-commercial (LICENSE-WEIGHTS)",
    )

    def build(self, card: Card) -> torch.nn.Module:
        from engine.networks.context_encoder import ContextEncoder, ContextEncoderDesign

        return ContextEncoder(ContextEncoderDesign(**card.more["design"]))


METHOD = ContextEncoderMethod()
