"""Blind repair: finds the damage, dilates its mask a little, and fills it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

import numpy as np

from engine.detection.plausible import SCENE_LINE
from engine.detection.result import DEFAULT_SENSITIVITY, Detection, Find, Finds
from engine.detection.run import detect
from engine.errors import FoundAll
from engine.job import Job
from engine.models.catalog import detectors
from engine.models.catalog import method as find_method
from engine.models.method import Method
from engine.options import Value, resolve
from engine.photo import Photo
from engine.pixels.mask import Mask
from engine.repair.find_areas import dilated_finds, fitted, visibly_changed
from engine.repair.marks import repair_marks
from engine.repair.missing import FILLED_NOTE, with_missing
from engine.repair.run import PIPELINE_OPTIONS, Repair, repair
from engine.text import Text

# About the share of a blind repair's time that the search takes.
SEARCH_TIME_SHARE = 0.4
# If more than this share of the photo is found, the detector may be wrong, and the person is told.  A label
# full of text that was taken for an overlay covered a sixth of its photo.
MAX_PLAUSIBLE_SHARE = 1 / 8
NOTHING_NOTE = Text("Nothing was found.")
UNCHANGED_NOTE = Text("What was found was filled, and no change can be seen.")
# With a mean confidence of the mask below this a person should look.  `finder` gave 0.74 to 0.98 to 36 photos
# with synthetic damage, and 0.65 to the one false alarm in 30 clean photos.
UNSURE_BELOW = 0.7
UNCERTAIN_NOTE = Text("Nothing that was found is certain: see whether it is damage.")
SCENE_NOTE = Text("What was found may belong to the photo: see whether it is damage.")
UNSURE_NOTE = Text("The detector is not sure of what it found: see whether it is damage.")
MUCH_NOTE = Text("More than an eighth of the photo was found damaged: see whether it is.")


@dataclass(frozen=True)
class Search:
    """The result of the search.

    mask: what will be filled, before it is dilated.  proposed: the same with the doubtful finds.  finds: all
    of them; None for a detector of partial damage.  doubtful: the finds that are implausible for their kind
    and are therefore not in the mask.
    """

    detection: Detection
    mask: Mask
    proposed: Mask
    finds: Finds | None = None
    doubtful: tuple[Find, ...] = ()

    @property
    def confidence(self) -> float | None:
        """The mean in the mask; None for a detector of partial damage, whose confidences are shares lost."""
        if self.detection.partial_damage_threshold is not None or not self.mask.any():
            return None
        return float(self.detection.soft()[self.mask > 0].mean()) / 255

    @property
    def doubts(self) -> tuple[Text, ...]:
        """Why a photo is better left as it is until a person has looked, a sentence each.

        Lines of the scene are a reason where they are more than what would be filled.
        """
        filled = sum(find.area for find in self._sure)
        lines = sum(find.area for find in self.doubtful if find.doubt == SCENE_LINE)
        notes = dict.fromkeys(
            find.doubt for find in self.doubtful if find.doubt != SCENE_LINE or lines > filled
        )
        sure = self.confidence
        if sure is not None and sure < UNSURE_BELOW:
            notes[UNSURE_NOTE] = None
        return tuple(notes)

    @property
    def review(self) -> tuple[Text, ...]:
        """Why a person should look, also where the photo is repaired, a sentence each."""
        filled = self._sure
        reasons = {
            MUCH_NOTE: is_implausibly_large(self.mask),
            UNCERTAIN_NOTE: bool(filled) and not self.doubts and all(find.confidence < 1 for find in filled),
            SCENE_NOTE: any(
                find.kind.may_be_scene or find.kind.id in self.detection.soft_edged for find in filled
            ),
        }
        notes = [note for note, holds in reasons.items() if holds]
        left = [find.doubt for find in self.doubtful]
        return tuple(dict.fromkeys([*notes, *self.doubts, *left]))

    @property
    def unsure(self) -> int:
        """How many finds are too faint to be filled.  The editor offers them."""
        return 0 if self.finds is None else sum(not find.sure for find in self.finds.found)

    @property
    def _sure(self) -> tuple[Find, ...]:
        return () if self.finds is None else tuple(find for find in self.finds.found if find.sure)


@dataclass(frozen=True)
class BlindRepair:
    """A search and its repair, which is None where nothing was found.

    filled, unchanged: how many finds were filled, and in how many of them no change can be seen.
    """

    search: Search
    repair: Repair | None
    filled: int = 0
    unchanged: int = 0

    @property
    def detection(self) -> Detection:
        return self.search.detection

    @property
    def mask(self) -> Mask:
        """What was found and filled, before it was dilated."""
        return self.search.mask

    @property
    def notes(self) -> tuple[Text, ...]:
        """What a person should know, a sentence each."""
        left = tuple(dict.fromkeys(find.doubt for find in self.search.doubtful))
        if self.repair is None:
            return left or (self._nothing_sure,)
        invisible = (UNCHANGED_NOTE,) if self.filled and self.unchanged == self.filled else ()
        much = (MUCH_NOTE,) if is_implausibly_large(self.mask) else ()
        return (*left, *much, *invisible, *self.repair.notes)

    @property
    def _nothing_sure(self) -> Text:
        if not self.search.unsure:
            return NOTHING_NOTE
        return Text(
            "Nothing sure was found. The editor outlines unsure finds with dashes: {count}.",
            count=self.search.unsure,
        )


def is_implausibly_large(found: Mask) -> bool:
    """Whether so much is marked that the detector may be wrong."""
    return bool(np.count_nonzero(found) > MAX_PLAUSIBLE_SHARE * found.size)


def to_fill(
    detection: Detection,
    method: Method | None,
    sensitivity: float = DEFAULT_SENSITIVITY,
    *,
    found: Mask | None = None,
) -> Mask:
    """The mask that `method` (None is `auto`) fills: the dilated finds.

    A soft method gets the lost shares that a detector of partial damage found, not dilated.  found:
    detection.mask(sensitivity), if it is known already.  Raises FoundAll where nothing would be left.
    """
    soft = method is not None and method.info.soft and detection.partial_damage_threshold is not None
    if soft:
        mask = detection.lost_share(sensitivity)
    else:
        mask = dilated_finds(detection.mask(sensitivity) if found is None else found, detection.exact_edges)
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
    if method != "auto":  # Raises for invalid options before the search.
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
    if detection.partial_damage_threshold is not None:
        mask = detection.mask(sensitivity, kinds)
        return Search(detection, mask, mask)
    finds = detection.finds(sensitivity, kinds)
    proposed = finds.mask(picked=[find.number for find in finds.implausible])
    if fill_doubtful or not finds.implausible:
        return Search(detection, proposed, proposed, finds)
    return Search(detection, finds.mask(), proposed, finds, finds.implausible)


def fill_found(
    photo: Photo,
    found: Search,
    method: str = "auto",
    *,
    sensitivity: float = DEFAULT_SENSITIVITY,
    options: Mapping[str, Value] | None = None,
    seed: int = 0,
    device: str = "auto",
    fill_missing: bool = True,
    job: Job | None = None,
) -> BlindRepair:
    """Fill what a search found; the photo is not changed.  Raises as `repair_blind`.

    fill_missing: what the photo's file does not hold is filled too.
    """
    fill_missing = fill_missing and photo.missing is not None
    if not (found.mask.any() or fill_missing):
        return BlindRepair(found, None)
    chosen = None if method == "auto" else find_method(method)
    marks = _marks_to_fill(photo, found, chosen, sensitivity) if found.mask.any() else found.mask
    mask = with_missing(photo, marks) if fill_missing else marks
    if chosen is not None and chosen.info.soft:
        done = repair(photo, mask, method, options=options, seed=seed, device=device, job=job)
    else:
        done = repair_marks(photo, mask, marks, method, options=options, seed=seed, device=device, job=job)
    if fill_missing:
        done = replace(done, notes=(*done.notes, FILLED_NOTE))
    return _counted(photo, found, done)


def _marks_to_fill(photo: Photo, found: Search, chosen: Method | None, sensitivity: float) -> Mask:
    """The mask of `to_fill`, tightened to letters and widened to the rims of drops."""
    mask = to_fill(found.detection, chosen, sensitivity, found=found.mask)
    if chosen is not None and chosen.info.soft:
        return mask
    return fitted(photo, mask, found.detection, found.mask)


def _counted(photo: Photo, found: Search, done: Repair) -> BlindRepair:
    """A repair, with what became of the finds."""
    if found.finds is None:
        return BlindRepair(found, done)
    in_mask = np.bincount(found.finds.labels[found.mask > 0], minlength=len(found.finds.found) + 1) > 0
    in_mask[0] = False
    changed = visibly_changed(found.finds, done.patches, photo.full)
    return BlindRepair(found, done, int(in_mask.sum()), int((in_mask & ~changed).sum()))


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
    """Find the damage by `detector` and fill it by `method`.  The photo is not changed; see Repair.apply.

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
        job=job.part(0.0, SEARCH_TIME_SHARE),
    )
    done = fill_found(
        photo,
        found,
        method,
        sensitivity=sensitivity,
        options=options,
        seed=seed,
        device=device,
        job=job.part(SEARCH_TIME_SHARE, 1.0),
    )
    job.step(1.0)
    return done
