"""Fills with black; white where the sketch has a line."""

from __future__ import annotations

import numpy as np

from engine.job import Job
from engine.models.method import Array, ArrayMethod, MethodInfo, Request


class FollowLines(ArrayMethod):
    info = MethodInfo(
        id="follow-lines",
        title="Follow lines",
        year=2000,
        paper="-",
        purpose="-",
        limits="-",
        holes="any",
        guides=frozenset({"sketch"}),
    )

    def fill(self, request: Request[Array], job: Job) -> Array:
        job.step(0.0)
        lines = request.guides.get("sketch", np.zeros_like(request.mask))
        return np.repeat(lines[..., None], 3, axis=2)


METHOD = FollowLines()
