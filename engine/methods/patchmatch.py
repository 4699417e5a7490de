"""Exemplar completion: the hole is filled with pieces of the same photo."""

from __future__ import annotations

import numpy as np

from engine.contract import Array, ArrayMethod, MethodInfo, Request
from engine.errors import NothingToCopy
from engine.job import Job
from engine.options import Choice, Slider

EFFORT = {"fast": 0.4, "normal": 1.0, "best": 3.0}


class PatchMatch(ArrayMethod):
    info = MethodInfo(
        id="patchmatch",
        title="PatchMatch",
        year=2009,
        paper=(
            "Barnes, Shechtman, Finkelstein, Goldman, PatchMatch: a randomized correspondence algorithm for structural "
            "image editing, SIGGRAPH; Wexler, Shechtman, Irani, Space-time completion of video, PAMI 2007"
        ),
        purpose="Erasing things: large holes filled with pieces of the same photo",
        limits="Invents nothing: what the photo shows nowhere else (half a face, a hidden corner) it cannot complete",
        holes="large",
        options=(
            Slider(id="patch", title="Patch size", low=3, high=15, default=7, step=1, whole=True, unit="px"),
            Choice(id="quality", title="Quality", values=tuple(EFFORT), default="normal"),
        ),
        guides=frozenset({"source"}),
        context=1.0,
        context_least=64,
        seeded=True,
    )

    def fill(self, request: Request[Array], job: Job) -> Array:
        job.step(0.0, "Preparing")
        from engine.exemplar.completion import Settings, complete
        from engine.exemplar.pyramid import largest_patch

        hole = (request.mask > 0).astype(np.uint8)
        if not hole.any():
            return request.image
        usable = (1 - hole).astype(np.uint8)
        if "source" in request.guides:
            usable &= (request.guides["source"] > 0.5).astype(np.uint8)
        size = largest_patch(usable, int(request.options["patch"]))
        if not size:
            raise NothingToCopy
        settings = Settings(
            size=size,
            effort=EFFORT[str(request.options["quality"])],
            seed=request.seed,
        )
        return complete(request.image, hole, usable, settings, job)


METHOD = PatchMatch()
