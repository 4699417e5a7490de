"""Telea, "An image inpainting technique based on the fast marching method", J. Graphics Tools 9(1), 2004."""

from __future__ import annotations

import cv2
import numpy as np

from engine.contract import Array, ArrayMethod, MethodInfo, Request
from engine.job import Job
from engine.options import Slider


class Telea(ArrayMethod):
    info = MethodInfo(
        id="telea",
        title="Telea",
        year=2004,
        paper="Telea, An image inpainting technique based on the fast marching method, J. Graphics Tools 9(1)",
        purpose="Thin damage, in an instant",
        limits="Smears anything wider than some ten pixels",
        holes="thin",
        options=(
            Slider(id="radius", title="Radius", low=1, high=20, default=4, step=1, whole=True, unit="px"),
        ),
        context=0.5,
    )

    def fill(self, request: Request[Array], job: Job) -> Array:
        job.step(0.0)
        hole = (request.mask > 0).astype(np.uint8)
        radius = float(request.options["radius"])
        # cv2.inpaint takes floats and 16 bits one channel at a time.
        planes = [
            cv2.inpaint(np.ascontiguousarray(request.image[..., c]), hole, radius, cv2.INPAINT_TELEA) for c in range(3)
        ]
        return np.stack(planes, axis=-1)


METHOD = Telea()
