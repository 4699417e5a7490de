"""A brush stroke into the photo's own pixels, while it is being drawn: what is mixed in, and where from."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from app.document.edit import Edit
from app.document.planes import PHOTO_PLANE, REPAIRED_PLANE
from app.document.stroke_coverage import Amount, StrokeCoverage
from engine.photo import Stored
from engine.pixels.box import Box
from engine.pixels.mask import bounds

if TYPE_CHECKING:
    from app.document.document import Document

# Around a complete stroke so much of the photo is looked at: at least, and a share of its longer side.
RIM_PX, RIM_SHARE = 16, 64
# For a box of the photo: the part of it that there are pixels for, and those, as Photo.stored gives them.
Content = Callable[[Box], tuple[Box, Stored]]


class PhotoStroke:
    """Mixes other pixels into the photo.  What the stroke passes over again is not mixed in a second time.

    opacity: how much of them is mixed in where the stroke covers a pixel wholly.
    """

    def __init__(self, document: Document, edit: Edit, content: Content, *, opacity: float = 1.0) -> None:
        self._document, self._edit, self._content = document, edit, content
        self._opacity = opacity
        self._coverage = StrokeCoverage(document.photo.box)

    def paint(self, box: Box, coverage: NDArray[np.uint8], flow: float = 1.0) -> None:
        """Add one piece.  coverage: uint8 of the box's size; the box may leave the photo."""
        inside = box & self._document.photo.box
        if inside.empty:
            return
        before = self._coverage.read(inside)
        covered = self._coverage.add(inside, coverage[inside.shifted(-box.left, -box.top).slices], flow)
        changed = bounds((covered > before).view(np.uint8))
        if changed.empty:
            return
        area = changed.shifted(inside.left, inside.top)
        part, pixels = self._content(area)
        if not part.empty:
            here = part.shifted(-inside.left, -inside.top).slices
            self._write(part, pixels, covered[here], covered[here] > before[here])

    def replace_content(self, change: Callable[[Stored, Stored, NDArray[np.bool_]], Stored]) -> None:
        """Draw the whole stroke once more with other pixels, once it is complete.

        change: makes what is mixed in instead, from the photo before the stroke, what was mixed in, and where
        the stroke covers anything (H×W), all of one box.
        """
        around = self._coverage.box
        marked = bounds((self._coverage.read(around) > 0).view(np.uint8)).shifted(around.left, around.top)
        margin = RIM_PX + max(marked.width, marked.height) // RIM_SHARE
        part, pixels = self._content(marked.grown(margin) & self._document.photo.box)
        if not part.empty:
            covered = self._coverage.read(part)
            before = self._edit.before(PHOTO_PLANE, part)
            self._write(part, change(before, pixels, covered > 0), covered, covered > 0)

    def _write(self, box: Box, pixels: Stored, covered: Amount, where: NDArray[np.bool_]) -> None:
        """Mix into the photo's pixels of a box, where it is said (H×W)."""
        photo, amount = self._document.photo, covered[where] * np.float32(self._opacity)
        mixed = photo.mixed(self._edit.before(PHOTO_PLANE, box)[where], pixels[where], amount)
        now, repaired = photo.stored(box), self._document.repaired[box.slices].copy()
        now[where] = mixed
        as_opened = (mixed == self._document.originals.stored(box)[where]).all(axis=-1)
        repaired[where] = np.where(as_opened, np.uint8(0), np.uint8(255))
        self._edit.put_photo(box, now)
        self._edit.put(REPAIRED_PLANE, box, repaired)


def pixels_at(document: Document, edit: Edit, state: int | None) -> Content:
    """The photo as it was at a step of the history that stands; None: as it was opened.

    state: Step.id.  One that does not stand any more means the photo as it was opened.
    """
    history = document.history
    done = history.steps[: history.position]
    later = [step.id for step in done].index(state) + 1 if state in [step.id for step in done] else None

    def content(box: Box) -> tuple[Box, Stored]:
        if later is None:
            return box, document.originals.stored(box)
        pixels = edit.before(PHOTO_PLANE, box)
        for step in reversed(done[later:]):
            for patch in step.patches:
                part = patch.box & box
                if patch.plane == PHOTO_PLANE and not part.empty:
                    held = patch.values.unpack()[part.shifted(-patch.box.left, -patch.box.top).slices]
                    pixels[part.shifted(-box.left, -box.top).slices] = held
        return box, pixels

    return content


def pixels_from(document: Document, edit: Edit, across: int, down: int) -> Content:
    """The photo as it was before the stroke, from so many pixels to the right and below."""

    def content(box: Box) -> tuple[Box, Stored]:
        source = box.shifted(across, down) & document.photo.box
        if source.empty:
            return source, edit.before(PHOTO_PLANE, Box(0, 0, 0, 0))
        return source.shifted(-across, -down), edit.before(PHOTO_PLANE, source)

    return content
