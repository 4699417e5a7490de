"""Four answers: one colour each."""

from __future__ import annotations

import numpy as np

from engine.job import Job
from engine.models.method import Array, ArrayMethod, MethodInfo, Request

COLOURS = (0, 90, 170, 255)  # as they come to stand in the photo


class FourAnswers(ArrayMethod):
    info = MethodInfo(
        id="four-answers", title="Four answers", year=2002, paper="-", purpose="-", limits="-", holes="any"
    )

    def fill(self, request: Request[Array], job: Job) -> Array:
        job.step(0.0)
        return np.stack([np.full_like(request.image, colour / 255) for colour in COLOURS])


METHOD = FourAnswers()
