"""Semantic search against its paper's rivals, and with each of its parts left out (Yeh et al., CVPR 2017)."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass, replace
from statistics import fmean
from typing import cast

import numpy as np
import torch

from engine.job import Job
from engine.models.method import Array
from engine.networks.latent_search import PRIOR_WEIGHT, search
from engine.networks.semantic_search import DRAWN_SIDE_PX, SemanticSearch, uniform
from engine.pixels.poisson import poisson
from trainer.corruption.contract import Sample
from trainer.data.photos import Photos, square
from trainer.experiments.bench import ExperimentContext, by_method, inside, table

TITLE = "Semantic search: rivals, and the search without its parts (Yeh et al. 2017: centre of faces 19.4)"
SHOWS = (
    "PSNR inside the holes, of faces of 64 px that the network did not learn from.  Worst: the lowest of all "
    "photos, where the search fails.  The nearest face of those it learnt from, and the faces that the "
    "search draws, are blended by their gradients; the row *pasted* is not.  Without the prior nothing asks "
    "whether an answer looks like a face; without weights all known pixels count alike.  What is likelier a "
    "face is not always nearer to the true one: PSNR is the rivals' ground."
)
DAMAGE_OF_NAME = {"centre": "center", "random 80 %": "random_pixels:share=0.8", "half": "half"}
SEARCH_STEPS, SEARCH_ANSWERS = 150, 2  # A tenth of the paper's steps: each photo is searched four times.
SHRINK_STEPS, LAST_SHRINK = 60, 0.05  # Of low rank: singular values lose from the largest one down to this.


@dataclass(frozen=True, kw_only=True)
class Search:
    """One way to search.  prior: its weight.  weighted: by nearness to the hole.  blended: by gradients."""

    prior: float = PRIOR_WEIGHT
    weighted: bool = True
    blended: bool = True


SEARCH_OF_NAME = {
    "search": Search(),
    "pasted": Search(blended=False),
    "without prior": Search(prior=0.0),
    "without weights": Search(weighted=False),
}


def run(context: ExperimentContext) -> str:
    """Return the table of all rivals: the mean and the worst photo of each damage."""
    learnt, held = faces(context.photos).split()
    network = cast(SemanticSearch, context.ships("semantic-search"))
    ways: dict[str, Callable[[Sample], Array]] = {
        "telea": lambda sample: by_method("telea", sample),
        "low rank": lambda sample: low_rank(sample.corrupted, sample.mask > 0),
        "patchmatch": lambda sample: by_method("patchmatch", sample),
        "nearest face": lambda sample: nearest(learnt, sample),
    }
    for name, way in SEARCH_OF_NAME.items():
        ways[name] = functools.partial(searched, network, way=way)
    own = ExperimentContext(
        photos=learnt, test=held, out=context.out, budget=context.budget, limit=context.limit
    )
    heads, columns = [], []
    for name, damage in DAMAGE_OF_NAME.items():
        damaged = own.damaged_colour(damage, size=DRAWN_SIDE_PX)
        scores = [inside([way(sample) for sample in damaged], damaged) for way in ways.values()]
        heads += [name, "worst"]
        columns += [[fmean(row) for row in scores], [min(row) for row in scores]]
    return table(heads, [(name, row) for name, row in zip(ways, zip(*columns, strict=True), strict=True)])


def faces(photos: Photos) -> Photos:
    """The photos as large as the network draws."""
    return replace(photos, pixels=tuple(square(pixels, DRAWN_SIDE_PX) for pixels in photos.pixels))


def searched(network: SemanticSearch, sample: Sample, way: Search) -> Array:
    """The best face that the search draws, in the photo, H×W×3."""
    photo, missing = _tensor(sample.corrupted), _tensor(_hole(sample)[..., None].astype(np.float32))
    start = uniform(SEARCH_ANSWERS, torch.Generator().manual_seed(0))
    found = search(
        network.generator,
        network.critic,
        photo * 2 - 1,
        missing,
        start,
        iterations=SEARCH_STEPS,
        weight=way.prior,
        weighted=way.weighted,
    )
    drawn = ((found.pictures[found.loss.argmin()] + 1) / 2).permute(1, 2, 0).numpy()
    return _pasted(drawn, sample, blended=way.blended)


def nearest(photos: Photos, sample: Sample) -> Array:
    """The photo, of the sample's size, whose pixels are nearest to the known ones, blended into the hole."""
    hole = _hole(sample)
    known = sample.corrupted[~hole]
    errors, best = np.inf, sample.corrupted
    for pixels in photos.pixels:
        one = pixels.astype(np.float32) / np.float32(255)
        error = float(((one[~hole] - known) ** 2).sum())
        if error < errors:
            errors, best = error, one
    return _pasted(best, sample, blended=True)


def low_rank(photo: Array, hole: np.ndarray[tuple[int, int], np.dtype[np.bool_]]) -> Array:
    """The hole filled so that each channel has few large singular values (Mazumder et al., JMLR 2010).

    photo: H×W×3 in [0, 1].  hole: H×W.  Known pixels stay; singular values shrink by less in each round.
    """
    mean = photo[~hole].mean(0)
    filled = photo - mean  # Whole rows that are missing tend to 0.
    filled[hole] = 0
    for channel in range(3):
        plane = filled[..., channel]
        largest = float(np.linalg.norm(plane, 2))
        for shrink in np.geomspace(largest / 2, LAST_SHRINK, SHRINK_STEPS):
            left, values, right = np.linalg.svd(plane, full_matrices=False)
            plane[hole] = ((left * np.maximum(values - shrink, 0)) @ right)[hole]
    return np.where(hole[..., None], np.clip(filled + mean, 0, 1), photo)


def _pasted(drawn: Array, sample: Sample, *, blended: bool) -> Array:
    hole = _hole(sample)
    if blended:
        return poisson(drawn, sample.corrupted, hole, Job())
    return np.where(hole[..., None], drawn, sample.corrupted)


def _hole(sample: Sample) -> np.ndarray[tuple[int, int], np.dtype[np.bool_]]:
    return np.asarray(sample.mask > 0)


def _tensor(plane: Array) -> torch.Tensor:
    return torch.from_numpy(plane).permute(2, 0, 1)[None]
