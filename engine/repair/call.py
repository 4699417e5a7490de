"""One call of a method: crops a box, scales it down, pads it, runs the method and checks its answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import cv2
import numpy as np

from engine.errors import LacunaError, RepairError
from engine.job import Cancelled, Job
from engine.models.method import Array, Method, Request, SizeRule
from engine.options import Value
from engine.photo import Photo
from engine.pixels.box import Box
from engine.pixels.mask import Mask
from engine.repair.fills import SingleFill
from engine.system.failure import is_out_of_memory
from engine.text import Text


@dataclass(frozen=True, kw_only=True)
class FillContext:
    """The inputs that all calls of one method in one repair share.  mask: all missing pixels, H×W.

    textured_from_px: a method for thin holes leaves strokes of at least this radius too soft, so that they
    get texture; None for none.
    """

    photo: Photo
    mask: Mask
    method: Method
    options: Mapping[str, Value]
    guides: Mapping[str, Mask] = field(default_factory=dict)
    seed: int = 0
    seamless: bool = False
    texture: bool = False  # This and `seamless`: see PIPELINE_OPTIONS.
    textured_from_px: float | None = None


def fill_box(context: FillContext, box: Box, *, longest_side: int, device: str, job: Job) -> SingleFill:
    """Run the method on a box, scaled down if it is longer.  Raises RepairError, MemoryError."""
    box = _extended(box, context.photo.box, context.method.info.size)
    image, mask = context.photo.region(box), _plane(context.mask, box)
    guides = {name: _plane(guide, box) for name, guide in context.guides.items()}
    shape = _scaled_shape(box, longest_side)
    if shape != mask.shape:
        image, mask = _scaled(image, shape), _scaled(mask, shape)
        guides = {name: _scaled(guide, shape) for name, guide in guides.items()}
    request = Request(image=image, mask=mask, guides=guides, options=context.options, seed=context.seed)
    filled = run_padded(context.method, request, job, device)
    if not context.method.info.soft:  # The fill of a soft method has to be in range only after blending.
        filled = np.clip(filled, 0, 1)
    if context.seamless:
        from engine.pixels.poisson import membrane

        filled = np.stack([membrane(one, image, mask > 0, job) for one in filled])
    return SingleFill(box, filled)


def run_padded(method: Method, request: Request[Array], job: Job, device: str) -> Array:
    """Run a method on a request of any size: padded as the method's SizeRule says, and cropped afterwards.

    Returns N×H×W×3.  Raises RepairError where the method fails or its answer is invalid; MemoryError.
    """
    padding = _padding(request.mask, method.info.size)
    padded = replace(
        request,
        image=_padded(request.image, padding),
        mask=_padded(request.mask, padding),
        guides={name: _padded(guide, padding) for name, guide in request.guides.items()},
    )
    answer = _checked(_run(method, padded, job, device), padded)
    (top, _), (left, _) = padding
    height, width = request.mask.shape
    return answer[:, top : top + height, left : left + width]


def _run(method: Method, request: Request[Array], job: Job, device: str) -> Array:
    """Run the method.  Its unexpected exceptions become RepairError, or MemoryError where memory ran out."""
    try:
        return method.run(request, job, device)
    except (Cancelled, LacunaError, MemoryError):
        raise
    except Exception as error:
        if is_out_of_memory(error):
            raise MemoryError from error
        raise RepairError(
            Text(
                "{method} stopped with {error}",
                method=method.info.title,
                error=f"{type(error).__name__}: {error}",
            )
        ) from error


def _plane(mask: Mask, box: Box) -> Array:
    return np.multiply(mask[box.slices], np.float32(1 / 255), dtype=np.float32)


def _extended(box: Box, whole: Box, rule: SizeRule) -> Box:
    """The box extended to sides that the method accepts, as far as the photo reaches.

    Pixels of the photo are better than padding.
    """
    left, right = _span(box.left, box.right, rule.padded(box.width), whole.right)
    top, bottom = _span(box.top, box.bottom, rule.padded(box.height), whole.bottom)
    return Box(left, top, right, bottom)


def _span(start: int, end: int, wanted: int, limit: int) -> tuple[int, int]:
    length = min(wanted, limit)
    start = min(max(start - (length - (end - start)) // 2, 0), limit - length)
    return start, start + length


def _scaled_shape(box: Box, longest_side: int) -> tuple[int, int]:
    scale = min(1.0, longest_side / max(box.width, box.height))
    return max(1, round(box.height * scale)), max(1, round(box.width * scale))


def _scaled(plane: Array, shape: tuple[int, int]) -> Array:
    """Scaled down by area, so that the mask of a partly missing pixel stays above 0: it is not known."""
    small = cv2.resize(plane, (shape[1], shape[0]), interpolation=cv2.INTER_AREA)
    return np.asarray(small, np.float32)


Padding = tuple[tuple[int, int], tuple[int, int]]  # Pixels above and below, left and right.


def _padding(mask: Array, rule: SizeRule) -> Padding:
    """What is to be added to a region with this mask, H×W."""
    return _padding_along(np.any(mask > 0, axis=1), rule), _padding_along(np.any(mask > 0, axis=0), rule)


def _padding_along(holes: Array, rule: SizeRule) -> tuple[int, int]:
    """Along one side.  holes: whether each row or column holds missing pixels."""
    before = rule.margin if holes[: rule.margin].any() else 0
    after = rule.margin if rule.margin and holes[-rule.margin :].any() else 0
    length = before + len(holes) + after
    return before, after + rule.padded(length) - length


def _padded(plane: Array, padding: Padding) -> Array:
    if not any(map(any, padding)):
        return plane
    return np.pad(plane, (*padding, (0, 0))[: plane.ndim], mode="reflect")


def _checked(answer: Array, request: Request[Array]) -> Array:
    """The answer, N×H×W×3 and finite in the hole.  Raises RepairError where it is not."""
    if answer.ndim != 4 or answer.shape[1:] != request.image.shape or not len(answer):
        given, wanted = (" × ".join(map(str, one.shape)) for one in (answer, request.image))
        raise RepairError(Text("its answer is {given}, not N × {wanted}", given=given, wanted=wanted))
    if not np.isfinite(answer[:, request.mask > 0]).all():
        raise RepairError(Text("its answer holds values that are no numbers"))
    return answer
