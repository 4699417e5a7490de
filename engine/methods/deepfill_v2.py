"""Yu et al., "Free-Form Image Inpainting with Gated Convolution", ICCV 2019.  A sketch may steer it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from engine.methods.shared.departures import FROM_A_MEMBRANE
from engine.models import weights
from engine.models.method import MethodInfo, SizeRule
from engine.models.network import HoleMethod

if TYPE_CHECKING:
    import torch

    from engine.models.weights import Card

ID = "deepfill-v2"
MAX_LINE_COVERAGE = 0.25  # Of a pixel: a thin line that was scaled down covers no more of one.


class DeepFillV2Method(HoleMethod):
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
        size=SizeRule(least=64, multiple=8, most=512, margin=8),  # attention takes 4096² numbers there
        context=1.0,
        context_least=64,
        weights=weights.variants(ID) or ("",),
        departure=FROM_A_MEMBRANE,
        licence="Research and non-commercial (LICENSE-WEIGHTS)",
    )

    def build(self, card: Card) -> torch.nn.Module:
        from engine.networks.deepfill_v2 import DeepFillV2

        return DeepFillV2(**card.more["design"])

    def planes(self, guides: Mapping[str, torch.Tensor]) -> tuple[torch.Tensor | None, ...]:
        sketch = guides.get("sketch")
        return (None if sketch is None else (sketch > MAX_LINE_COVERAGE).float(),)


METHOD = DeepFillV2Method()
