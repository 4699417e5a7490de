"""Weights of feature losses by their share of the loss: a paper's weights hold for its own extractor alone.

Every term is measured on the same photos with a stand-in output, the truth blurred inside the holes; a weight
is set so that the term has the share that is wanted of the weighted L1 terms.
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

PHOTOS, SIDE, BLUR, SEED = 64, 256, 2.0, 4
# Of the weighted L1 terms, where no VGG was ever at hand to take a paper's own shares from.
SHARES = {"perceptual": 0.3, "style": 0.3, "semantic": 0.1, "id_mrf": 0.1}

Term = Callable[[Tensor, Tensor, Tensor], Tensor]  # (y, x, mask) → scalar
Sample = tuple[Tensor, Tensor, Tensor]


def stand_ins(photos: Photos, count: int = PHOTOS) -> Iterable[Sample]:
    """(y, x, mask) of 1×3×H×W and 1×1×H×W: free-form holes, y blurred by σ = 2 px inside them."""
    step = max(1, len(photos) // count)
    for index, pixels in enumerate(photos.pixels[::step][:count]):
        clean = middle(pixels, SIDE).astype(np.float32) / np.float32(255)
        mask = corruption.shape("freeform", SIDE, SIDE, {}, np.random.default_rng([SEED, index]))
        soft = gaussian_filter(clean, (BLUR, BLUR, 0))
        y = np.where(mask[..., None] > 0, soft, clean)
        y_tensor, x_tensor = (torch.from_numpy(plane).permute(2, 0, 1)[None] for plane in (y, clean))
        yield y_tensor, x_tensor, torch.from_numpy(mask)[None, None]


@torch.no_grad()
def measured(terms: Mapping[str, Term], samples: Iterable[Sample]) -> dict[str, float]:
    """Each term's mean over the samples, without any weight."""
    values: dict[str, list[float]] = {name: [] for name in terms}
    for y, x, mask in samples:
        for name, term in terms.items():
            values[name].append(float(term(y, x, mask)))
    return {name: fmean(found) for name, found in values.items()}


def balanced(
    means: Mapping[str, float], l1: float, shares: Mapping[str, float] | None = None
) -> dict[str, float]:
    """Weights with which each term of `means` has its share of `l1`, the weighted L1 terms' mean."""
    wanted = SHARES if shares is None else shares
    return {name: wanted[name] * l1 / value for name, value in means.items()}
