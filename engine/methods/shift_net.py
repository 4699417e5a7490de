"""Yan, Li, Li, Zuo, Shan, "Shift-Net: Image Inpainting via Deep Feature Rearrangement", ECCV 2018."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine import weights
from engine.contract import MethodInfo, NetworkMethod, Request, SizeRule
from engine.job import Job

if TYPE_CHECKING:
    import torch

ID = "shift-net"


class ShiftNetMethod(NetworkMethod):
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
        licence="Research and non-commercial (LICENSE-WEIGHTS)",
    )

    def load(self, device: str, variant: str) -> torch.nn.Module:  # noqa: ARG002
        from engine.networks.layers.precision import channels_last
        from engine.networks.shift_net import Design, ShiftNet

        network = ShiftNet(Design(**weights.card(ID, variant).more["design"]))
        weights.load_into(network, ID, variant)
        return channels_last(network)

    def fill(self, network: torch.nn.Module, request: Request[torch.Tensor], job: Job) -> torch.Tensor:
        from engine.networks.layers.precision import fast
        from engine.networks.shift_net import ShiftNet

        assert isinstance(network, ShiftNet)
        job.step(0.0)
        with fast(request.image.device):
            return network.fill(request.image, (request.mask > 0).float())


METHOD = ShiftNetMethod()
