"""finder: Lacuna's own detector of unmarked damage, with an independent confidence for each kind."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from engine.detection.ink_reader import InkReader
from engine.detection.refiners import ScratchRefiner, TextRefiner
from engine.models.detector import Kind, NetworkDetector
from engine.models.method import MethodInfo, SizeRule
from engine.text import mark

if TYPE_CHECKING:
    import torch

    from engine.models.weights import Card

# Drops on a lens are smaller than this; trees and cars that were mistaken for one are not.
LARGEST_DROP_SHARE = 0.02
# Letters, scratches and strokes are thinner than this, patches of the scene are not.
LARGEST_DISC_SHARE = 0.03
LARGEST_GRAFFITI_DISC_SHARE = 0.08  # Paint may cover a wall.


class FinderDetector(NetworkDetector):
    info = MethodInfo(
        id="finder",
        title="Finder",
        year=2026,
        paper="Lacuna's own: a U-Net that finds damage of five kinds",
        purpose="Text, watermarks, scratches, dust, graffiti, raindrops and pasted pieces that nobody marked",
        limits="Text that belongs to the scene may be taken for damage; very faint marks are missed",
        holes="any",
        blind=True,
        size=SizeRule(least=64, multiple=32, most=1024),
        weights=("",),
        licence="Research and non-commercial (LICENSE-WEIGHTS)",
    )
    kinds = (
        Kind(
            "text",
            mark("Text and watermarks"),
            largest_disc_share=LARGEST_DISC_SHARE,
            finer_scales_replace=True,
            overlaid=True,
        ),
        Kind(
            "scratches",
            mark("Scratches, dust, old prints"),
            largest_disc_share=LARGEST_DISC_SHARE,
            thin=True,
        ),
        Kind("graffiti", mark("Graffiti"), largest_disc_share=LARGEST_GRAFFITI_DISC_SHARE, coarse_gated=True),
        Kind(
            "raindrops",
            mark("Raindrops"),
            largest_disc_share=LARGEST_DROP_SHARE,
            exact_edges=True,
            may_be_scene=True,
        ),
        Kind(
            "foreign",
            mark("Something foreign"),
            largest_disc_share=LARGEST_DISC_SHARE,
            coarse_gated=True,
            exact_edges=True,
            may_be_scene=True,
        ),
    )
    scale_mode = "pyramid"
    # With fewer certain pixels a view is undamaged: its most certain pixels are few, those of damage many.
    # trainer/recipes/finder.py chooses the limits of certainty by this number.
    min_certain_px = 12
    # Letters of 14 px are still found in photos of 9 megapixels; thin-marks searches at the photo's own size.
    finest_area_px = 6_000_000
    specialists = MappingProxyType(
        {"scratches": "thin-marks", "raindrops": "raindrops", "foreign": "foreign"}
    )
    yields_to = MappingProxyType({"raindrops": "scratches"})
    doubts_drawings = True

    def __init__(self, reader: InkReader | None = None) -> None:
        super().__init__()
        self.refiners = (TextRefiner("text", reader or InkReader()), ScratchRefiner("scratches"))

    def build(self, card: Card) -> torch.nn.Module:  # noqa: ARG002
        from engine.networks.finder import Finder

        return Finder()


DETECTOR = FinderDetector()
