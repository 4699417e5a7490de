"""The one pipeline: check, region, scale, pad, method, unpad, composite."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from engine.catalog import method as find_method
from engine.contract import Array, Method, Request
from engine.errors import MaskEmpty, MaskError
from engine.geometry import Box
from engine.job import Job
from engine.mask import Mask
from engine.options import Value, resolve
from engine.photo import Photo, Stored
from engine.regions import regions


@dataclass(frozen=True)
class Patch:
    """One repaired box: `before` is what the photo held, `alternatives` what may stand there (stored integers)."""

    box: Box
    before: Stored
    alternatives: tuple[Stored, ...]


@dataclass(frozen=True)
class Repair:
    """The answer of one run.  The photo itself is not changed until `apply`."""

    method: str
    mask: Mask
    patches: tuple[Patch, ...]
    notes: tuple[str, ...] = ()

    def apply(self, photo: Photo, choice: int = 0) -> None:
        for patch in self.patches:
            photo.put(patch.box, patch.alternatives[min(choice, len(patch.alternatives) - 1)])


def repair(
    photo: Photo,
    mask: Mask,
    method: str = "auto",
    *,
    options: Mapping[str, Value] | None = None,
    guides: Mapping[str, Mask] | None = None,
    seed: int = 0,
    device: str = "auto",
    job: Job | None = None,
) -> Repair:
    """Fill what `mask` (uint8 H×W, soft allowed) marks.  Neither photo nor mask is changed; see Repair.apply.

    Raises LacunaError (MaskEmpty, MethodUnknown, OptionInvalid, RepairError …) or Cancelled.
    """
    job = job or Job()
    if mask.shape != (photo.height, photo.width):
        raise MaskError(f"the mask is {mask.shape[1]} × {mask.shape[0]}, the photo {photo.width} × {photo.height}")
    if not mask.any():
        raise MaskEmpty
    chosen = find_method("telea" if method == "auto" else method)
    settings = resolve(chosen.info.options, options or {})
    boxes = regions(mask, chosen.info)
    patches = []
    for index, box in enumerate(boxes):
        part = job.part(index / len(boxes), (index + 1) / len(boxes), f"Filling {index + 1} of {len(boxes)}")
        patches.append(_fill(photo, mask, box, chosen, settings, seed, part))
    return Repair(chosen.info.id, mask, tuple(patches))


def _fill(
    photo: Photo, mask: Mask, box: Box, method: Method, settings: Mapping[str, Value], seed: int, job: Job
) -> Patch:
    soft: Array = mask[box.slices].astype(np.float32) / 255
    filled = method.run(Request(image=photo.region(box), mask=soft, options=settings, seed=seed), job, "cpu")
    return Patch(box, photo.stored(box), tuple(photo.blended(box, one, soft) for one in filled))
