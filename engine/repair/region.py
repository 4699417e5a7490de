"""How one region is worked on: in one piece, in overlapping tiles, or scaled down.

A region no longer than the method's `most` goes in one piece.  A longer one goes in tiles where its holes are
thin against a tile, so that every tile sees known surroundings; else it is scaled down as a whole, so that
the method sees around the hole.  A method without `most` fills wide holes at full size up to SCALED px.
"""

from __future__ import annotations

import numpy as np

from engine.errors import mark
from engine.job import Job
from engine.pixels.box import Box
from engine.pixels.inscribed import inscribed
from engine.pixels.mask import bounds
from engine.repair.call import Work, fill
from engine.repair.fills import Answer, Blended, Whole
from engine.repair.regions import ELONGATED, LARGEST, Region
from engine.repair.texture import refined
from engine.repair.tiles import tiles

THIN = 1 / 8  # holes whose inscribed radius is below this share of a tile's side are thin against it
SCALED = 3072  # px
WHOLLY = 242  # of 255 lost: nothing is left to go by
SMALLEST = 128  # px: no piece is made smaller than this when memory is short


def answer(work: Work, region: Region, job: Job, share: float = 1.0, device: str = "cpu") -> Answer:
    """Fill a region.  share: of a piece's usual size, below 1 where memory was short.  Raises as `fill`."""
    info = work.method.info
    longest = max(region.box.width, region.box.height)
    side = _shrunk(info.size.most or LARGEST, longest, share)
    if longest > side and _radius(region, soft=info.soft) <= side * THIN:
        return _tiled(work, region, side, device, job, share)
    most = _shrunk(info.size.most or SCALED, longest, share)
    return _filled(work, region, reaching(work, region), most, device, job, share)


def _filled(work: Work, region: Region, box: Box, most: int, device: str, job: Job, share: float) -> Whole:
    """A box of the region, with texture where a network for large holes leaves it soft; others are to be
    right, not to look real.
    """
    info = work.method.info
    if not (work.texture and info.weights and info.holes == "large"):
        return fill(work, box, most=most, device=device, job=job)
    found = fill(work, box, most=most, device=device, job=job.part(0, 0.5))
    return refined(work, region, found, job.part(0.5, 1, mark("Carrying texture")), share)


def _radius(region: Region, *, soft: bool) -> float:
    """Of the largest disc that is missing; for a soft method, of which next to nothing is left."""
    return float(inscribed((region.own >= WHOLLY).view(np.uint8)).max()) if soft else region.radius


def reaching(work: Work, region: Region) -> Box:
    """The region's box, wide enough to hold some of what the person said to take from."""
    source = work.guides.get("source")
    if source is None:
        return region.box
    usable = (source[region.box.slices] > 127) & (work.mask[region.box.slices] == 0)
    enough = usable.sum() >= (region.own > 0).sum()
    return region.box if enough else region.box | bounds((source > 127).astype("uint8"))


def _shrunk(most: int, longest: int, share: float) -> int:
    return most if share == 1 else max(SMALLEST, round(min(most, longest) * share))


def _tiled(work: Work, region: Region, side: int, device: str, job: Job, share: float) -> Answer:
    info = work.method.info
    wanted = max(info.context_least, round(info.context * ELONGATED * region.radius))
    overlap = min(wanted, side // 8) // 2 * 2
    cut = tiles(region, side, overlap)
    blended = Blended(region.hole, region.own)
    for index, tile in enumerate(cut):
        part = job.part(index / len(cut), (index + 1) / len(cut), f"Filling piece {index + 1} of {len(cut)}")
        filled = _filled(work, region, tile.box, side, device, part, share)
        own = region.own[tile.part.shifted(-region.hole.left, -region.hole.top).slices]
        blended.add(tile.part, filled.at(tile.part), tile.weight, own)
    return blended
