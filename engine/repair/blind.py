"""Blind repair: find the damage, widen it a little, fill it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.detection.result import DEFAULT_SENSITIVITY, Detection
from engine.detection.run import detect
from engine.errors import FoundAll, mark
from engine.job import Job
from engine.models.catalog import detectors
from engine.models.catalog import method as find_method
from engine.models.method import Method
from engine.options import Value, resolve
from engine.photo import Photo
from engine.pixels.mask import Mask
from engine.repair.run import PIPELINE_OPTIONS, Repair, repair

# The rim of a letter is tinted further than a detector is sure of: a pixel above, below and on either side.
# Those at its corners would cost half a dB on scratches.
GROWN = np.array([[0, 1, 0], [1, 1, 1], [0, 1, 0]], np.uint8)
SEARCH = 0.4  # of a blind repair's time, about
MUCH = 0.25  # of the photo: more than this may be a mistake of the detector, which a person should hear of
NOTHING_NOTE = mark("Nothing was found.")
MUCH_NOTE = mark("More than a quarter of the photo was found damaged: see whether it is.")


@dataclass(frozen=True)
class BlindRepair:
    """repair: None where nothing was found."""

    detection: Detection
    mask: Mask  # what was found, before it was widened
    repair: Repair | None

    @property
    def notes(self) -> tuple[str, ...]:
        """What a person should hear."""
        if self.repair is None:
            return (NOTHING_NOTE,)
        return (*((MUCH_NOTE,) if much(self.mask) else ()), *self.repair.notes)


def much(found: Mask) -> bool:
    """Whether so much is marked that the detector may be wrong."""
    return bool(np.count_nonzero(found) > MUCH * found.size)


def widened(mask: Mask, tight: NDArray[np.bool_] | None) -> Mask:
    """A mask of finds as it is filled.  tight: see Detection; of the mask's shape."""
    if tight is None:
        return np.asarray(cv2.dilate(mask, GROWN), np.uint8)
    return np.maximum(mask, cv2.dilate(np.where(tight, np.uint8(0), mask), GROWN))


def to_fill(
    detection: Detection,
    method: Method | None,
    sensitivity: float = DEFAULT_SENSITIVITY,
    *,
    found: Mask | None = None,
) -> Mask:
    """The mask that `method` (None is `auto`) is given: the finds, a little wider, or for a method that
    takes shares lost those that were found, as they are.  found: detection.mask(sensitivity), where it is
    known already.  Raises FoundAll where nothing would be left.
    """
    soft = method is not None and method.info.soft and detection.begins is not None
    if soft:
        mask = detection.lost(sensitivity)
    else:
        mask = widened(detection.mask(sensitivity) if found is None else found, detection.tight)
    if mask.min() == 255 if soft else mask.all():
        raise FoundAll
    return mask


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

    A method that also finds is its own detector unless another is named; its options are for both.  Raises
    LacunaError (FoundAll where nothing would be left, DetectorMissing, MethodUnknown …) or Cancelled.
    """
    job, given = job or Job(), options or {}
    if method != "auto":  # wrong words are told before the search
        resolve((*PIPELINE_OPTIONS, *find_method(method).info.options), given)
    both = method in detectors() and detector in ("auto", method)
    known = {option.id for option in detectors()[method].info.options} if both else set()
    detection = detect(
        photo,
        method if both else detector,
        options={name: value for name, value in given.items() if name in known},
        device=device,
        job=job.part(0.0, SEARCH),
    )
    mask = detection.mask(sensitivity)
    done = None
    if mask.any():
        done = repair(
            photo,
            to_fill(detection, None if method == "auto" else find_method(method), sensitivity, found=mask),
            method,
            options=options,
            seed=seed,
            device=device,
            job=job.part(SEARCH, 1.0),
        )
    job.step(1.0)
    return BlindRepair(detection, mask, done)
