"""Bertalmio, Bertozzi & Sapiro, "Navier-Stokes, fluid dynamics, and image and video inpainting", 2001."""

from __future__ import annotations

import cv2
import numpy as np

from engine.contract import Array, ArrayMethod, MethodInfo, Request, SizeRule
from engine.job import Job
from engine.options import Slider


class NavierStokes(ArrayMethod):
    info = MethodInfo(
        id="navier-stokes",
        title="Navier-Stokes",
        year=2001,
        paper="Bertalmio, Bertozzi and Sapiro, Navier-Stokes, fluid dynamics, and image and video "
        "inpainting, CVPR",
        purpose="Thin damage, in an instant",
        limits="Smears anything wider than some ten pixels, and leaves streaks",
        holes="thin",
        options=(
            Slider(id="radius", title="Radius", low=1, high=20, default=4, step=1, whole=True, unit="px"),
        ),
        size=SizeRule(most=1536),
        context=0.5,
    )

    def fill(self, request: Request[Array], job: Job) -> Array:
        hole = (request.mask > 0).astype(np.uint8)
        known = np.where(hole[..., None] > 0, np.float32(0), request.image)
        planes = []
        for channel in range(3):  # cv2.inpaint takes floats one channel at a time
            job.step(channel / 3)
            plane = np.ascontiguousarray(known[..., channel])
            planes.append(cv2.inpaint(plane, hole, float(request.options["radius"]), cv2.INPAINT_NS))
        return np.stack(planes, axis=-1)


METHOD = NavierStokes()
