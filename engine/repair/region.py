"""Fills one region: in one call, in overlapping tiles, or scaled down.

A region no longer than the method's `most` is one call.  A longer one is cut into tiles if its holes are
thin compared with a tile, so that every tile shows known surroundings; else it is scaled down as a whole, so
that the method sees all around the hole.  A method without `most` fills at full size up to
MAX_UNSCALED_SIDE_PX; only long wires and cracks are cut into tiles for it.
"""

from __future__ import annotations

import numpy as np

from engine.job import Job
from engine.pixels.box import Box
from engine.pixels.inscribed import inscribed
from engine.pixels.mask import Mask, bounds
from engine.repair.auto import wide_holes
from engine.repair.call import FillContext, fill_box
from engine.repair.fills import RegionFill, SingleFill, TiledFill
from engine.repair.regions import MAX_CONTEXT_RADII, MAX_SINGLE_SIDE_PX, Region
from engine.repair.texture import add_texture, add_texture_to_strokes
from engine.repair.tiles import tiles
from engine.text import Text

# Holes are thin compared with tiles where their inscribed radius is at most this share of the tile's side.
THIN_RADIUS_SHARE = 1 / 8
# The same for methods without `most`.  At 1/8 a ship 250 px high was filled in pieces, each with a horizon.
UNLIMITED_THIN_RADIUS_SHARE = 1 / 48
MAX_UNSCALED_SIDE_PX = 3072
# From this value of a soft mask on, 95 % lost, nothing of a pixel is left that a method could use.
FULLY_LOST = 242
# No box is made shorter than this when memory is short.
MIN_SIDE_PX = 128


def fill_region(
    context: FillContext, region: Region, job: Job, size_share: float = 1.0, device: str = "cpu"
) -> RegionFill:
    """Fill a region.  size_share: of the usual size of a call, below 1 where memory was short.

    Raises as `fill_box`.
    """
    info = context.method.info
    longest = max(region.box.width, region.box.height)
    side = _limited(info.size.most or MAX_SINGLE_SIDE_PX, longest, size_share)
    share = THIN_RADIUS_SHARE if info.size.most else UNLIMITED_THIN_RADIUS_SHARE
    if longest > side and _radius(region, soft=info.soft) <= side * share:
        return _fill_tiles(context, region, side, device, job, size_share)
    side = _limited(info.size.most or MAX_UNSCALED_SIDE_PX, longest, size_share)
    return _fill_with_texture(
        context, region, box_with_source(context, region), side, device, job, size_share
    )


def _fill_with_texture(
    context: FillContext, region: Region, box: Box, side: int, device: str, job: Job, size_share: float
) -> SingleFill:
    """Fill a box; soft fills of networks for large holes, and of wide strokes, get texture.

    Other methods aim at the true picture, which added texture would only make look sharper.
    """
    info = context.method.info
    if not (context.texture and info.is_network):
        return fill_box(context, box, longest_side=side, device=device, job=job)
    strokes = _wide_strokes(region, context.textured_from_px)
    if strokes is None and info.holes == "large":
        filled = fill_box(context, box, longest_side=side, device=device, job=job.part(0, 0.5))
        return add_texture(context, region, filled, job.part(0.5, 1, Text("Carrying texture")), size_share)
    if strokes is None:
        return fill_box(context, box, longest_side=side, device=device, job=job)
    filled = fill_box(context, box, longest_side=side, device=device, job=job.part(0, 0.5))
    part = job.part(0.5, 1, Text("Carrying texture"))
    return add_texture_to_strokes(context, region, strokes, filled, part)


def _wide_strokes(region: Region, limit: float | None) -> Mask | None:
    """The region's holes of which some part is deeper than `limit` px, H×W of region.hole; None for none."""
    if limit is None or region.radius <= limit:
        return None
    strokes = wide_holes(np.pad(region.own, 1), limit)[1:-1, 1:-1]
    return strokes if strokes.any() else None


def _radius(region: Region, *, soft: bool) -> float:
    """The radius of the largest missing disc in px; for a soft method, of the largest fully lost one."""
    return float(inscribed((region.own >= FULLY_LOST).view(np.uint8)).max()) if soft else region.radius


def box_with_source(context: FillContext, region: Region) -> Box:
    """The region's box, extended to the source guide where too little of that is in the box."""
    source = context.guides.get("source")
    if source is None:
        return region.box
    usable = (source[region.box.slices] > 127) & (context.mask[region.box.slices] == 0)
    enough = usable.sum() >= (region.own > 0).sum()
    return region.box if enough else region.box | bounds((source > 127).astype("uint8"))


def _limited(side: int, longest: int, size_share: float) -> int:
    """The longest side of a call: `side`, or where memory was short a share of it."""
    return side if size_share == 1 else max(MIN_SIDE_PX, round(min(side, longest) * size_share))


def _fill_tiles(
    context: FillContext, region: Region, side: int, device: str, job: Job, size_share: float
) -> RegionFill:
    info = context.method.info
    wanted = max(info.context_least, round(info.context * MAX_CONTEXT_RADII * region.radius))
    overlap = min(wanted, side // 8) // 2 * 2
    cut = tiles(region, side, overlap)
    filled = TiledFill(region.hole, region.own)
    for index, tile in enumerate(cut):
        part = job.part(
            index / len(cut),
            (index + 1) / len(cut),
            Text("Filling piece {number} of {count}", number=index + 1, count=len(cut)),
        )
        answer = _fill_with_texture(context, region, tile.box, side, device, part, size_share)
        own = region.own[tile.part.shifted(-region.hole.left, -region.hole.top).slices]
        filled.add(tile.part, answer.at(tile.part), tile.weight, own)
    return filled
