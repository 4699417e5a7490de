"""Bertalmio, Bertozzi & Sapiro, "Navier-Stokes, fluid dynamics, and image and video inpainting", 2001."""

from __future__ import annotations

import cv2

from engine.job import Job
from engine.methods.shared.opencv import MIN_SIDE_PX, RADIUS_OPTION, inpaint
from engine.models.method import Array, ArrayMethod, MethodInfo, Request, SizeRule


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
        options=(RADIUS_OPTION,),
        size=SizeRule(least=MIN_SIDE_PX, most=1536),
        context=0.5,
    )

    def fill(self, request: Request[Array], job: Job) -> Array:
        radius = float(request.options[RADIUS_OPTION.id])
        return inpaint(request.image, request.mask, radius, cv2.INPAINT_NS, job)


METHOD = NavierStokes()
