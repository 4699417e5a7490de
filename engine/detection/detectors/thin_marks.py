"""thin-marks: scratches, hairs, dust and cracks at the photo's own size; the finder asks it for these."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.models.detector import Kind, NetworkDetector
from engine.models.method import MethodInfo, SizeRule
from engine.text import mark

if TYPE_CHECKING:
    import torch

    from engine.models.weights import Card


class ThinMarksDetector(NetworkDetector):
    info = MethodInfo(
        id="thin-marks",
        title="Thin marks",
        year=2026,
        paper="Lacuna's own: a small U-Net at the photo's own size",
        purpose="Scratches, hairs, dust and cracks that nobody marked",
        limits="Thin bright things of the scene may be taken for marks; broad stains are missed",
        holes="thin",
        blind=True,
        size=SizeRule(least=64, multiple=16, most=1024),
        weights=("",),
        licence="CC BY 4.0 (LICENSE-WEIGHTS)",
    )
    kinds = (Kind("scratches", mark("Scratches and dust")),)
    scale_mode = "pyramid"
    coarsest_side_px = 1024
    needs_certain_pixel = True
    crowded_from = (0.7, 0.004)

    def build(self, card: Card) -> torch.nn.Module:  # noqa: ARG002
        from engine.networks.thin_marks import ThinMarks

        return ThinMarks()


DETECTOR = ThinMarksDetector()
