"""Nazeri, Ng, Joseph, Qureshi, Ebrahimi, "EdgeConnect", ICCV Workshops 2019.  Draws edges, then paints."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from engine.job import Job
from engine.methods.shared.departures import FROM_A_MEMBRANE_WITH_OWN_FEATURES
from engine.models import weights
from engine.models.method import Array, GuideEstimator, MethodInfo, Request, SizeRule
from engine.models.network import HoleMethod, to_tensors

if TYPE_CHECKING:
    import torch

    from engine.models.weights import Card

ID = "edge-connect"


class EdgeConnectMethod(HoleMethod, GuideEstimator):
    info = MethodInfo(
        id=ID,
        title="EdgeConnect",
        year=2019,
        paper="Nazeri, Ng, Joseph, Qureshi, Ebrahimi, EdgeConnect: Generative Image Inpainting with "
        "Adversarial Edge Learning, ICCV Workshops 2019",
        purpose="Medium and large holes where outlines matter; its edges can be drawn and erased",
        limits="Fine texture; holes with little known around them",
        holes="large",
        guides=frozenset({"edges"}),
        size=SizeRule(
            least=64, multiple=4, most=128
        ),  # instance norm: the result depends on the region's size
        context=0.5,
        context_least=32,
        weights=weights.variants(ID) or ("",),
        departure=FROM_A_MEMBRANE_WITH_OWN_FEATURES,
        licence="Research and non-commercial (LICENSE-WEIGHTS)",
    )
    estimated_guide = "edges"

    def build(self, card: Card) -> torch.nn.Module:
        from engine.networks.edge_connect import EdgeConnect, EdgeConnectDesign

        return EdgeConnect(EdgeConnectDesign(**card.more["design"]))

    def planes(self, guides: Mapping[str, torch.Tensor]) -> tuple[torch.Tensor | None, ...]:
        return (guides.get(self.estimated_guide),)

    def estimate_guide(self, request: Request[Array], job: Job, device: str) -> Array:
        import torch

        from engine.models.precision import autocast
        from engine.networks.edge_connect import EdgeConnect

        network = self.loaded(device, self.variant(request), job)
        assert isinstance(network, EdgeConnect)
        job.step(0.0)
        seen = to_tensors(request, device)
        with torch.inference_mode(), autocast(seen.image.device):
            edges = network.estimate_edges(
                seen.image, (seen.mask > 0).float(), seen.guides.get(self.estimated_guide)
            )
        return np.asarray(edges[0, 0].cpu().numpy(), np.float32)


METHOD = EdgeConnectMethod()
