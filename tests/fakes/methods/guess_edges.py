"""Fills with black; white at edges, of which it guesses one: level, through the middle."""

from __future__ import annotations

import numpy as np

from engine.job import Job
from engine.models.method import ESTIMATED_TOLERANCE, Array, ArrayMethod, GuideEstimator, MethodInfo, Request


class GuessEdges(ArrayMethod, GuideEstimator):
    info = MethodInfo(
        id="guess-edges",
        title="Guess edges",
        year=2001,
        paper="-",
        purpose="-",
        limits="-",
        holes="any",
        guides=frozenset({"edges"}),
    )
    estimated_guide = "edges"

    def estimate_guide(self, request: Request[Array], job: Job, device: str) -> Array:  # noqa: ARG002
        """A level line through the middle of what is missing."""
        job.step(0.0)
        rows = np.flatnonzero((request.mask > 0).any(axis=1))
        own = np.zeros_like(request.mask)
        own[(rows[0] + rows[-1]) // 2] = 1
        said = request.guides.get("edges", np.full_like(own, 128 / 255))
        return np.where(abs(said - 0.5) > ESTIMATED_TOLERANCE, said > 0.5, own).astype(np.float32)

    def fill(self, request: Request[Array], job: Job) -> Array:
        return np.repeat(self.estimate_guide(request, job, "cpu")[..., None], 3, axis=2)


METHOD = GuessEdges()
