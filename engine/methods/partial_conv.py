"""Liu et al., "Image Inpainting for Irregular Holes Using Partial Convolutions", ECCV 2018."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine import weights
from engine.contract import MethodInfo, NetworkMethod, Request, SizeRule
from engine.job import Job

if TYPE_CHECKING:
    import torch

ID = "partial-conv"


class PartialConvMethod(NetworkMethod):
    info = MethodInfo(
        id=ID,
        title="Partial convolutions",
        year=2018,
        paper="Liu, Reda, Shih, Wang, Tao, Catanzaro, Image Inpainting for Irregular Holes "
        "Using Partial Convolutions, ECCV 2018",
        purpose="Holes of any shape up to about half the region: brush strokes, tears, stains",
        limits="Large holes become smooth: it was taught without a critic and invents no detail",
        holes="large",
        size=SizeRule(most=512),
        context_least=96,
        weights=weights.variants(ID) or ("",),
        licence="Research and non-commercial (LICENSE-WEIGHTS)",
    )

    def load(self, device: str, variant: str) -> torch.nn.Module:  # noqa: ARG002
        from engine.networks.layers.precision import channels_last
        from engine.networks.partial_conv import Design, PartialUNet

        network = PartialUNet(Design(**weights.card(ID, variant).more["design"]))
        weights.load_into(network, ID, variant)
        return channels_last(network)

    def fill(self, network: torch.nn.Module, request: Request[torch.Tensor], job: Job) -> torch.Tensor:
        """A pixel of which any part is missing counts as missing: the rule knows no half-known pixels."""
        from engine.networks.layers.precision import fast
        from engine.networks.partial_conv import PartialUNet

        assert isinstance(network, PartialUNet)
        job.step(0.0)
        with fast(request.image.device):
            return network.fill(request.image, (request.mask > 0).float())


METHOD = PartialConvMethod()
