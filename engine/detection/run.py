"""Finds damage in a photo of any size: runs a detector on the photo at the scales it needs."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterator, Mapping
from itertools import pairwise, product

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.detection.evidence import (
    halve_unless_damaged,
    halve_unless_seen,
    halve_unless_spread,
    halve_where_another,
)
from engine.detection.flat_pictures import is_flat
from engine.detection.letter_edges import has_soft_edges
from engine.detection.photo_detector import PhotoDetector
from engine.detection.plausible import SCENE_DOUBTS, SCENE_DRAWING, SCENE_LINE, SCENE_SPECKS
from engine.detection.result import Detection
from engine.detection.scene_lines import scene_lines
from engine.detection.scene_specks import are_of_scene
from engine.errors import DetectorMissing, KindUnknown
from engine.job import Job
from engine.models.catalog import detector as find_detector
from engine.models.catalog import detectors
from engine.models.detector import CONFIDENCE_THRESHOLD, Detector
from engine.models.device import resolve as resolve_device
from engine.models.method import Array, SizeRule
from engine.models.network import Networks
from engine.models.weights import has_weights
from engine.options import Value, resolve
from engine.photo import Photo
from engine.pixels.box import Box
from engine.pixels.mask import Mask
from engine.text import Text

Confidences = NDArray[np.uint8]  # K×H×W, one plane for each kind, 255 = certain.
# `auto` takes the first whose weights are installed.
DEFAULT_DETECTORS = ("finder", "vcn")
# Pixels that neighbouring tiles share.  Each tile answers for its half, so not for its own rim.
TILE_OVERLAP_PX = 64
# The largest factor between neighbouring scales of a pyramid.  Detectors are trained on damage whose size
# varies by as much.
MAX_SCALE_STEP = 4
# A pyramid needs no further scale for this much of a step, in powers of MAX_SCALE_STEP.
SCALE_STEP_TOLERANCE = 0.2
# `min_certain_px` grows with the area of a view to this power.  On 46 large undamaged photos a larger power
# would have prevented one false find.
MIN_CERTAIN_GROWTH = 0.25
# Coarse-gated kinds are searched at finer scales only where the coarse confidence, of 255, is at least this.
COARSE_GATE = 64
# A coarse pixel opens the gate this far around it, and finer finds replace coarser ones this near to them.
NEIGHBOURHOOD_COARSE_PX = 3
SEARCH_NOTE = Text("Looking for damage")


def detect(
    photo: Photo,
    detector: str | Detector = "auto",
    *,
    options: Mapping[str, Value] | None = None,
    kinds: Collection[str] | None = None,
    device: str = "auto",
    job: Job | None = None,
) -> Detection:
    """The confidence of `detector` for every pixel of the photo, which is not changed.

    kinds: ids of the kinds to look for, None is all; a specialist for another kind does not run.  Fully
    transparent pixels are never damage, as nobody sees them, nor are those that the file does not hold.
    Raises LacunaError (DetectorMissing, DetectorUnknown, OptionInvalid, DeviceUnavailable …) or Cancelled.
    """
    if isinstance(detector, str):
        chosen = find_detector(recommended() if detector == "auto" else detector)
    else:
        chosen = detector
    settings = resolve(chosen.info.options, options or {})
    check_kinds(chosen, kinds)
    job = (job or Job()).part(0.0, 1.0, SEARCH_NOTE)
    # A detector without a network does not wait for the import of torch.
    needs_torch = isinstance(chosen, Networks) or device != "auto"
    resolved = resolve_device(device) if needs_torch else "cpu"
    specialists = {
        kind: find_detector(id)
        for kind, id in chosen.specialists.items()
        if (kinds is None or kind in kinds) and _is_installed(find_detector(id))
    }
    share = 1 / (1 + len(specialists))
    confidence = _confidences(photo, chosen, settings, job.part(0.0, share), resolved)
    for number, (kind, specialist) in enumerate(specialists.items(), 1):
        part = job.part(number * share, (number + 1) * share)
        own = resolve(specialist.info.options, {})
        (plane,) = _confidences(photo, specialist, own, part, resolved)
        own_answer = confidence[[one.id for one in chosen.kinds].index(kind)]
        halve_unless_seen(own_answer, plane)
        np.maximum(own_answer, plane, out=own_answer)
    ids = [one.id for one in chosen.kinds]
    for kind, other in chosen.yields_to.items():
        halve_where_another(confidence[ids.index(kind)], confidence[ids.index(other)])
    if photo.alpha is not None:
        confidence[:, photo.alpha == 0] = 0
    if photo.missing is not None:
        confidence[:, photo.missing > 0] = 0
    exact = _refined(photo, chosen, confidence, job, resolved)
    scene = _of_scene(photo, chosen, confidence)
    soft_edged = tuple(
        kind.id
        for kind, plane in zip(chosen.kinds, confidence, strict=True)
        if kind.overlaid and has_soft_edges(photo.region, plane)
    )
    job.step(1.0)
    return Detection(
        detector=chosen.info.id,
        kinds=chosen.kinds,
        confidence=confidence,
        partial_damage_threshold=chosen.partial_damage_threshold,
        exact_edges=exact,
        scene=scene,
        soft_edged=soft_edged,
    )


def check_kinds(detector: Detector, kinds: Collection[str] | None) -> None:
    """Raise KindUnknown where the detector does not distinguish one of these kinds."""
    known = [kind.id for kind in detector.kinds]
    for kind in kinds or ():
        if kind not in known:
            raise KindUnknown(
                Text(
                    "{kind}; {detector} tells apart: {known}",
                    kind=repr(kind),
                    detector=detector.info.id,
                    known=", ".join(known),
                )
            )


def _confidences(
    photo: Photo, detector: Detector, settings: Mapping[str, Value], job: Job, device: str
) -> Confidences:
    """The confidences of one detector for the whole photo, before its refiners run."""
    if isinstance(detector, PhotoDetector):
        return detector.search(photo, settings, job)

    def find(image: Array, part: Job) -> Array:
        return _padded_call(detector, image, lambda padded: detector.find(padded, settings, part, device))

    confidence = _search_scales(photo, detector, find, job)
    if detector.evidence:
        searched_px = max(map(math.prod, _scaled_sizes(detector, photo.width, photo.height)))
        for plane in confidence:
            halve_unless_damaged(plane, detector.evidence, searched_px)
            if detector.finds_are_spread:
                halve_unless_spread(plane)
    return confidence


def _is_installed(detector: Detector) -> bool:
    info = detector.info
    return not info.weights or has_weights(info.id, info.weights[0])


def _refined(
    photo: Photo, detector: Detector, confidence: Confidences, job: Job, device: str
) -> NDArray[np.bool_] | None:
    """Run the refiners on `confidence`, in place.  Returns where edges are exact, H×W; None if nowhere."""
    highest = confidence.max(0)
    exact = np.zeros(highest.shape, bool)
    for kind, plane in zip(detector.kinds, confidence, strict=True):
        if kind.exact_edges:
            exact |= (plane > 0) & (plane == highest)
    for refiner in detector.refiners:
        refined = refiner.refine(photo.region, detector.kinds, confidence, job, device)
        if refined is not None:
            exact |= refined
    return exact if exact.any() else None


def _of_scene(photo: Photo, detector: Detector, confidence: Confidences) -> Mask | None:
    """Where finds look like a part of the scene, H×W, as in Detection; None if nowhere."""
    scene = np.zeros(confidence.shape[1:], np.uint8)
    for kind, plane in zip(detector.kinds, confidence, strict=True):
        if not kind.thin:
            continue
        if (lines := scene_lines(photo.region, plane)) is not None:
            scene[lines] = SCENE_DOUBTS.index(SCENE_LINE)
        if are_of_scene(photo.region, plane):
            scene[plane >= CONFIDENCE_THRESHOLD] = SCENE_DOUBTS.index(SCENE_SPECKS)
    found = confidence.max(0) >= CONFIDENCE_THRESHOLD
    if detector.doubts_drawings and found.any() and is_flat(photo):
        scene[found] = SCENE_DOUBTS.index(SCENE_DRAWING)
    return scene if scene.any() else None


def recommended() -> str:
    """The detector `auto` takes.  Raises DetectorMissing where none has its weights."""
    for id in DEFAULT_DETECTORS:
        found = detectors().get(id)
        if found and _is_installed(found):
            return id
    raise DetectorMissing


def _scaled_sizes(detector: Detector, width: int, height: int) -> Iterator[tuple[int, int]]:
    """The sizes (width, height) at which the photo is shown, the smallest first."""
    most = detector.info.size.most or max(width, height)
    scales = [1.0]
    if detector.scale_mode == "reduced":
        scales = [min(1.0, most / max(width, height))]
    elif detector.scale_mode == "pyramid":
        finest = min(1.0, math.sqrt((detector.finest_area_px or math.inf) / (width * height)))
        coarsest = min(finest, detector.coarsest_side_px / min(width, height))
        steps = math.ceil(math.log(finest / coarsest, MAX_SCALE_STEP) - SCALE_STEP_TOLERANCE)
        scales = [finest * (coarsest / finest) ** (step / max(1, steps)) for step in range(steps, -1, -1)]
    for scale in scales:
        yield max(1, round(width * scale)), max(1, round(height * scale))


def _search_scales(
    photo: Photo, detector: Detector, find: Callable[[Array, Job], Array], job: Job
) -> Confidences:
    """The highest confidence of all scales, subject to `min_certain_px` and to the flags of each Kind."""
    sizes = list(_scaled_sizes(detector, photo.width, photo.height))
    progress = np.cumsum([0, *(width * height for width, height in sizes)]) / sum(map(math.prod, sizes))
    highest = np.zeros((len(detector.kinds), photo.height, photo.width), np.uint8)
    for number, (width, height) in enumerate(sizes):
        part = job.part(float(progress[number]), float(progress[number + 1]))
        found, certain_px = _search_scale(photo, (width, height), detector, find, part)
        min_certain_px = detector.min_certain_px * (width * height / 256**2) ** MIN_CERTAIN_GROWTH
        reach = round(NEIGHBOURHOOD_COARSE_PX * photo.width / sizes[number - 1][0])
        for kind, plane, coarser, certain in zip(detector.kinds, found, highest, certain_px, strict=True):
            if number and kind.coarse_gated:
                np.minimum(plane, _neighbourhood(coarser, COARSE_GATE, reach), out=plane)
                continue
            if certain < min_certain_px:
                plane //= 2
            if number and kind.finer_scales_replace:
                coarser[_neighbourhood(plane, CONFIDENCE_THRESHOLD, reach) > 0] = 0
        np.maximum(highest, found, out=highest)
    return highest


def _search_scale(
    photo: Photo, size: tuple[int, int], detector: Detector, find: Callable[[Array, Job], Array], job: Job
) -> tuple[Confidences, list[int]]:
    """Search at one scale, tile by tile.

    Returns the confidences at the photo's size, and for each kind the number of certain pixels of that scale.
    """
    width, height = size
    tiles = list(_tiles(width, height, detector.info.size))
    is_full_size = width == photo.width
    confidence = np.zeros((len(detector.kinds), photo.height, photo.width), np.uint8)
    certain_px = [0] * len(detector.kinds)
    for number, tile in enumerate(tiles):
        part = job.part(number / len(tiles), (number + 1) / len(tiles))
        part.step(0.0)
        shown, kept = (_scaled(box, photo.width / width, photo.height / height) for box in tile)
        box = tile[0]
        image = photo.region(shown) if is_full_size else photo.reduced(shown, box.width, box.height)
        inner = kept.shifted(-shown.left, -shown.top).slices
        for index, plane in enumerate(find(image, part)):
            answer = cv2.convertScaleAbs(np.maximum(plane, 0), alpha=255)  # Rounds, and clips at 255.
            certain_px[index] += int(np.count_nonzero(answer == 255))
            if not is_full_size:
                answer = cv2.resize(answer, (shown.width, shown.height), interpolation=cv2.INTER_LINEAR)
            confidence[index][kept.slices] = answer[inner]
    return confidence, certain_px


def _neighbourhood(plane: Mask, threshold: int, reach: int) -> Mask:
    """255 up to `reach` px from pixels of at least `threshold`; 0 elsewhere.

    All 0 where no pixel of the plane counts as damage.
    """
    if not (plane >= CONFIDENCE_THRESHOLD).any():
        return np.zeros_like(plane)
    reached = np.where(plane >= threshold, np.uint8(255), np.uint8(0))
    return np.asarray(cv2.dilate(reached, np.ones((2 * reach + 1, 2 * reach + 1), np.uint8)), np.uint8)


def _scaled(box: Box, across: float, down: float) -> Box:
    return Box(
        round(box.left * across), round(box.top * down), round(box.right * across), round(box.bottom * down)
    )


def _tiles(width: int, height: int, rule: SizeRule) -> Iterator[tuple[Box, Box]]:
    """Each tile as (box shown to the detector, part of it that is kept); the parts cover the image once."""
    for (down, kept_down), (across, kept_across) in product(_spans(height, rule), _spans(width, rule)):
        yield (
            Box(across[0], down[0], across[1], down[1]),
            Box(kept_across[0], kept_down[0], kept_across[1], kept_down[1]),
        )


def _spans(length: int, rule: SizeRule) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Overlapping spans of equal length along one axis, each with the part of it that is kept.

    Spans are no longer than the rule allows or the image needs; a part ends in the middle of an overlap.
    """
    most = rule.most or length
    if length <= most:
        return [((0, length), (0, length))]
    shared = min(TILE_OVERLAP_PX, most // 2)
    count = -(-(length - shared) // (most - shared))
    side = min(most, rule.padded(-(-(length + (count - 1) * shared) // count)))
    starts = [round(number * (length - side) / (count - 1)) for number in range(count)]
    cuts = [0, *((start + side + following) // 2 for start, following in pairwise(starts)), length]
    return [((start, start + side), kept) for start, kept in zip(starts, pairwise(cuts), strict=True)]


def _padded_call(detector: Detector, image: Array, find: Callable[[Array], Array]) -> Array:
    """Call `find` on the image, padded by reflection at the right and below to a size the detector accepts.

    Returns the answer without the padding.
    """
    height, width = image.shape[:2]
    size = detector.info.size
    right, below = size.padded(width) - width, size.padded(height) - height
    if right or below:
        image = np.pad(image, ((0, below), (0, right), (0, 0)), mode="symmetric")
    return find(image)[:, :height, :width]
