"""Iizuka, Simo-Serra, Ishikawa, "Globally and Locally Consistent Image Completion", SIGGRAPH 2017."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine import weights
from engine.contract import MethodInfo, NetworkMethod, Request, SizeRule
from engine.job import Job

if TYPE_CHECKING:
    import torch

ID = "glcic"


class GLCICMethod(NetworkMethod):
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
        licence="Research and non-commercial (LICENSE-WEIGHTS)",
    )

    def load(self, device: str, variant: str) -> torch.nn.Module:  # noqa: ARG002
        from engine.networks.glcic import GLCIC, Design
        from engine.networks.layers.precision import channels_last

        network = GLCIC(Design(**weights.card(ID, variant).more["design"]))
        weights.load_into(network, ID, variant)
        return channels_last(network)

    def fill(self, network: torch.nn.Module, request: Request[torch.Tensor], job: Job) -> torch.Tensor:
        from engine.networks.glcic import GLCIC
        from engine.networks.layers.precision import fast

        assert isinstance(network, GLCIC)
        job.step(0.0)
        with fast(request.image.device):
            return network.fill(request.image, (request.mask > 0).float())


METHOD = GLCICMethod()
