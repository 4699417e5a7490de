"""raindrops: drops of water on the lens or on a pane before it; the finder asks it for these."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.models.detector import Evidence, Kind, NetworkDetector
from engine.models.method import MethodInfo, SizeRule
from engine.text import mark

if TYPE_CHECKING:
    import torch

    from engine.models.weights import Card


class RaindropsDetector(NetworkDetector):
    info = MethodInfo(
        id="raindrops",
        title="Raindrops",
        year=2026,
        paper="Lacuna's own: a small U-Net that sees the reduced photo",
        purpose="Drops of water on the lens or on a window that nobody marked",
        limits="Lights out of focus may be taken for drops; running water is missed",
        holes="any",
        blind=True,
        size=SizeRule(least=64, multiple=16, most=1024),
        weights=("",),
        licence="CC BY 4.0 (LICENSE-WEIGHTS)",
    )
    kinds = (Kind("raindrops", mark("Raindrops"), largest_disc_share=0.02, exact_edges=True),)
    scale_mode = "reduced"
    finds_are_spread = True
    # The first two of each are of networks.thin_marks.EVIDENCE_STEPS.  One find alone is none: the
    # surest single ones in sound photos were a leaf and a lamp.
    evidence = (
        Evidence(4, 0.9, kept_from=0.7),
        Evidence(16, 0.8, kept_from=0.6),
        Evidence(32, 0.7, kept_from=0.5),
    )

    def build(self, card: Card) -> torch.nn.Module:  # noqa: ARG002
        from engine.networks.raindrops import Raindrops

        return Raindrops()


DETECTOR = RaindropsDetector()
