"""Blurred damage, whose mask is its alpha: the share of information lost."""

import numpy as np

from trainer.corruption.contract import Array, Canvas, Edge, Params, Random
from trainer.corruption.parameters import Between

MIN_ALPHA = 1 / 512  # Less is not visible in 8 bits.


def apply(cover: Array, canvas: Canvas, params: Params, rng: Random) -> tuple[Array, Array]:  # noqa: ARG001
    """The cover blurred by `sigma` px (at 256), times `peak`; mask = alpha."""
    from scipy import ndimage

    alpha = ndimage.gaussian_filter(cover, params["sigma_edge"] * canvas.scale, truncate=3.5)
    alpha = (np.clip(alpha, 0, 1) * params["peak"]).astype(np.float32)
    alpha[alpha < MIN_ALPHA] = 0
    return alpha, alpha


EDGE = Edge(
    title="Feathered", apply=apply, parameters={"sigma_edge": Between(2, 12), "peak": Between(0.4, 1)}
)
