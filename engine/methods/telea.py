"""Telea, "An image inpainting technique based on the fast marching method", J. Graphics Tools 9(1), 2004."""

from __future__ import annotations

import cv2
import numpy as np

from engine.job import Job
from engine.methods.shared.opencv import MIN_SIDE_PX, RADIUS_OPTION, inpaint
from engine.models.method import Array, ArrayMethod, MethodInfo, Request, SizeRule

# OpenCV adds up to about ±2 of the picture's own units, whatever they are: in 16-bit units nobody sees it.
UINT16_MAX = np.float32(65535)


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
        options=(RADIUS_OPTION,),
        size=SizeRule(least=MIN_SIDE_PX, most=1536),
        context=0.5,
    )

    def fill(self, request: Request[Array], job: Job) -> Array:
        radius = float(request.options[RADIUS_OPTION.id])
        return inpaint(request.image * UINT16_MAX, request.mask, radius, cv2.INPAINT_TELEA, job) / UINT16_MAX


METHOD = Telea()
