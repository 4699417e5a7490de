"""foreign: pieces of another photo in this one; the finder asks it for these."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.models.detector import Evidence, Kind, NetworkDetector
from engine.models.method import MethodInfo, SizeRule
from engine.text import mark

if TYPE_CHECKING:
    import torch

    from engine.models.weights import Card


class ForeignDetector(NetworkDetector):
    info = MethodInfo(
        id="foreign",
        title="Foreign pieces",
        year=2026,
        paper="Lacuna's own: a U-Net that sees the whole photo",
        purpose="Pieces of another photo, paint and stickers that nobody marked",
        limits="Pieces like the scene are missed; what stands out of it may be taken for one",
        holes="any",
        blind=True,
        size=SizeRule(least=64, multiple=32, most=288),
        weights=("",),
        licence="Research and non-commercial (LICENSE-WEIGHTS)",
    )
    kinds = (Kind("foreign", mark("Something foreign"), largest_disc_share=0.08),)
    scale_mode = "reduced"
    evidence = (Evidence(1, 1.0, kept_from=0.75),)

    def build(self, card: Card) -> torch.nn.Module:  # noqa: ARG002
        from engine.networks.foreign import Foreign

        return Foreign()


DETECTOR = ForeignDetector()
