"""Demir & Unal, "Patch-Based Image Inpainting with Generative Adversarial Networks", 2018."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine import weights
from engine.contract import MethodInfo, NetworkMethod, Request, SizeRule
from engine.job import Job

if TYPE_CHECKING:
    import torch

ID = "pggan"


class PGGANMethod(NetworkMethod):
    info = MethodInfo(
        id=ID,
        title="PGGAN",
        year=2018,
        paper="Demir, Unal, Patch-Based Image Inpainting with Generative Adversarial Networks, "
        "arXiv 1803.07422, 2018",
        purpose="Compact holes up to half of the region; a leaner relative of GLCIC",
        limits="Very large holes become smooth; its widths are Lacuna's own, the paper's are not known",
        holes="large",
        size=SizeRule(least=16, multiple=4, most=512),  # its norms' statistics are those of such regions
        context=0.5,
        context_least=64,
        weights=weights.variants(ID) or ("",),
        licence="Research and non-commercial (LICENSE-WEIGHTS)",
    )

    def load(self, device: str, variant: str) -> torch.nn.Module:  # noqa: ARG002
        from engine.networks.layers.precision import channels_last
        from engine.networks.pggan import PGGAN, Design

        network = PGGAN(Design(**weights.card(ID, variant).more["design"]))
        weights.load_into(network, ID, variant)
        return channels_last(network)

    def fill(self, network: torch.nn.Module, request: Request[torch.Tensor], job: Job) -> torch.Tensor:
        from engine.networks.layers.precision import fast
        from engine.networks.pggan import PGGAN

        assert isinstance(network, PGGAN)
        job.step(0.0)
        with fast(request.image.device):
            return network.fill(request.image, (request.mask > 0).float())


METHOD = PGGANMethod()
