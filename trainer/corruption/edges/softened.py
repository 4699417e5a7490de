"""Damage that runs out over 28 px, while its mask stays hard (Wang et al., VCN, 2020)."""

import numpy as np

from trainer.corruption.contract import Array, Canvas, Edge, Params, Random

ROUNDS = 4
KERNEL = 15  # px of the photo; the release's "Gaussian" is this box to within 0.1 %
TINY = 1e-6  # what rounding leaves beyond the reach


def apply(cover: Array, canvas: Canvas, params: Params, rng: Random) -> tuple[Array, Array]:  # noqa: ARG001
    """alpha: 1 in the mask, 0.70 at the first pixel outside, 0 beyond 28 px.

    coin: half of the samples stay hard.
    """
    from scipy import ndimage

    mask = (cover > 0.5).astype(np.float32)
    if params["coin"] and rng.random() < 0.5:
        return mask, mask
    alpha = mask
    for _ in range(ROUNDS):
        blurred = ndimage.uniform_filter(alpha, KERNEL, mode="constant")
        alpha = np.maximum(mask, blurred)
    alpha[alpha < TINY] = 0
    return mask, alpha


EDGE = Edge(title="Softened", apply=apply, parameters={"coin": False})
