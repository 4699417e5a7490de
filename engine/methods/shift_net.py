"""Yan, Li, Li, Zuo, Shan, "Shift-Net: Image Inpainting via Deep Feature Rearrangement", ECCV 2018."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.methods.shared.departures import FROM_A_MEMBRANE
from engine.models import weights
from engine.models.method import MethodInfo, SizeRule
from engine.models.network import HoleMethod

if TYPE_CHECKING:
    import torch

    from engine.models.weights import Card

ID = "shift-net"


class ShiftNetMethod(HoleMethod):
    info = MethodInfo(
        id=ID,
        title="Shift-Net",
        year=2018,
        paper="Yan, Li, Li, Zuo, Shan, Shift-Net: Image Inpainting via Deep Feature Rearrangement, ECCV 2018",
        purpose="Medium and large holes whose content is also seen around them",
        limits="Content that the surroundings do not show; colours may shift in irregular holes",
        holes="large",
        size=SizeRule(least=128, multiple=128, most=512),
        context=0.5,
        context_least=32,
        weights=weights.variants(ID) or ("",),
        departure=FROM_A_MEMBRANE,
        licence="Research and non-commercial (LICENSE-WEIGHTS)",
    )

    def build(self, card: Card) -> torch.nn.Module:
        from engine.networks.shift_net import ShiftNet, ShiftNetDesign

        return ShiftNet(ShiftNetDesign(**card.more["design"]))


METHOD = ShiftNetMethod()
