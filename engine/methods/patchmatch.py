"""Exemplar completion: the hole is filled with pieces of the same photo."""

from __future__ import annotations

import numpy as np

from engine.errors import NothingToCopy
from engine.job import Job
from engine.models.method import Array, ArrayMethod, MethodInfo, Request
from engine.options import Choice, Slider, Toggle
from engine.text import Text

# For each quality the number of drafts, and the effort of the search.
DRAFTS_AND_EFFORT = {"fast": (4, 0.5), "normal": (8, 1.0), "best": (24, 2.0)}


class PatchMatch(ArrayMethod):
    info = MethodInfo(
        id="patchmatch",
        title="PatchMatch",
        year=2009,
        paper=(
            "Barnes, Shechtman, Finkelstein, Goldman, PatchMatch: a randomized correspondence algorithm for "
            "structural image editing; Wexler, Shechtman, Irani, Space-time completion of video, 2007; "
            "He, Sun, Statistics of patch offsets for image completion, 2012"
        ),
        purpose="Erasing things: large holes filled with pieces of the same photo",
        limits="Invents nothing: what the photo shows nowhere else, such as half a face, it cannot complete",
        holes="large",
        options=(
            Slider(id="patch", title="Patch size", low=3, high=15, default=7, step=1, whole=True, unit="px"),
            Toggle(
                id="structure",
                title="Continue lines",
                default=True,
                help="Lines that enter the hole go on in it, and patterns keep their rhythm",
            ),
            Choice(id="quality", title="Quality", values=tuple(DRAFTS_AND_EFFORT), default="normal"),
        ),
        guides=frozenset({"source"}),
        context=1.0,
        context_least=64,
        seeded=True,
    )

    def fill(self, request: Request[Array], job: Job) -> Array:
        """Raises NothingToCopy where no known pixel may be taken; the source guide allows those above 0.5."""
        job.step(0.0, Text("Preparing"))
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
        drafts, effort = DRAFTS_AND_EFFORT[str(request.options["quality"])]
        settings = Settings(
            size=size,
            drafts=drafts,
            effort=effort,
            seed=request.seed,
            structure=bool(request.options["structure"]),
        )
        return complete(request.image, hole, usable, settings, job)

    def warm(self) -> None:
        from engine.exemplar.completion import warm

        warm()


METHOD = PatchMatch()
