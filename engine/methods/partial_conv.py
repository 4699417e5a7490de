"""Liu et al., "Image Inpainting for Irregular Holes Using Partial Convolutions", ECCV 2018."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.methods.shared.departures import FROM_A_MEMBRANE_WITH_OWN_FEATURES
from engine.models import weights
from engine.models.method import MethodInfo, SizeRule
from engine.models.network import HoleMethod

if TYPE_CHECKING:
    import torch

    from engine.models.weights import Card

ID = "partial-conv"


class PartialConvMethod(HoleMethod):
    info = MethodInfo(
        id=ID,
        title="Partial convolutions",
        year=2018,
        paper="Liu, Reda, Shih, Wang, Tao, Catanzaro, Image Inpainting for Irregular Holes "
        "Using Partial Convolutions, ECCV 2018",
        purpose="Holes of any shape up to about half the region: brush strokes, tears, stains",
        limits="Large holes become smooth: it was taught without a critic and invents no detail",
        holes="any",
        size=SizeRule(most=512),
        context_least=96,
        weights=weights.variants(ID) or ("",),
        departure=FROM_A_MEMBRANE_WITH_OWN_FEATURES,
        licence="Research and non-commercial (LICENSE-WEIGHTS)",
    )

    def build(self, card: Card) -> torch.nn.Module:
        from engine.networks.partial_conv import PartialConvDesign, PartialUNet

        return PartialUNet(PartialConvDesign(**card.more["design"]))


METHOD = PartialConvMethod()
