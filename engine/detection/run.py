"""Finding damage in a photo of any size: shows a detector the photo at the scales it needs."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterator, Mapping
from itertools import pairwise, product

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.detection.result import Detection
from engine.detection.scratches import traced
from engine.detection.text import SURE, Writing, writing
from engine.errors import DetectorMissing, KindUnknown, mark
from engine.job import Job
from engine.models.catalog import detector as find_detector
from engine.models.catalog import detectors
from engine.models.detector import Detector
from engine.models.device import resolve as resolve_device
from engine.models.method import Array, SizeRule
from engine.models.network import Networks
from engine.models.weights import has_weights
from engine.options import Value, resolve
from engine.photo import Photo
from engine.pixels.box import Box
from engine.pixels.mask import Mask, bounds

Found = NDArray[np.uint8]  # K×H×W, of each kind how sure, 255 = certain
RECOMMENDED = ("finder", "vcn")  # what `auto` takes, the first whose weights are there
OVERLAP = 64  # px that neighbouring tiles share; each answers for its half, which is not at its own rim
STEP = 4  # from one size of a pyramid to the next: what a detector learns from is that varied in scale
WRITES_ON = 0.047  # of the short side: how far from a find its writing is looked for, 12 px of 256
FURTHEST = 40  # px, at most: letters that large are found by themselves
CRISP = 320  # px: in a photo with a shorter side letters have no shadows and soft rims worth a pixel
GROWTH = 0.25  # of the evidence, with the area: of 46 large sound photos more would have spared one
MAYBE = 64  # of 255: how sure a smaller view must be of something large, for a larger one to be asked of it
AROUND = 3  # px of the smaller view: and of what is around it
LOOKING = mark("Looking for damage")


def detect(
    photo: Photo,
    detector: str | Detector = "auto",
    *,
    options: Mapping[str, Value] | None = None,
    kinds: Collection[str] | None = None,
    device: str = "auto",
    job: Job | None = None,
) -> Detection:
    """How sure `detector` is of every pixel of the photo, which is not changed.

    kinds: ids of what is looked for, None is all; a specialist whose kind is not asked for does not run.

    Fully transparent pixels are never damage: nobody sees them.
    Raises LacunaError (DetectorMissing, DetectorUnknown, OptionInvalid, DeviceUnavailable …) or Cancelled.
    """
    if isinstance(detector, str):
        chosen = find_detector(recommended() if detector == "auto" else detector)
    else:
        chosen = detector
    settings = resolve(chosen.info.options, options or {})
    check_kinds(chosen, kinds)
    job = (job or Job()).part(0.0, 1.0, LOOKING)
    networks = isinstance(chosen, Networks)  # what is none does not wait for torch
    where = resolve_device(device) if networks or device != "auto" else "cpu"
    specialists = {
        kind: find_detector(id)
        for kind, id in chosen.specialists.items()
        if (kinds is None or kind in kinds) and _is_installed(find_detector(id))
    }
    share = 1 / (1 + len(specialists))
    found = _searched(photo, chosen, settings, job.part(0.0, share), where)
    for number, (kind, specialist) in enumerate(specialists.items(), 1):
        part = job.part(number * share, (number + 1) * share)
        own = resolve(specialist.info.options, {})
        (plane,) = _searched(photo, specialist, own, part, where)
        found[[one.id for one in chosen.kinds].index(kind)] = plane
    if photo.alpha is not None:
        found[:, photo.alpha == 0] = 0
    tight = _completed(photo, chosen, found, job, where)
    job.step(1.0)
    return Detection(chosen.info.id, chosen.kinds, found, chosen.begins, tight)


def check_kinds(detector: Detector, kinds: Collection[str] | None) -> None:
    """Raise KindUnknown where the detector does not tell one of these kinds from others."""
    known = [kind.id for kind in detector.kinds]
    for kind in kinds or ():
        if kind not in known:
            raise KindUnknown(f"{kind!r}; {detector.info.id} tells apart: {', '.join(known)}")


def _searched(
    photo: Photo, detector: Detector, settings: Mapping[str, Value], job: Job, device: str
) -> Found:
    """K×H×W: what one detector says of the whole photo."""

    def find(image: Array, part: Job) -> Array:
        return _unpadded(detector, image, lambda padded: detector.find(padded, settings, part, device))

    found = _looked(photo, detector, find, job)
    if detector.needs_certain_pixel:
        confidence, share = detector.crowded_from
        for plane in found:
            likely = round(255 * confidence)
            is_crowded = np.count_nonzero(plane >= likely) > share * plane.size
            _halve_uncertain_finds(plane, likely if is_crowded else 255)
    return found


def _halve_uncertain_finds(plane: Mask, certain_from: int) -> None:
    """Halve, in place, each connected find of the default sensitivity without a pixel that certain."""
    _, labels = cv2.connectedComponents((plane >= SURE).astype(np.uint8), connectivity=8)
    at = np.flatnonzero(labels)
    numbers = labels.ravel()[at]
    certain = np.zeros(int(labels.max(initial=0)) + 1, bool)
    certain[numbers[plane.ravel()[at] >= certain_from]] = True
    at = at[~certain[numbers]]
    plane.ravel()[at] //= 2


def _is_installed(detector: Detector) -> bool:
    info = detector.info
    return not info.weights or has_weights(info.id, info.weights[0])


def _completed(
    photo: Photo, detector: Detector, found: NDArray[np.uint8], job: Job, device: str
) -> NDArray[np.bool_] | None:
    """Let colours decide what of a photo is written on or scratched, in place; where finds are tight."""
    ids = [kind.id for kind in detector.kinds]
    surest = found.max(0)
    tight = np.zeros(surest.shape, bool)
    for id in detector.tight:
        plane = found[ids.index(id)]
        tight |= (plane > 0) & (plane == surest)
    reader = detector.reader
    if detector.written is not None and reader is not None and reader.there:
        plane = found[ids.index(detector.written)]
        if (plane >= SURE).any():
            reach = min(round(WRITES_ON * min(plane.shape)), FURTHEST)
            box = bounds(np.where(plane >= SURE, plane, np.uint8(0))).grown(reach) & photo.box
            seen = writing(
                photo.region(box),
                plane[box.slices],
                surest[box.slices],
                reach,
                crisp=min(plane.shape) < CRISP,
                read=lambda planes, passes: reader.read(planes, passes, job, device),
            )
            if seen is not None:
                _lay(seen, found[:, *box.slices], plane[box.slices], reach)
                tight[box.slices] |= seen.exact
    if detector.scratched is not None:
        plane = found[ids.index(detector.scratched)]
        scratches = traced(photo.region, plane)
        if scratches is not None:
            plane[scratches.sound] //= 2
            np.maximum(plane, scratches.sure, out=plane)
            tight |= scratches.exact
    return tight if tight.any() else None


def _lay(seen: Writing, found: NDArray[np.uint8], plane: NDArray[np.uint8], reach: int) -> None:
    """What ink covers is as sure as the surest of the writing near it; what it does not is half as sure."""
    strong = cv2.dilate(plane, np.ones((2 * reach + 1, 2 * reach + 1), np.uint8))
    found[:, seen.sound] //= 2
    plane[seen.written] = np.maximum(plane, strong)[seen.written]


def recommended() -> str:
    """The detector `auto` takes.  Raises DetectorMissing where none has its weights."""
    for id in RECOMMENDED:
        found = detectors().get(id)
        if found and _is_installed(found):
            return id
    raise DetectorMissing


def _sides(detector: Detector, width: int, height: int) -> Iterator[tuple[int, int]]:
    """The sizes, width and height, at which the photo is shown, the smallest first."""
    most = detector.info.size.most or max(width, height)
    scales = [1.0]
    if detector.sight == "reduced":
        scales = [min(1.0, most / max(width, height))]
    elif detector.sight == "pyramid":
        least = min(1.0, detector.whole_px / min(width, height))
        steps = math.ceil(math.log(1 / least, STEP) - 0.2)
        scales = [least ** (step / max(1, steps)) for step in range(steps, -1, -1)]
    for scale in scales:
        yield max(1, round(width * scale)), max(1, round(height * scale))


def _looked(photo: Photo, detector: Detector, find: Callable[[Array, Job], Array], job: Job) -> Found:
    """What is seen of each kind at all scales, the surest answer, K×H×W; but see Detector.large and evidence.

    Near letters that are found at one scale, smaller ones have nothing to add but blur.
    """
    sides = list(_sides(detector, photo.width, photo.height))
    work = np.cumsum([0, *(width * height for width, height in sides)]) / sum(map(math.prod, sides))
    found = np.zeros((len(detector.kinds), photo.height, photo.width), np.uint8)
    for number, (width, height) in enumerate(sides):
        share = job.part(float(work[number]), float(work[number + 1]))
        seen, certain = _seen(photo, (width, height), detector, find, share)
        wanted = detector.evidence * (width * height / 256**2) ** GROWTH
        reach = round(AROUND * photo.width / sides[number - 1][0])
        for kind, plane, known, proofs in zip(detector.kinds, seen, found, certain, strict=True):
            if number and kind.id in detector.large:
                np.minimum(plane, _near(known, MAYBE, reach), out=plane)
                continue
            if proofs < wanted:
                plane //= 2
            if number and kind.id == detector.written:
                known[_near(plane, SURE, reach) > 0] = 0
        np.maximum(found, seen, out=found)
    return found


def _seen(
    photo: Photo, size: tuple[int, int], detector: Detector, find: Callable[[Array, Job], Array], job: Job
) -> tuple[Found, list[int]]:
    """What is seen at one scale, tile by tile, at the photo's size; and of each kind, how many px of that
    scale are certain.
    """
    width, height = size
    tiles = list(_tiles(width, height, detector.info.size))
    whole_size = width == photo.width
    found = np.zeros((len(detector.kinds), photo.height, photo.width), np.uint8)
    certain = [0] * len(detector.kinds)
    for number, tile in enumerate(tiles):
        part = job.part(number / len(tiles), (number + 1) / len(tiles))
        part.step(0.0)
        seen, kept = (_scaled(box, photo.width / width, photo.height / height) for box in tile)
        box = tile[0]
        image = photo.region(seen) if whole_size else photo.reduced(seen, box.width, box.height)
        inner = kept.shifted(-seen.left, -seen.top).slices
        for at, plane in enumerate(find(image, part)):
            answer = cv2.convertScaleAbs(np.maximum(plane, 0), alpha=255)  # rounded, and 255 at most
            certain[at] += int(np.count_nonzero(answer == 255))
            if not whole_size:
                answer = cv2.resize(answer, (seen.width, seen.height), interpolation=cv2.INTER_LINEAR)
            found[at][kept.slices] = answer[inner]
    return found, certain


def _near(plane: Mask, least: int, reach: int) -> Mask:
    """255 where a plane is at least `least`, and `reach` px around; else 0, and where nothing is sure."""
    if not (plane >= SURE).any():
        return np.zeros_like(plane)
    there = np.where(plane >= least, np.uint8(255), np.uint8(0))
    return np.asarray(cv2.dilate(there, np.ones((2 * reach + 1, 2 * reach + 1), np.uint8)), np.uint8)


def _scaled(box: Box, across: float, down: float) -> Box:
    return Box(
        round(box.left * across), round(box.top * down), round(box.right * across), round(box.bottom * down)
    )


def _tiles(width: int, height: int, rule: SizeRule) -> Iterator[tuple[Box, Box]]:
    """(what is shown, the part of it that is answered for); the parts cover the whole once."""
    for (down, kept_down), (across, kept_across) in product(_spans(height, rule), _spans(width, rule)):
        yield (
            Box(across[0], down[0], across[1], down[1]),
            Box(kept_across[0], kept_down[0], kept_across[1], kept_down[1]),
        )


def _spans(length: int, rule: SizeRule) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Overlapping spans of equal length, no longer than is accepted or needed, and the part each answers
    for: up to the middle of what it shares with its neighbour.
    """
    most = rule.most or length
    if length <= most:
        return [((0, length), (0, length))]
    shared = min(OVERLAP, most // 2)
    count = -(-(length - shared) // (most - shared))
    side = min(most, rule.padded(-(-(length + (count - 1) * shared) // count)))
    starts = [round(number * (length - side) / (count - 1)) for number in range(count)]
    cuts = [0, *((start + side + following) // 2 for start, following in pairwise(starts)), length]
    return [((start, start + side), kept) for start, kept in zip(starts, pairwise(cuts), strict=True)]


def _unpadded(detector: Detector, image: Array, find: Callable[[Array], Array]) -> Array:
    """`find` on the image, mirrored at its right and lower border up to a size that the detector accepts."""
    height, width = image.shape[:2]
    size = detector.info.size
    right, below = size.padded(width) - width, size.padded(height) - height
    if right or below:
        image = np.pad(image, ((0, below), (0, right), (0, 0)), mode="symmetric")
    return find(image)[:, :height, :width]
