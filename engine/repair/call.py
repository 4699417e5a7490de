"""One call of a method: the box is cropped, scaled down, padded, handed over; what comes back is checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import cv2
import numpy as np

from engine.errors import LacunaError, RepairError
from engine.job import Cancelled, Job
from engine.models.method import Array, Method, Request, SizeRule
from engine.options import Value
from engine.photo import Photo
from engine.pixels.box import Box
from engine.pixels.mask import Mask
from engine.repair.fallback import is_short
from engine.repair.fills import Whole


@dataclass(frozen=True, kw_only=True)
class Work:
    """What stays the same over all calls of one method in one repair.  mask: all that is missing, H×W."""

    photo: Photo
    mask: Mask
    method: Method
    options: Mapping[str, Value]
    guides: Mapping[str, Mask] = field(default_factory=dict)
    seed: int = 0
    seamless: bool = False
    texture: bool = False  # see PIPELINE_OPTIONS


def fill(work: Work, box: Box, *, most: int, device: str, job: Job) -> Whole:
    """Run the method on a box, scaled down if longer than `most`.  Raises RepairError, MemoryError."""
    rule = work.method.info.size
    box = _widened(box, work.photo.box, rule)
    image, mask = work.photo.region(box), _plane(work.mask, box)
    guides = {name: _plane(guide, box) for name, guide in work.guides.items()}
    shape = _scaled_shape(box, most)
    if shape != mask.shape:
        image, mask = _scaled(image, shape), _scaled(mask, shape)
        guides = {name: _scaled(guide, shape) for name, guide in guides.items()}
    request = Request(
        image=_padded(image, rule),
        mask=_padded(mask, rule),
        guides={name: _padded(guide, rule) for name, guide in guides.items()},
        options=work.options,
        seed=work.seed,
    )
    answer = _checked(_run(work.method, request, job, device), request)
    filled = answer[:, : shape[0], : shape[1]]
    if not work.method.info.soft:  # else only what is blended by the soft mask has to lie between 0 and 1
        filled = np.clip(filled, 0, 1)
    if work.seamless:
        from engine.pixels.poisson import membrane

        filled = np.stack([membrane(one, image, mask > 0, job) for one in filled])
    return Whole(box, filled)


def _run(method: Method, request: Request[Array], job: Job, device: str) -> Array:
    """The method's answer.  What it raises becomes RepairError, or MemoryError where memory ran out."""
    try:
        return method.run(request, job, device)
    except (Cancelled, LacunaError, MemoryError):
        raise
    except Exception as error:
        if is_short(error):
            raise MemoryError from error
        raise RepairError(f"{method.info.title} stopped with {type(error).__name__}: {error}") from error


def _plane(mask: Mask, box: Box) -> Array:
    return np.multiply(mask[box.slices], np.float32(1 / 255), dtype=np.float32)


def _widened(box: Box, whole: Box, rule: SizeRule) -> Box:
    """The box with real surroundings in place of padding, as far as the photo reaches."""
    left, right = _span(box.left, box.right, rule.padded(box.width), whole.right)
    top, bottom = _span(box.top, box.bottom, rule.padded(box.height), whole.bottom)
    return Box(left, top, right, bottom)


def _span(start: int, end: int, wanted: int, limit: int) -> tuple[int, int]:
    length = min(wanted, limit)
    start = min(max(start - (length - (end - start)) // 2, 0), limit - length)
    return start, start + length


def _scaled_shape(box: Box, most: int) -> tuple[int, int]:
    scale = min(1.0, most / max(box.width, box.height))
    return max(1, round(box.height * scale)), max(1, round(box.width * scale))


def _scaled(plane: Array, shape: tuple[int, int]) -> Array:
    """Down by area: what was missing in part stays missing in part, so nothing of it counts as known."""
    small = cv2.resize(plane, (shape[1], shape[0]), interpolation=cv2.INTER_AREA)
    return np.asarray(small, np.float32)


def _padded(plane: Array, rule: SizeRule) -> Array:
    height, width = plane.shape[:2]
    margin = ((0, rule.padded(height) - height), (0, rule.padded(width) - width), (0, 0))
    return np.pad(plane, margin[: plane.ndim], mode="reflect") if any(map(any, margin)) else plane


def _checked(answer: Array, request: Request[Array]) -> Array:
    """N×H×W×3, finite in the hole; else RepairError."""
    if answer.ndim != 4 or answer.shape[1:] != request.image.shape or not len(answer):
        wanted = " × ".join(map(str, request.image.shape))
        raise RepairError(f"its answer is {' × '.join(map(str, answer.shape))}, not N × {wanted}")
    if not np.isfinite(answer[:, request.mask > 0]).all():
        raise RepairError("its answer holds values that are no numbers")
    return answer
