"""Wang, Tao, Qi, Shen, Jia, "Image Inpainting via Generative Multi-column …", NeurIPS 2018.  One pass."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.methods.shared.departures import FROM_A_MEMBRANE_WITH_OWN_FEATURES
from engine.models import weights
from engine.models.method import MethodInfo, SizeRule
from engine.models.network import HoleMethod

if TYPE_CHECKING:
    import torch

    from engine.models.weights import Card

ID = "gmcnn"


class GMCNNMethod(HoleMethod):
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
        departure=FROM_A_MEMBRANE_WITH_OWN_FEATURES,
        licence="Research and non-commercial (LICENSE-WEIGHTS)",
    )

    def build(self, card: Card) -> torch.nn.Module:
        from engine.networks.gmcnn import GMCNN, GMCNNDesign

        return GMCNN(GMCNNDesign(**card.more["design"]))


METHOD = GMCNNMethod()
