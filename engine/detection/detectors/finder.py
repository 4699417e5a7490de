"""finder: Lacuna's own detector of damage nobody marked, with a yes or no of its own for each kind."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from engine.detection.ink_reader import Reader
from engine.errors import mark
from engine.models.detector import Kind, NetworkDetector
from engine.models.method import MethodInfo, SizeRule

if TYPE_CHECKING:
    import torch

    from engine.models.weights import Card


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
        Kind("text", mark("Text and watermarks")),
        Kind("scratches", mark("Scratches and dust")),
        Kind("graffiti", mark("Graffiti")),
        Kind("raindrops", mark("Raindrops")),
        Kind("foreign", mark("Something foreign")),
    )
    sight = "pyramid"
    evidence = 12
    written = "text"
    scratched = "scratches"
    large = frozenset({"graffiti", "foreign"})
    tight = frozenset({"foreign"})
    specialists = MappingProxyType({"scratches": "thin-marks"})

    def __init__(self) -> None:
        super().__init__()
        self.reader = Reader()

    def build(self, card: Card) -> torch.nn.Module:  # noqa: ARG002
        from engine.networks.finder import Finder

        return Finder()


DETECTOR = FinderDetector()
