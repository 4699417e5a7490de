"""Sketches to learn from: a photo's own edges inside the holes, thinned out as a person draws few of them."""

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

SKETCHED = 0.7  # of the photos; the others have no sketch, so that one network serves with and without
KEPT = 0.5  # of the strokes
BROAD = 0.5  # of the sketches have lines of 3 px, as a person's are, not Canny's 1 px


@dataclass(frozen=True, kw_only=True)
class Sketched:
    """Batches of `holes` with a sketch each, N×1×H×W of 0 and 1, lines inside the holes alone."""

    holes: LargeHoles

    def __call__(self, photos: Photos, rng: np.random.Generator) -> Batch:
        batch = self.holes(photos, rng)
        lines = np.stack([thinned(plane, rng) for plane in edges(batch["clean"])])
        return {**batch, "sketch": lines[:, None] * batch["mask"]}


def edges(clean: Array) -> Array:
    """N×3×H×W in [0, 1] → all of Canny's edges, N×H×W of 0 and 1."""
    found: Array = canny(grey(torch.from_numpy(clean)))[:, 0].numpy()
    return found


def thinned(plane: Array, rng: np.random.Generator) -> Array:
    """Some strokes of H×W edges, or none at all."""
    if rng.random() >= SKETCHED:
        return np.zeros_like(plane)
    count, labels = cv2.connectedComponents(plane.astype(np.uint8), connectivity=8)
    kept = rng.random(count) < KEPT
    kept[0] = False  # what is no edge
    lines = kept[labels].astype(np.float32)
    return np.asarray(cv2.dilate(lines, np.ones((3, 3))) if rng.random() < BROAD else lines, np.float32)
