"""Iizuka, Simo-Serra, Ishikawa, "Globally and Locally Consistent Image Completion", SIGGRAPH 2017."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.methods.shared.departures import FROM_A_MEMBRANE
from engine.models import weights
from engine.models.method import MethodInfo, SizeRule
from engine.models.network import HoleMethod

if TYPE_CHECKING:
    import torch

    from engine.models.weights import Card

ID = "glcic"


class GLCICMethod(HoleMethod):
    info = MethodInfo(
        id=ID,
        title="GLCIC",
        year=2017,
        paper="Iizuka, Simo-Serra, Ishikawa, Globally and Locally Consistent Image Completion, SIGGRAPH 2017",
        purpose="One or a few compact holes amid known surroundings",
        limits="Holes at the photo's border, and very large ones; colours may be off: blend the seam then",
        holes="large",
        size=SizeRule(least=16, multiple=4, most=512),
        context=1.0,
        context_least=152,  # nothing farther away has an influence
        weights=weights.variants(ID) or ("",),
        departure=FROM_A_MEMBRANE,
        licence="Research and non-commercial (LICENSE-WEIGHTS)",
    )

    def build(self, card: Card) -> torch.nn.Module:
        from engine.networks.glcic import GLCIC, GLCICDesign

        return GLCIC(GLCICDesign(**card.more["design"]))


METHOD = GLCICMethod()
