"""Soft edges of 28 px around a hard mask (Wang et al., VCN, 2020)."""

import numpy as np

from trainer.corruption.contract import Array, Canvas, Edge, Params, Random

BLUR_ROUNDS = 4
KERNEL_PX = 15  # Of the photo; the release's Gaussian differs from this box by 0.1 %.
MIN_ALPHA = 1e-6  # Less is a rounding error.


def apply(cover: Array, canvas: Canvas, params: Params, rng: Random) -> tuple[Array, Array]:  # noqa: ARG001
    """alpha: 1 in the mask, 0.70 at the first pixel outside, 0 beyond 28 px.

    coin: half of the samples stay hard.
    """
    from scipy import ndimage

    mask = (cover > 0.5).astype(np.float32)
    if params["coin"] and rng.random() < 0.5:
        return mask, mask
    alpha = mask
    for _ in range(BLUR_ROUNDS):
        blurred = ndimage.uniform_filter(alpha, KERNEL_PX, mode="constant")
        alpha = np.maximum(mask, blurred)
    alpha[alpha < MIN_ALPHA] = 0
    return mask, alpha


EDGE = Edge(title="Softened", apply=apply, parameters={"coin": False})
