"""thin-marks: scratches, hairs, dust and cracks at the photo's own size; the finder asks it for these."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.models.detector import Evidence, Kind, NetworkDetector
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
    kinds = (Kind("scratches", mark("Scratches and dust"), thin=True),)
    scale_mode = "pyramid"
    coarsest_side_px = 1024
    # The first two of each are networks.thin_marks.EVIDENCE_STEPS.  `kept_from` is about half the logit: of
    # photos scratched in a way that the network never saw, that kept the best F1.  With 16 finds as sure as
    # the second asks of four, all finds are kept.
    evidence = (
        Evidence(1, 1.0, kept_from=0.8),
        Evidence(4, 0.9, kept_from=0.75),
        Evidence(16, 0.8, kept_from=0.65),
        Evidence(32, 0.7, kept_from=0.6),
        Evidence(16, 0.9, kept_from=0.5),
    )

    def build(self, card: Card) -> torch.nn.Module:  # noqa: ARG002
        from engine.networks.thin_marks import ThinMarks

        return ThinMarks()


DETECTOR = ThinMarksDetector()
