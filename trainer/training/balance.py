"""Weights of feature losses, chosen by their share of the loss.

A paper's weights hold for its own feature extractor alone.  So every term is measured on the same photos with
a stand-in for a network's output: the clean photo, blurred inside the holes.  A weight is set so that its
term has the wanted share of the weighted L1 terms.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from statistics import fmean

import numpy as np
import torch
from scipy.ndimage import gaussian_filter
from torch import Tensor

from trainer import corruption
from trainer.data.photos import Photos, middle

PHOTO_COUNT = 64
SIDE_PX = 256
BLUR_SIGMA_PX = 2.0
MASK_SEED = 4
# Shares of the weighted L1 terms.  They are chosen, not published: no VGG was at hand to measure the papers'.
L1_SHARES = {"perceptual": 0.3, "style": 0.3, "semantic": 0.1, "id_mrf": 0.1}

Term = Callable[[Tensor, Tensor, Tensor], Tensor]  # (y, x, mask) → scalar
Sample = tuple[Tensor, Tensor, Tensor]


def blurred_samples(photos: Photos, count: int = PHOTO_COUNT) -> Iterable[Sample]:
    """(y, x, mask) of 1×3×H×W and 1×1×H×W: free-form holes; y is x, blurred by BLUR_SIGMA_PX inside them."""
    step = max(1, len(photos) // count)
    for index, pixels in enumerate(photos.pixels[::step][:count]):
        clean = middle(pixels, SIDE_PX).astype(np.float32) / np.float32(255)
        mask = corruption.shape("freeform", SIDE_PX, SIDE_PX, {}, np.random.default_rng([MASK_SEED, index]))
        soft = gaussian_filter(clean, (BLUR_SIGMA_PX, BLUR_SIGMA_PX, 0))
        y = np.where(mask[..., None] > 0, soft, clean)
        y_tensor, x_tensor = (torch.from_numpy(plane).permute(2, 0, 1)[None] for plane in (y, clean))
        yield y_tensor, x_tensor, torch.from_numpy(mask)[None, None]


@torch.no_grad()
def mean_terms(terms: Mapping[str, Term], samples: Iterable[Sample]) -> dict[str, float]:
    """Each unweighted term's mean over the samples."""
    values: dict[str, list[float]] = {name: [] for name in terms}
    for y, x, mask in samples:
        for name, term in terms.items():
            values[name].append(float(term(y, x, mask)))
    return {name: fmean(found) for name, found in values.items()}


def balanced_weights(
    means: Mapping[str, float], l1: float, shares: Mapping[str, float] | None = None
) -> dict[str, float]:
    """Weights with which each term of `means` has its share of `l1`, the weighted L1 terms' mean."""
    wanted = L1_SHARES if shares is None else shares
    return {name: wanted[name] * l1 / value for name, value in means.items()}
