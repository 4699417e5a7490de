"""Previews the guide that a method estimates by itself, so that a person can correct it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import numpy as np

from engine.errors import MaskEmpty
from engine.job import Job
from engine.models.device import resolve as resolve_device
from engine.models.method import Array, GuideEstimator, Method, Request
from engine.options import Value, resolve
from engine.photo import Photo
from engine.pixels.mask import Mask
from engine.repair.call import FillContext
from engine.repair.fallback import MemoryFallback
from engine.repair.region import fill_region
from engine.repair.regions import regions
from engine.text import Text


def preview_guide(
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
    """The guide `method.estimated_guide` as a repair with the same arguments would follow it.

    Returns H×W uint8, 255 = 1, 0 where nothing is missing; what `guides` says of the guide is included.
    method: a GuideEstimator.  Raises as `repair`.
    """
    if not mask.any():
        raise MaskEmpty
    assert isinstance(method, GuideEstimator)
    job = (job or Job()).steady()
    missing = np.where(mask > 0, np.uint8(255), np.uint8(0))
    context = FillContext(
        photo=photo,
        mask=missing,
        method=_EstimateAsFill(method),
        options=resolve(method.info.options, options or {}),
        guides={k: v for k, v in (guides or {}).items() if k in method.info.guides},
        seed=seed,
    )
    fallback = MemoryFallback(resolve_device(device))
    plane = np.zeros_like(missing)
    found = regions(missing, method.info)
    for number, region in enumerate(found):
        part = job.part(number / len(found), (number + 1) / len(found), Text("Estimating"))
        part.step(0.0)
        estimate = fallback.run(partial(fill_region, context, region, part)).at(region.hole)[0, ..., 0]
        inside = plane[region.hole.slices]
        inside[region.own > 0] = np.rint(estimate * 255).astype(np.uint8)[region.own > 0]
    job.step(1.0)
    return plane


class _EstimateAsFill(Method):
    """A method whose fill is the guide that another one estimates, so that it runs like any repair."""

    def __init__(self, estimator: Method) -> None:
        self.info, self._estimator = estimator.info, estimator

    def run(self, request: Request[Array], job: Job, device: str) -> Array:
        assert isinstance(self._estimator, GuideEstimator)
        plane = self._estimator.estimate_guide(request, job, device)
        return np.repeat(plane[None, ..., None], 3, axis=3)
