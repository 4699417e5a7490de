"""Training sketches: some of a photo's own edges inside the holes, as a person draws few of them."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import torch

from engine.networks.layers.edges import canny, grey
from trainer.corruption.contract import Array
from trainer.data.large_holes import LargeHoles
from trainer.data.photos import Photos
from trainer.training.recipe import Batch

SKETCH_SHARE = 0.7  # Of the photos; without a sketch the network learns to fill on its own as well.
KEPT_EDGES_SHARE = 0.5
BROAD_SHARE = 0.5  # Of the sketches: their lines are BROAD_WIDTH_PX wide, as a person's, not Canny's 1 px.
BROAD_WIDTH_PX = 3


@dataclass(frozen=True, kw_only=True)
class HolesWithSketches:
    """Batches of `holes` with "sketch", N×1×H×W of 0 and 1, whose lines are inside the holes alone."""

    holes: LargeHoles

    def __call__(self, photos: Photos, rng: np.random.Generator) -> Batch:
        batch = self.holes(photos, rng)
        lines = np.stack([random_sketch(plane, rng) for plane in edges(batch["clean"])])
        return {**batch, "sketch": lines[:, None] * batch["mask"]}


def edges(clean: Array) -> Array:
    """All of Canny's edges, N×H×W of 0 and 1, of photos N×3×H×W in [0, 1]."""
    found: Array = canny(grey(torch.from_numpy(clean)))[:, 0].numpy()
    return found


def random_sketch(plane: Array, rng: np.random.Generator) -> Array:
    """Some of the connected edges of an H×W plane, or no line at all."""
    if rng.random() >= SKETCH_SHARE:
        return np.zeros_like(plane)
    count, labels = cv2.connectedComponents(plane.astype(np.uint8), connectivity=8)
    kept = rng.random(count) < KEPT_EDGES_SHARE
    kept[0] = False  # Label 0 is the background.
    lines = kept[labels].astype(np.float32)
    return np.asarray(
        cv2.dilate(lines, np.ones((BROAD_WIDTH_PX, BROAD_WIDTH_PX))) if rng.random() < BROAD_SHARE else lines,
        np.float32,
    )
