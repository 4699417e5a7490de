"""Blind repair: find the damage, widen it a little, fill it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.catalog import detectors
from engine.detect import detect
from engine.detection import DEFAULT_SENSITIVITY, Detection
from engine.job import Job
from engine.mask import Mask, grow
from engine.options import Value
from engine.photo import Photo
from engine.repair import Repair, repair

GROWN = 1  # px: the rim of a letter is tinted further than a detector is sure of
SEARCH = 0.4  # of a blind repair's time, about


@dataclass(frozen=True)
class BlindRepair:
    """repair: None where nothing was found."""

    detection: Detection
    mask: Mask  # what was found, before it was widened
    repair: Repair | None


def widened(mask: Mask) -> Mask:
    """A mask of finds as it is filled."""
    return grow(mask, GROWN)


def repair_blind(
    photo: Photo,
    method: str = "auto",
    *,
    detector: str = "auto",
    sensitivity: float = DEFAULT_SENSITIVITY,
    options: Mapping[str, Value] | None = None,
    seed: int = 0,
    device: str = "auto",
    job: Job | None = None,
) -> BlindRepair:
    """Find what `detector` is sure of and fill it by `method`.  The photo is not changed; see Repair.apply.

    A method that also finds is its own detector unless another is named.  Raises LacunaError or Cancelled.
    """
    job = job or Job()
    finder = method if detector == "auto" and method in detectors() else detector
    detection = detect(photo, finder, device=device, job=job.part(0.0, SEARCH))
    mask = detection.mask(sensitivity)
    done = None
    if mask.any():
        done = repair(
            photo,
            widened(mask),
            method,
            options=options,
            seed=seed,
            device=device,
            job=job.part(SEARCH, 1.0),
        )
    job.step(1.0)
    return BlindRepair(detection, mask, done)
