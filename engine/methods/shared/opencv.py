"""OpenCV's two inpainting algorithms, of colour photos in float."""

from __future__ import annotations

import cv2
import numpy as np

from engine.job import Job
from engine.models.method import Array
from engine.options import Slider

MIN_SIDE_PX = 4  # Of a picture of one row or column cv2.inpaint gives zeros or no numbers.
RADIUS_OPTION = Slider(id="radius", title="Radius", low=1, high=20, default=4, step=1, whole=True, unit="px")


def inpaint(image: Array, mask: Array, radius: float, algorithm: int, job: Job) -> Array:
    """image: H×W×3; mask: H×W, above 0 = missing; algorithm: cv2.INPAINT_TELEA or cv2.INPAINT_NS."""
    hole = (mask > 0).astype(np.uint8)
    known = np.where(hole[..., None] > 0, np.float32(0), image)
    planes = []
    for channel in range(3):  # cv2.inpaint takes floats one channel at a time
        job.step(channel / 3)
        planes.append(cv2.inpaint(np.ascontiguousarray(known[..., channel]), hole, radius, algorithm))
    return np.stack(planes, axis=-1)
