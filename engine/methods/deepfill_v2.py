"""Yu et al., "Free-Form Image Inpainting with Gated Convolution", ICCV 2019.  A sketch may steer it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine import weights
from engine.contract import MethodInfo, NetworkMethod, Request, SizeRule
from engine.job import Job

if TYPE_CHECKING:
    import torch

ID = "deepfill-v2"
MARGIN = 2  # px around the mask that count as missing, too: what is left of an object is readily copied
LINE = 0.25  # of a pixel: where a thin line was scaled down, it covers no more of one


class DeepFillV2Method(NetworkMethod):
    info = MethodInfo(
        id=ID,
        title="DeepFill v2",
        year=2019,
        paper="Yu, Lin, Yang, Shen, Lu, Huang, Free-Form Image Inpainting with Gated Convolution, ICCV 2019",
        purpose="Removing objects of any outline; texture is taken from elsewhere in the photo. "
        "Lines drawn into the hole steer it",
        limits="Faces, and whatever must be known to be drawn; holes that leave little of the photo",
        holes="large",
        guides=frozenset({"sketch"}),
        size=SizeRule(least=64, multiple=8, most=512),  # attention takes 4096² numbers there
        context=1.0,
        context_least=64,
        weights=weights.variants(ID) or ("",),
        licence="Research and non-commercial (LICENSE-WEIGHTS)",
    )

    def load(self, device: str, variant: str) -> torch.nn.Module:  # noqa: ARG002
        from engine.networks.deepfill_v2 import DeepFillV2
        from engine.networks.layers.precision import channels_last

        network = DeepFillV2(**weights.card(ID, variant).more["design"])
        weights.load_into(network, ID, variant)
        return channels_last(network)

    def fill(self, network: torch.nn.Module, request: Request[torch.Tensor], job: Job) -> torch.Tensor:
        from torch.nn.functional import max_pool2d

        from engine.networks.deepfill_v2 import DeepFillV2
        from engine.networks.layers.precision import fast

        assert isinstance(network, DeepFillV2)
        job.step(0.0)
        missing = (request.mask > 0).float()
        mask = max_pool2d(missing, 2 * MARGIN + 1, 1, MARGIN)
        sketch = request.guides.get("sketch")
        lines = None if sketch is None else (sketch > LINE).float() * missing
        with fast(request.image.device):
            return network.fill(request.image, mask, lines)


METHOD = DeepFillV2Method()
