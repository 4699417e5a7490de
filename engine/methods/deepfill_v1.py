"""Yu et al., "Generative Image Inpainting with Contextual Attention", CVPR 2018."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine import weights
from engine.contract import MethodInfo, NetworkMethod, Request, SizeRule
from engine.job import Job

if TYPE_CHECKING:
    import torch

ID = "deepfill-v1"
MARGIN = 2  # px around the mask that count as missing, too: what is left of an object is readily copied


class DeepFillV1Method(NetworkMethod):
    info = MethodInfo(
        id=ID,
        title="DeepFill v1",
        year=2018,
        paper="Yu, Lin, Yang, Shen, Lu, Huang, Generative Image Inpainting with Contextual Attention, "
        "CVPR 2018",
        purpose="Large compact holes; texture is taken from elsewhere in the photo",
        limits="Thin and ragged holes, for which DeepFill v2 was made; faces; holes that leave little",
        holes="large",
        size=SizeRule(least=64, multiple=8, most=512),  # attention takes 4096² numbers there
        context=1.0,
        context_least=64,
        weights=weights.variants(ID) or ("",),
        licence="Research and non-commercial (LICENSE-WEIGHTS)",
    )

    def load(self, device: str, variant: str) -> torch.nn.Module:  # noqa: ARG002
        from engine.networks.deepfill_v1 import DeepFillV1
        from engine.networks.layers.precision import channels_last

        network = DeepFillV1(**weights.card(ID, variant).more["design"])
        weights.load_into(network, ID, variant)
        return channels_last(network)

    def fill(self, network: torch.nn.Module, request: Request[torch.Tensor], job: Job) -> torch.Tensor:
        from torch.nn.functional import max_pool2d

        from engine.networks.deepfill_v1 import DeepFillV1
        from engine.networks.layers.precision import fast

        assert isinstance(network, DeepFillV1)
        job.step(0.0)
        mask = max_pool2d((request.mask > 0).float(), 2 * MARGIN + 1, 1, MARGIN)
        with fast(request.image.device):
            return network.fill(request.image, mask)


METHOD = DeepFillV1Method()
