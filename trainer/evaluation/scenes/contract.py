"""What a scene is, and the camera that takes its picture."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from trainer.corruption.contract import Array, Random
from trainer.corruption.postprocessing import SUBSAMPLING_420, SUBSAMPLING_444, jpeg_coded

SIDES_PX = (400, 900)  # of a picture
DRAWN_SCALE = 2  # Scenes are drawn so many times larger, and reduced by the lens.
Pixels = NDArray[np.uint8]


@dataclass(frozen=True, kw_only=True)
class Scene:
    """A subject.

    draw: H×W×3 float32 in [0, 1] from a height, a width and a random generator.
    lens: whether a camera took it, whose blur, grain and JPEG compression then lie on all of it alike.
    """

    title: str
    draw: Callable[[int, int, Random], Array]
    lens: bool = True

    def picture(self, rng: Random, size: tuple[int, int] | None = None) -> Pixels:
        """H×W×3 uint8.  size: its height and width; None: random ones."""
        height, width = size or (int(side) for side in rng.integers(*SIDES_PX, 2))
        if not self.lens:
            return _bytes(self.draw(height, width, rng))
        fine = self.draw(height * DRAWN_SCALE, width * DRAWN_SCALE, rng)
        soft = cv2.GaussianBlur(fine, (0, 0), DRAWN_SCALE * float(rng.uniform(0.3, 0.9)))
        image = np.asarray(cv2.resize(soft, (width, height), interpolation=cv2.INTER_AREA), np.float32)
        grain = rng.standard_normal(image.shape, np.float32) * np.float32(rng.uniform(0.003, 0.02))
        quality = int(rng.integers(75, 97))
        subsampling = SUBSAMPLING_420 if rng.random() < 0.7 else SUBSAMPLING_444
        return _bytes(jpeg_coded(image + grain, quality, subsampling))


def _bytes(image: Array) -> Pixels:
    return np.asarray(np.rint(image.clip(0, 1) * 255), np.uint8)
