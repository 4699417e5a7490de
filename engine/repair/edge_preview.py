"""What a method guesses of a guide by itself, for a person to look at and to correct."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import numpy as np

from engine.errors import MaskEmpty, mark
from engine.job import Job
from engine.models.device import resolve as resolve_device
from engine.models.method import Array, Guesser, Method, Request
from engine.options import Value, resolve
from engine.photo import Photo
from engine.pixels.mask import Mask
from engine.repair.call import Work
from engine.repair.fallback import Ladder
from engine.repair.region import answer
from engine.repair.regions import regions


def guess(
    photo: Photo,
    mask: Mask,
    method: Method,
    *,
    options: Mapping[str, Value] | None = None,
    guides: Mapping[str, Mask] | None = None,
    seed: int = 0,
    device: str = "auto",
    job: Job | None = None,
) -> Mask:
    """The guide `method.guessed` as a repair with the same arguments would follow it, H×W uint8.

    255 stands for 1; where nothing is missing it is 0.  What `guides` says of it is part of it.
    method: one that is a Guesser.  Raises as `repair`.
    """
    if not mask.any():
        raise MaskEmpty
    assert isinstance(method, Guesser)
    job = (job or Job()).steady()
    missing = np.where(mask > 0, np.uint8(255), np.uint8(0))
    work = Work(
        photo=photo,
        mask=missing,
        method=_Shown(method),
        options=resolve(method.info.options, options or {}),
        guides={k: v for k, v in (guides or {}).items() if k in method.info.guides},
        seed=seed,
    )
    ladder = Ladder(resolve_device(device))
    plane = np.zeros_like(missing)
    found = regions(missing, method.info)
    for number, region in enumerate(found):
        part = job.part(number / len(found), (number + 1) / len(found), mark("Guessing"))
        part.step(0.0)
        seen = ladder.climb(partial(answer, work, region, part)).at(region.hole)[0, ..., 0]
        inside = plane[region.hole.slices]
        inside[region.own > 0] = np.rint(seen * 255).astype(np.uint8)[region.own > 0]
    job.step(1.0)
    return plane


class _Shown(Method):
    """A method whose picture is what another one guesses, so that it goes the way of any repair."""

    def __init__(self, guesser: Method) -> None:
        self.info, self._guesser = guesser.info, guesser

    def run(self, request: Request[Array], job: Job, device: str) -> Array:
        assert isinstance(self._guesser, Guesser)
        plane = self._guesser.guess(request, job, device)
        return np.repeat(plane[None, ..., None], 3, axis=3)
