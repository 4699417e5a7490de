"""Yu et al., "Generative Image Inpainting with Contextual Attention", CVPR 2018."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.methods.shared.departures import FROM_A_MEMBRANE
from engine.models import weights
from engine.models.method import MethodInfo, SizeRule
from engine.models.network import HoleMethod

if TYPE_CHECKING:
    import torch

    from engine.models.weights import Card

ID = "deepfill-v1"


class DeepFillV1Method(HoleMethod):
    info = MethodInfo(
        id=ID,
        title="DeepFill v1",
        year=2018,
        paper="Yu, Lin, Yang, Shen, Lu, Huang, Generative Image Inpainting with Contextual Attention, "
        "CVPR 2018",
        purpose="Large compact holes; texture is taken from elsewhere in the photo",
        limits="Thin and ragged holes, for which DeepFill v2 was made; faces; holes that leave little",
        holes="large",
        size=SizeRule(least=64, multiple=8, most=512, margin=8),  # attention takes 4096² numbers there
        context=1.0,
        context_least=64,
        weights=weights.variants(ID) or ("",),
        departure=FROM_A_MEMBRANE,
        licence="Research and non-commercial (LICENSE-WEIGHTS)",
    )

    def build(self, card: Card) -> torch.nn.Module:
        from engine.networks.deepfill_v1 import DeepFillV1

        return DeepFillV1(**card.more["design"])


METHOD = DeepFillV1Method()
