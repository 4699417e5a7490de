"""Demir & Unal, "Patch-Based Image Inpainting with Generative Adversarial Networks", 2018."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.methods.shared.departures import FROM_A_MEMBRANE
from engine.models import weights
from engine.models.method import MethodInfo, SizeRule
from engine.models.network import HoleMethod

if TYPE_CHECKING:
    import torch

    from engine.models.weights import Card

ID = "pggan"


class PGGANMethod(HoleMethod):
    info = MethodInfo(
        id=ID,
        title="PGGAN",
        year=2018,
        paper="Demir, Unal, Patch-Based Image Inpainting with Generative Adversarial Networks, "
        "arXiv 1803.07422, 2018",
        purpose="Compact holes up to half of the region; a leaner relative of GLCIC",
        limits="Very large holes become smooth; its widths are Lacuna's own, the paper's are not known",
        holes="large",
        size=SizeRule(least=64, multiple=4, most=512),  # its norms' statistics are those of such regions
        context=0.5,
        context_least=64,
        weights=weights.variants(ID) or ("",),
        departure=FROM_A_MEMBRANE,
        licence="Research and non-commercial (LICENSE-WEIGHTS)",
    )

    def build(self, card: Card) -> torch.nn.Module:
        from engine.networks.pggan import PGGAN, PGGANDesign

        return PGGAN(PGGANDesign(**card.more["design"]))


METHOD = PGGANMethod()
