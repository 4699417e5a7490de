"""Telea, "An image inpainting technique based on the fast marching method", J. Graphics Tools 9(1), 2004."""

from __future__ import annotations

import cv2
import numpy as np

from engine.contract import Array, ArrayMethod, MethodInfo, Request, SizeRule
from engine.job import Job
from engine.options import Slider

# OpenCV adds up to about ±2 of the picture's own units, whatever they are: in 16-bit units nobody sees it.
UNITS = np.float32(65535)


class Telea(ArrayMethod):
    info = MethodInfo(
        id="telea",
        title="Telea",
        year=2004,
        paper="Telea, An image inpainting technique based on the fast marching method, "
        "J. Graphics Tools 9(1)",
        purpose="Thin damage, in an instant",
        limits="Smears anything wider than some ten pixels",
        holes="thin",
        options=(
            Slider(id="radius", title="Radius", low=1, high=20, default=4, step=1, whole=True, unit="px"),
        ),
        size=SizeRule(most=1536),
        context=0.5,
    )

    def fill(self, request: Request[Array], job: Job) -> Array:
        hole = (request.mask > 0).astype(np.uint8)
        known = np.where(hole[..., None] > 0, np.float32(0), request.image * UNITS)
        planes = []
        for channel in range(3):  # cv2.inpaint takes floats one channel at a time
            job.step(channel / 3)
            plane = np.ascontiguousarray(known[..., channel])
            planes.append(cv2.inpaint(plane, hole, float(request.options["radius"]), cv2.INPAINT_TELEA))
        return np.stack(planes, axis=-1) / UNITS


METHOD = Telea()
