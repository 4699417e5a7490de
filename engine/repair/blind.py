"""Blind repair: find the damage, widen it a little, fill it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.detection.result import DEFAULT_SENSITIVITY, Detection, Find
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
SEARCH_SHARE = 0.4  # of a blind repair's time, about
MUCH = 0.25  # of the photo: more than this may be a mistake of the detector, which a person should hear of
NOTHING_NOTE = mark("Nothing was found.")
# Mean confidence of what was found, below which a person should look.  `finder` gave 36 photos with made
# damage 0.74 to 0.98, and the one false alarm in 30 clean ones 0.65.
UNSURE_BELOW = 0.7
UNSURE_NOTE = mark("The detector is not sure of what it found: see whether it is damage.")
MUCH_NOTE = mark("More than a quarter of the photo was found damaged: see whether it is.")


@dataclass(frozen=True)
class Search:
    """What a detector found.  mask: what is to be filled, before it is widened.

    proposed: the same with the doubtful finds.
    doubtful: the finds that are implausible for their kind and are not in the mask.
    """

    detection: Detection
    mask: Mask
    proposed: Mask
    doubtful: tuple[Find, ...] = ()

    @property
    def confidence(self) -> float | None:
        """The mean in the mask; None where the detector tells how much is lost, not how sure it is."""
        if self.detection.begins is not None or not self.mask.any():
            return None
        return float(self.detection.soft()[self.mask > 0].mean()) / 255

    @property
    def doubts(self) -> tuple[str, ...]:
        """Why a person should look before anything is filled, a sentence each; empty where nobody need."""
        notes = dict.fromkeys(find.doubt for find in self.doubtful)
        sure = self.confidence
        if much(self.mask):
            notes[MUCH_NOTE] = None
        if sure is not None and sure < UNSURE_BELOW:
            notes[UNSURE_NOTE] = None
        return tuple(notes)


@dataclass(frozen=True)
class BlindRepair:
    """repair: None where nothing was found."""

    search: Search
    repair: Repair | None

    @property
    def detection(self) -> Detection:
        return self.search.detection

    @property
    def mask(self) -> Mask:
        """What was found and filled, before it was widened."""
        return self.search.mask

    @property
    def notes(self) -> tuple[str, ...]:
        """What a person should hear."""
        left = tuple(dict.fromkeys(find.doubt for find in self.search.doubtful))
        if self.repair is None:
            return left or (NOTHING_NOTE,)
        return (*left, *((MUCH_NOTE,) if much(self.mask) else ()), *self.repair.notes)


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


def find_damage(
    photo: Photo,
    method: str = "auto",
    *,
    detector: str = "auto",
    sensitivity: float = DEFAULT_SENSITIVITY,
    kinds: Collection[str] | None = None,
    fill_doubtful: bool = False,
    options: Mapping[str, Value] | None = None,
    device: str = "auto",
    job: Job | None = None,
) -> Search:
    """Find what a blind repair by `method` would fill.

    kinds: ids of the kinds of damage to look for; None is all.  fill_doubtful: implausible finds are in the
    mask too.  Raises KindUnknown and what `repair_blind` raises.
    """
    given = options or {}
    if method != "auto":  # wrong words are told before the search
        resolve((*PIPELINE_OPTIONS, *find_method(method).info.options), given)
    both = method in detectors() and detector in ("auto", method)
    known = {option.id for option in detectors()[method].info.options} if both else set()
    detection = detect(
        photo,
        method if both else detector,
        options={name: value for name, value in given.items() if name in known},
        kinds=kinds,
        device=device,
        job=job,
    )
    if detection.begins is not None:
        mask = detection.mask(sensitivity, kinds)
        return Search(detection, mask, mask)
    finds = detection.finds(sensitivity, kinds)
    proposed = finds.mask(picked=[find.number for find in finds.implausible])
    if fill_doubtful or not finds.implausible:
        return Search(detection, proposed, proposed)
    return Search(detection, finds.mask(), proposed, finds.implausible)


def fill_found(
    photo: Photo,
    found: Search,
    method: str = "auto",
    *,
    sensitivity: float = DEFAULT_SENSITIVITY,
    options: Mapping[str, Value] | None = None,
    seed: int = 0,
    device: str = "auto",
    job: Job | None = None,
) -> BlindRepair:
    """Fill what a search found; the photo is not changed.  Raises as `repair_blind`."""
    if not found.mask.any():
        return BlindRepair(found, None)
    chosen = None if method == "auto" else find_method(method)
    mask = to_fill(found.detection, chosen, sensitivity, found=found.mask)
    return BlindRepair(found, repair(photo, mask, method, options=options, seed=seed, device=device, job=job))


def repair_blind(
    photo: Photo,
    method: str = "auto",
    *,
    detector: str = "auto",
    sensitivity: float = DEFAULT_SENSITIVITY,
    kinds: Collection[str] | None = None,
    fill_doubtful: bool = False,
    options: Mapping[str, Value] | None = None,
    seed: int = 0,
    device: str = "auto",
    job: Job | None = None,
) -> BlindRepair:
    """Find what `detector` is sure of and fill it by `method`.  The photo is not changed; see Repair.apply.

    A method that also finds is its own detector unless another is named; its options are for both.  Raises
    LacunaError (FoundAll where nothing would be left, DetectorMissing, MethodUnknown …) or Cancelled.
    """
    job = job or Job()
    found = find_damage(
        photo,
        method,
        detector=detector,
        sensitivity=sensitivity,
        kinds=kinds,
        fill_doubtful=fill_doubtful,
        options=options,
        device=device,
        job=job.part(0.0, SEARCH_SHARE),
    )
    done = fill_found(
        photo,
        found,
        method,
        sensitivity=sensitivity,
        options=options,
        seed=seed,
        device=device,
        job=job.part(SEARCH_SHARE, 1.0),
    )
    job.step(1.0)
    return done
