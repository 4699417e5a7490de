"""The Fréchet distance of fills and originals, in the project's own feature network."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn.functional import interpolate

from engine.models import weights
from engine.models.method import Array
from engine.networks.feature_extractor import FeatureExtractor
from trainer.evaluation.features import DISTANCE_LAYER, WEIGHTS_ID, extractor

Vectors = NDArray[np.float64]
FillsAndOriginals = Iterable[tuple[Array, Array, Array]]  # repaired photo, clean photo, mask
Frechet = Callable[[FillsAndOriginals], float | None]
MISSING_SHARE = 0.5  # A position of the feature map counts where more of its pixels are missing.


def frechet_function() -> Frechet | None:
    """`hole_distance` in the project's own network; None where its weights are missing."""
    if not weights.has_weights(WEIGHTS_ID):
        return None
    network = extractor()
    return lambda photos: hole_distance(network, photos)


def hole_distance(network: FeatureExtractor, photos: FillsAndOriginals) -> float | None:
    """The Fréchet distance between what fills and originals look like inside the holes of all photos.

    Its samples are the positions of the map at relu3_2 in the holes, not whole photos as in the literature's
    FID: a few photos then suffice, and what is known adds nothing.  None without holes of that size.
    """
    found: list[Vectors] = []
    true: list[Vectors] = []
    for filled, clean, mask in photos:
        both = hole_vectors(network, np.stack([filled, clean]), mask)
        found.append(both[0])
        true.append(both[1])
    if sum(map(len, true)) < 2:  # One sample has no covariance.
        return None
    return frechet_distance(np.concatenate(found), np.concatenate(true))


@torch.no_grad()
def hole_vectors(network: FeatureExtractor, photos: Array, mask: Array) -> Vectors:
    """The feature vectors of some photos at the positions that are missing.

    photos: N×H×W×3 in [0, 1].  mask: H×W, above 0 = missing.  Returns N×positions×channels.
    """
    maps = network(torch.from_numpy(photos).permute(0, 3, 1, 2), [DISTANCE_LAYER])[DISTANCE_LAYER]
    missing = torch.from_numpy((mask > 0).astype(np.float32))[None, None]
    inside = interpolate(missing, maps.shape[2:], mode="area")[0, 0] > MISSING_SHARE
    return np.asarray(maps[:, :, inside].permute(0, 2, 1).numpy(), np.float64)


def frechet_distance(one: Vectors, two: Vectors) -> float:
    """The Fréchet (2-Wasserstein) distance, squared, of normal distributions fitted to two sets of vectors.

    one, two: N×C and M×C, at least two vectors each.  Heusel et al., NIPS 2017, after Dowson and Landau 1982.
    """
    means = one.mean(0) - two.mean(0)
    first, second = (np.cov(vectors, rowvar=False, bias=True) for vectors in (one, two))
    root = _square_root(first)
    # The trace of the root of first·second, by a symmetric matrix that has the same eigenvalues.
    mixed = np.sqrt(np.clip(np.linalg.eigvalsh(root @ second @ root), 0, None)).sum()
    return float(max(0.0, means @ means + np.trace(first) + np.trace(second) - 2 * mixed))


def _square_root(covariance: Vectors) -> Vectors:
    values, axes = np.linalg.eigh(covariance)
    return np.asarray((axes * np.sqrt(np.clip(values, 0, None))) @ axes.T)
