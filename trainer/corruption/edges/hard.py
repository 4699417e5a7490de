"""Hard edges: alpha and mask are 0 or 1."""

import numpy as np

from trainer.corruption.contract import Array, Canvas, Edge, Params, Random

COVER_THRESHOLD = 127.5 / 255  # 128 of 8 bits and more are damaged.


def apply(cover: Array, canvas: Canvas, params: Params, rng: Random) -> tuple[Array, Array]:  # noqa: ARG001
    """cover ≥ 128/255 as 0 and 1, mask and alpha alike."""
    mask = (cover > COVER_THRESHOLD).astype(np.float32)
    return mask, mask


EDGE = Edge(title="Hard", apply=apply)
