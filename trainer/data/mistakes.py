"""Where a network takes sound photos for damaged: these places are shown to it more often.

Most crops of a sound photo hold nothing that looks like damage, while the limits of certainty are set by the
few that do.  So an earlier state of the network searches the photos that it learns from, and crops are drawn
around what it found.  Ours, no paper; known as the mining of hard negatives.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from scipy.ndimage import maximum_position
from torch import Tensor, nn

from engine.models.precision import autocast
from trainer.data.photos import Photos, Pixels, piece

MISTAKEN_SHARE = 0.5  # Of the undamaged crops hold a mistake, where there are any.
ZOOM_RANGE = (0.8, 1.25)  # Of such a crop, to the scale at which the find was made.
ROTATED_SHARE = 0.5  # Of such crops stand upside down or on their side.
MAX_PER_PHOTO = 64  # The surest; one photo full of fences does not crowd out the others.


@dataclass(frozen=True)
class Place:
    """A find in a sound photo.  photo: its index.  row, column: in px of the photo.  scale: as searched."""

    photo: int
    row: int
    column: int
    scale: float


@dataclass
class Mistakes:
    """The false finds of a network's earlier state in photos; they are searched at the first question.

    network: makes it, image N×3×H×W in [0, 1] → logits N×1×H×W.  multiple_px: of the sides that it takes.
    scales: at which a photo is searched.
    """

    network: Callable[[], nn.Module]
    multiple_px: int
    scales: Callable[[Pixels], tuple[float, ...]]
    _places: list[Place] | None = field(default=None, init=False)

    def places(self, photos: Photos) -> list[Place]:
        """The places in these photos; later questions are answered for the first photos asked about."""
        if self._places is None:
            network = self.network()
            network.eval()
            self._places = [
                place
                for number, pixels in enumerate(photos.pixels)
                for place in self._found(network, pixels, number)
            ]
        return self._places

    def piece(self, photos: Photos, side: int, rng: np.random.Generator) -> Pixels | None:
        """A crop that holds a false find, for a share of the undamaged crops; None for the others."""
        places = self.places(photos)
        if not places or rng.random() >= MISTAKEN_SHARE:
            return None
        return mistaken_piece(photos, places[int(rng.integers(len(places)))], side, rng)

    def _found(self, network: nn.Module, pixels: Pixels, number: int) -> list[Place]:
        found: list[tuple[float, Place]] = []
        for scale in self.scales(pixels):
            height, width = (self._padded(round(side * scale)) for side in pixels.shape[:2])
            shown = np.asarray(cv2.resize(pixels, (width, height), interpolation=cv2.INTER_AREA), np.uint8)
            for surest, row, column in false_finds(network, shown.astype(np.float32) / np.float32(255)):
                at = row * pixels.shape[0] // height, column * pixels.shape[1] // width
                found.append((surest, Place(number, *at, scale)))
        found.sort(key=lambda one: -one[0])
        return [place for _, place in found[:MAX_PER_PHOTO]]

    def _padded(self, side: int) -> int:
        return max(self.multiple_px, side // self.multiple_px * self.multiple_px)


def false_finds(
    network: Callable[[Tensor], Tensor], picture: NDArray[np.float32]
) -> list[tuple[float, int, int]]:
    """(logit, row, column) of the surest pixel of each find in a sound photo, H×W×3 in [0, 1]."""
    image = torch.from_numpy(picture).permute(2, 0, 1)[None]
    with torch.no_grad(), autocast(image.device):
        logits: NDArray[np.float32] = network(image)[0, 0].float().numpy()
    count, labels = cv2.connectedComponents((logits > 0).astype(np.uint8), connectivity=8)
    at = maximum_position(logits, labels, np.arange(1, count)) if count > 1 else []
    return [(float(logits[row, column]), int(row), int(column)) for row, column in at]


def mistaken_piece(photos: Photos, place: Place, side: int, rng: np.random.Generator) -> Pixels:
    """A crop side×side×3 that holds a false find, about as large as it was found."""
    zoom = (ZOOM_RANGE[0] * place.scale, ZOOM_RANGE[1] * place.scale)
    rotated = rng.random() < ROTATED_SHARE
    at = (place.row, place.column)
    return piece(photos.pixels[place.photo], side, rng, scales=zoom, turn=rotated, around=at)
