"""Antialiased edges: shapes are drawn at four times the size and averaged."""

import numpy as np

from trainer.corruption.contract import Array, Canvas, Edge, Params, Random


def apply(cover: Array, canvas: Canvas, params: Params, rng: Random) -> tuple[Array, Array]:  # noqa: ARG001
    """alpha = cover; mask = alpha > 0, or alpha itself with mask_mode "alpha"."""
    return (cover if params["mask_mode"] == "alpha" else (cover > 0).astype(np.float32)), cover


EDGE = Edge(title="Antialiased", apply=apply, zoom=4)
