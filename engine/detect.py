"""Finding damage in a photo of any size: shows a detector the photo at the scales it needs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.catalog import detector as find_detector
from engine.catalog import detectors
from engine.contract import Array, Detector
from engine.detection import Detection
from engine.device import resolve as resolve_device
from engine.errors import DetectorUnknown, mark
from engine.geometry import Box
from engine.job import Job
from engine.options import Value, resolve
from engine.photo import Photo
from engine.weights import has_weights

RECOMMENDED = ("finder", "vcn")  # what `auto` takes, the first whose weights are there
OVERLAP = 64  # px that neighbouring tiles share: what lies at a tile's rim is seen whole by its neighbour
LOOKING = mark("Looking for damage")


def detect(
    photo: Photo,
    detector: str | Detector = "auto",
    *,
    options: Mapping[str, Value] | None = None,
    device: str = "auto",
    job: Job | None = None,
) -> Detection:
    """How sure `detector` is of every pixel of the photo, which is not changed.

    Raises LacunaError (DetectorUnknown, OptionInvalid, DeviceUnavailable …) or Cancelled.
    """
    chosen = recommended() if detector == "auto" else detector
    chosen = find_detector(chosen) if isinstance(chosen, str) else chosen
    settings = resolve(chosen.info.options, options or {})
    job = (job or Job()).part(0.0, 1.0, LOOKING)
    where = resolve_device(device)

    def find(image: Array, part: Job) -> Array:
        return _unpadded(chosen, image, lambda padded: chosen.find(padded, settings, part, where))

    found = np.zeros((len(chosen.kinds), photo.height, photo.width), np.uint8)
    sides = list(_sides(chosen, photo.width, photo.height))
    work = sum(width * height for width, height in sides)
    done = 0
    for width, height in sides:
        share = job.part(done / work, (done + width * height) / work)
        _look(photo, (width, height), chosen.info.size.most, find, found, share)
        done += width * height
    job.step(1.0)
    return Detection(chosen.info.id, chosen.kinds, found)


def recommended() -> str:
    """The detector `auto` takes.  Raises DetectorUnknown where none has its weights."""
    for id in RECOMMENDED:
        if id in detectors() and any(has_weights(id, one) for one in detectors()[id].info.weights):
            return id
    raise DetectorUnknown("this copy of Lacuna has no trained detector")


def _sides(detector: Detector, width: int, height: int) -> Iterator[tuple[int, int]]:
    """The sizes, width and height, at which the photo is shown, the smallest first."""
    most = detector.info.size.most or max(width, height)
    least = min(1.0, most / max(width, height))
    scales = {"reduced": [least], "native": [1.0], "pyramid": [1.0]}[detector.sight]
    while detector.sight == "pyramid" and scales[-1] > least:
        scales.append(max(least, scales[-1] / 2))
    for scale in reversed(scales):
        yield max(1, round(width * scale)), max(1, round(height * scale))


def _look(
    photo: Photo,
    size: tuple[int, int],
    most: int | None,
    find: Callable[[Array, Job], Array],
    found: NDArray[np.uint8],
    job: Job,
) -> None:
    """Lay into `found` what is seen at one scale, tile by tile, where it is surer than what was there."""
    width, height = size
    boxes = list(_tiles(width, height, most))
    scale = min(1.0, width / photo.width)
    across, down = photo.width / width, photo.height / height
    for number, box in enumerate(boxes):
        part = job.part(number / len(boxes), (number + 1) / len(boxes))
        part.step(0.0)
        whole = Box(
            round(box.left * across),
            round(box.top * down),
            round(box.right * across),
            round(box.bottom * down),
        )
        image = photo.region(whole) if scale == 1 else photo.reduced(whole, box.width, box.height)
        seen = find(image, part)
        for plane, kept in zip(seen, found, strict=True):
            if plane.shape != (whole.height, whole.width):
                plane = cv2.resize(plane, (whole.width, whole.height), interpolation=cv2.INTER_LINEAR)
            view = kept[whole.slices]
            np.maximum(view, np.rint(plane.clip(0, 1) * 255).astype(np.uint8), out=view)


def _tiles(width: int, height: int, most: int | None) -> Iterator[Box]:
    for top, bottom in _spans(height, most or height):
        for left, right in _spans(width, most or width):
            yield Box(left, top, right, bottom)


def _spans(length: int, most: int) -> Iterator[tuple[int, int]]:
    """Spans of equal length, at most `most`, which cover `length` and overlap."""
    if length <= most:
        yield 0, length
        return
    count = -(-(length - OVERLAP) // (most - OVERLAP))
    for number in range(count):
        start = round(number * (length - most) / (count - 1))
        yield start, start + most


def _unpadded(detector: Detector, image: Array, find: Callable[[Array], Array]) -> Array:
    """`find` on the image, mirrored at its right and lower border up to a size that the detector accepts."""
    height, width = image.shape[:2]
    size = detector.info.size
    right, below = size.padded(width) - width, size.padded(height) - height
    if right or below:
        image = np.pad(image, ((0, below), (0, right), (0, 0)), mode="symmetric")
    return find(image)[:, :height, :width]
