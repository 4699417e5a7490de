"""infrared: dust and scratches by the infrared channel of a scan; no network."""

from __future__ import annotations

from collections.abc import Mapping

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.detection.dust import dust_model
from engine.detection.photo_detector import PhotoDetector
from engine.detection.specks import specks
from engine.job import Job
from engine.models.detector import CONFIDENCE_THRESHOLD, Kind
from engine.models.method import MethodInfo
from engine.options import Value
from engine.photo import Photo
from engine.pixels.mask import Mask
from engine.text import mark

# From this certainty on a pixel beside dust belongs to it.
RIM_CERTAINTY, RIM_PX = 0.6, 2
# A dark part at the photo's border that is larger than this share of it is the holder of the film.
MIN_HOLDER_SHARE = 0.004
SEARCH_SHARE = 0.7  # Of the progress.


class InfraredDetector(PhotoDetector):
    info = MethodInfo(
        id="infrared",
        title="Infrared",
        year=2026,
        paper="Lacuna's own: the ratio of the infrared channel to what the colours say of it",
        purpose="Dust and scratches of a scan with an infrared channel",
        limits="Colour film only: silver black-and-white film hides its dust from infrared",
        holes="thin",
        blind=True,
    )
    kinds = (Kind("dust", mark("Dust"), largest_part_share=0.01, exact_edges=True),)
    scale_mode = "native"
    needs_infrared = True

    def search(self, photo: Photo, options: Mapping[str, Value], job: Job) -> NDArray[np.uint8]:  # noqa: ARG002
        model = dust_model(photo)
        certain = np.zeros((photo.height, photo.width), np.uint8)
        for box in photo.box.strips():
            job.step(SEARCH_SHARE * box.top / photo.height)
            certain[box.slices] = cv2.convertScaleAbs(
                np.maximum(model.certainty(box), 0), alpha=CONFIDENCE_THRESHOLD
            )
        _add_rims(certain)
        dust = np.where(certain >= CONFIDENCE_THRESHOLD, np.uint8(255), np.uint8(0))
        found = specks(model, dust, job.part(SEARCH_SHARE, 1.0))
        dropped = found.gone | _holders(found.labels, len(found.gone))
        certain[dropped[found.labels] & (found.labels > 0)] = 0
        return certain[None]


def _add_rims(certain: Mask) -> None:
    """Raise likely pixels next to dust to the threshold, in place."""
    kernel = np.ones((3, 3), np.uint8)
    for _ in range(RIM_PX):
        near = cv2.dilate(certain, kernel) >= CONFIDENCE_THRESHOLD
        rim = near & (certain >= RIM_CERTAINTY * CONFIDENCE_THRESHOLD) & (certain < CONFIDENCE_THRESHOLD)
        certain[rim] = CONFIDENCE_THRESHOLD


def _holders(labels: NDArray[np.int32], count: int) -> NDArray[np.bool_]:
    """Which labels are large parts that touch the photo's border."""
    large = np.bincount(labels.ravel(), minlength=count) > MIN_HOLDER_SHARE * labels.size
    edges = np.concatenate([labels[0], labels[-1], labels[:, 0], labels[:, -1]])
    touching = np.zeros(count, bool)
    touching[edges] = True
    return np.asarray(large & touching)


DETECTOR = InfraredDetector()
