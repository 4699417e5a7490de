"""Wang, Tao, Qi, Shen, Jia, "Image Inpainting via Generative Multi-column …", NeurIPS 2018.  One pass."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine import weights
from engine.contract import MethodInfo, NetworkMethod, Request, SizeRule
from engine.job import Job

if TYPE_CHECKING:
    import torch

ID = "gmcnn"


class GMCNNMethod(NetworkMethod):
    info = MethodInfo(
        id=ID,
        title="GMCNN",
        year=2018,
        paper="Wang, Tao, Qi, Shen, Jia, Image Inpainting via Generative Multi-column Convolutional Neural "
        "Networks, NeurIPS 2018",
        purpose="Rectangles and compact holes, and broad strokes; one fast pass without a search",
        limits="Holes larger than the known part of the region; very varied photos, by the authors' account",
        holes="large",
        size=SizeRule(least=16, multiple=4, most=512),
        context=1.0,
        context_least=96,
        weights=weights.variants(ID) or ("",),
        licence="Research and non-commercial (LICENSE-WEIGHTS)",
    )

    def load(self, device: str, variant: str) -> torch.nn.Module:  # noqa: ARG002
        from engine.networks.gmcnn import GMCNN, Design
        from engine.networks.layers.precision import channels_last

        network = GMCNN(Design(**weights.card(ID, variant).more["design"]))
        weights.load_into(network, ID, variant)
        return channels_last(network)

    def fill(self, network: torch.nn.Module, request: Request[torch.Tensor], job: Job) -> torch.Tensor:
        from engine.networks.gmcnn import GMCNN
        from engine.networks.layers.precision import fast

        assert isinstance(network, GMCNN)
        job.step(0.0)
        with fast(request.image.device):
            return network.fill(request.image, (request.mask > 0).float())


METHOD = GMCNNMethod()
