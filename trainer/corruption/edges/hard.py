"""Damage that ends from one pixel to the next."""

import numpy as np

from trainer.corruption.contract import Array, Canvas, Edge, Params, Random

LEAST = 127.5 / 255  # 128 of 8 bits


def apply(cover: Array, canvas: Canvas, params: Params, rng: Random) -> tuple[Array, Array]:  # noqa: ARG001
    """cover ≥ 128/255 as 0 and 1, mask and alpha alike."""
    mask = (cover > LEAST).astype(np.float32)
    return mask, mask


EDGE = Edge(title="Hard", apply=apply)
