"""Pathak, Krähenbühl, Donahue, Darrell, Efros, "Context Encoders", CVPR 2016.  The first learned fill."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine import weights
from engine.contract import MethodInfo, NetworkMethod, Request, SizeRule
from engine.job import Job

if TYPE_CHECKING:
    import torch

ID = "context-encoder"


class ContextEncoderMethod(NetworkMethod):
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
        licence="Research and non-commercial (LICENSE-WEIGHTS)",
    )

    def load(self, device: str, variant: str) -> torch.nn.Module:  # noqa: ARG002
        from engine.networks.context_encoder import ContextEncoder, Design
        from engine.networks.layers.precision import channels_last

        network = ContextEncoder(Design(**weights.card(ID, variant).more["design"]))
        weights.load_into(network, ID, variant)
        return channels_last(network)

    def fill(self, network: torch.nn.Module, request: Request[torch.Tensor], job: Job) -> torch.Tensor:
        from engine.networks.context_encoder import ContextEncoder
        from engine.networks.layers.precision import fast

        assert isinstance(network, ContextEncoder)
        job.step(0.0)
        with fast(request.image.device):
            return network.fill(request.image, (request.mask > 0).float())


METHOD = ContextEncoderMethod()
