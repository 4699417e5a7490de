"""The texture stage of Yang et al. (CVPR 2017): features in the hole become those of patches around it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

import torch
from torch import Tensor
from torch.nn import functional as F

from engine.networks.feature_extractor import FeatureExtractor
from engine.networks.layers.lbfgs import minimise

# Weights of means in calibrated features, for pictures in [0, 1]; the paper's hold for sums in VGG's.
CONTENT_WEIGHT, TEXTURE_WEIGHT, SMOOTHNESS_WEIGHT = 1.0, 0.02, 0.05
PATCH_SIDE_CELLS = 3
# The distance that sources keep to the hole is halved until there are so many to choose from.
MIN_SOURCE_PATCHES = 64
MAX_SIMILARITIES = 1 << 24  # at a time: 64 MiB
MATCHES_PER_SCALE = 2  # Patches are matched anew so often at each scale, and held between.


@dataclass(frozen=True)
class Matches:
    """What the features of one layer are drawn to.  index: for each patch in the hole its match's centre.

    target: C×h×w, the mean of the matched patches that overlap at a cell.  cells: h×w, those that have one.
    similarity: of each match, normalised correlation.
    """

    target: Tensor
    cells: Tensor
    index: Tensor
    similarity: Tensor


def synthesise(
    extractor: FeatureExtractor,
    picture: Tensor,
    hole: Tensor,
    layers: tuple[str, ...],
    iterations: int,
    step: Callable[[float], None] = lambda _: None,
) -> Tensor:
    """One scale.  picture: 1×3×H×W in [0, 1], the hole holding a first guess.  hole: 1×1×H×W, 1 = missing.

    Returns the picture with its hole synthesised; known pixels are the picture's, bit for bit.
    """
    found = picture
    rounds = [iterations - iterations // MATCHES_PER_SCALE, iterations // MATCHES_PER_SCALE]
    for number, count in enumerate(rounds):
        step(number / MATCHES_PER_SCALE)
        with torch.no_grad():
            maps = extractor(found, layers)
            matches = {name: matched(maps[name][0], *places(extractor, name, hole)) for name in layers}

        def objective(x: Tensor, matches: Mapping[str, Matches] = matches) -> Tensor:
            return energy(extractor, torch.where(hole > 0, x, picture), picture, hole, matches)

        found = minimise(objective, found, count, partial(_report_share, step, number))
    return torch.where(hole > 0, found, picture)


def _report_share(step: Callable[[float], None], number: int, share: float) -> None:
    step((number + share) / MATCHES_PER_SCALE)


def energy(
    extractor: FeatureExtractor, x: Tensor, content: Tensor, hole: Tensor, matches: Mapping[str, Matches]
) -> Tensor:
    """Distance to the content and roughness in the hole, distance of the features to their targets."""
    total = CONTENT_WEIGHT * (hole * (x - content).square()).sum() / (3 * hole.sum()).clamp(min=1)
    total = total + SMOOTHNESS_WEIGHT * variation(x, hole) / (3 * hole.sum()).clamp(min=1)
    maps = extractor(x, matches) if matches else {}
    for name, match in matches.items():
        total = total + texture(maps[name][0], match)
    return total


def texture(maps: Tensor, match: Matches) -> Tensor:
    """½·mean of squares over the cells that have a target: its slope is that of the mean over all patches."""
    cells = match.cells.to(maps.dtype)
    square = (cells * (maps - match.target)).square().sum()
    return TEXTURE_WEIGHT / 2 * square / (len(maps) * cells.sum()).clamp(min=1)


def variation(x: Tensor, hole: Tensor) -> Tensor:
    """Sum of squared differences of neighbours, of which one at least is in the hole."""
    across = torch.maximum(hole[..., 1:], hole[..., :-1]) * x.diff(dim=3).square()
    down = torch.maximum(hole[..., 1:, :], hole[..., :-1, :]) * x.diff(dim=2).square()
    return across.sum() + down.sum()


def places(extractor: FeatureExtractor, name: str, hole: Tensor) -> tuple[Tensor, Tensor]:
    """h×w flags of a layer's cells: those in the hole, and the centres of patches that may be taken."""
    stride = extractor.stride(name)
    inside = F.max_pool2d(hole, stride)[0, 0] > 0
    reach = round(1.5 * stride + footprint(extractor, name) / 4)
    while True:
        touched = F.max_pool2d(F.max_pool2d(hole, 2 * reach + 1, 1, reach), stride)
        free = F.max_pool2d(F.pad(touched, (1, 1, 1, 1), value=1.0), PATCH_SIDE_CELLS, 1)[0, 0] == 0
        if int(free.sum()) >= MIN_SOURCE_PATCHES or not reach:
            return inside, free
        reach //= 2


def footprint(extractor: FeatureExtractor, name: str) -> int:
    """px a side that a cell of a layer looks at."""
    reach, jump = 1, 1
    for each in extractor.names:
        reach += jump * (2 if each.startswith("relu") else 1)
        jump *= 1 if each.startswith("relu") else 2
        if each == name:
            break
    return reach


def matched(maps: Tensor, inside: Tensor, free: Tensor) -> Matches:
    """maps: C×h×w.  inside, free: h×w flags.  Where nothing may be taken, no cell has a target."""
    channels, height, width = maps.shape
    patches = F.unfold(maps[None], PATCH_SIDE_CELLS, padding=PATCH_SIDE_CELLS // 2)[0]
    asking, offered = (flags.flatten().nonzero()[:, 0] for flags in (inside, free))
    if not len(offered) or not len(asking):
        nothing = torch.zeros_like(asking[:0])
        return Matches(torch.zeros_like(maps), torch.zeros_like(inside), nothing, maps.new_zeros(0))
    pool = F.normalize(patches[:, offered], dim=0)
    chosen, similarity = [], []
    for part in torch.split(asking, max(1, MAX_SIMILARITIES // len(offered))):
        best = (F.normalize(patches[:, part], dim=0).T @ pool).max(1)
        chosen.append(offered[best.indices])
        similarity.append(best.values)
    index = torch.cat(chosen)
    chosen_patches = torch.zeros_like(patches)
    chosen_patches[:, asking] = patches[:, index]
    marked = inside.flatten().to(maps.dtype).expand(PATCH_SIDE_CELLS * PATCH_SIDE_CELLS, -1)
    size, pad = (height, width), PATCH_SIDE_CELLS // 2
    count = F.fold(marked[None], size, PATCH_SIDE_CELLS, padding=pad)[0]
    target = F.fold(chosen_patches[None], size, PATCH_SIDE_CELLS, padding=pad)[0] / count.clamp(min=1)
    assert len(target) == channels
    return Matches(target, count[0] > 0, index, torch.cat(similarity))
