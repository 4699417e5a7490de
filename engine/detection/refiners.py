"""The refiners of the finder: text is completed by the colour of its ink, scratches by their own colour."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.detection.ink_reader import InkReader
from engine.detection.scratches import trace_scratches
from engine.detection.text import TextPixels, text_pixels
from engine.job import Job
from engine.models.detector import CONFIDENCE_THRESHOLD, Kind, ReadRegion
from engine.pixels.box import Box
from engine.pixels.mask import bounds

# How far from a text find its text is searched for, as a share of the photo's short side: 12 px of 256.
TEXT_REACH_SHARE = 0.047
# Text with letters larger than this is found without a search around it.
MAX_TEXT_REACH_PX = 40
# So often text is read that the passes before did not complete.
MAX_TEXT_PASSES = 3
# In photos with a shorter short side than this, shadows and soft rims of letters are less than a pixel wide.
CRISP_TEXT_SIDE_PX = 320


class TextRefiner:
    """Says which pixels of text finds, and near them, ink covers.  Without the reader's weights, nothing.

    Text that is not of the colours that were frequent enough, such as a small second line, is read again
    for itself.
    """

    def __init__(self, kind_id: str, reader: InkReader) -> None:
        self.kind_id, self.reader = kind_id, reader

    def refine(
        self,
        region: ReadRegion,
        kinds: tuple[Kind, ...],
        confidence: NDArray[np.uint8],
        job: Job,
        device: str,
    ) -> NDArray[np.bool_] | None:
        if not self.reader.is_installed:
            return None
        text = confidence[_index(kinds, self.kind_id)]
        exact: NDArray[np.bool_] | None = None
        unread = text.copy()
        for _ in range(MAX_TEXT_PASSES):
            box, found = self._read(region, unread, confidence, job, device)
            if found is None:
                break
            _apply(found, confidence[:, *box.slices], text[box.slices], _reach(text))
            exact = np.zeros(text.shape, bool) if exact is None else exact
            exact[box.slices] |= found.exact_edges
            unread[box.slices][found.ink | found.sound] = 0
        return exact

    def _read(
        self,
        region: ReadRegion,
        text: NDArray[np.uint8],
        confidence: NDArray[np.uint8],
        job: Job,
        device: str,
    ) -> tuple[Box, TextPixels | None]:
        """The box of the text finds with their reach, and what they consist of; None if there are none."""
        certain = np.where(text >= CONFIDENCE_THRESHOLD, text, np.uint8(0))
        if not certain.any():
            return Box.of(text.shape), None
        reach = _reach(text)
        box = bounds(certain).grown(reach) & Box.of(text.shape)
        found = text_pixels(
            region(box),
            text[box.slices],
            confidence[:, *box.slices].max(0),
            reach,
            crisp=min(text.shape) < CRISP_TEXT_SIDE_PX,
            read=lambda planes, passes: self.reader.read(planes, passes, job, device),
        )
        return box, found if found is not None and found.ink.any() else None


class ScratchRefiner:
    """Follows scratches of one colour to their end."""

    def __init__(self, kind_id: str) -> None:
        self.kind_id = kind_id

    def refine(
        self,
        region: ReadRegion,
        kinds: tuple[Kind, ...],
        confidence: NDArray[np.uint8],
        job: Job,  # noqa: ARG002
        device: str,  # noqa: ARG002
    ) -> NDArray[np.bool_] | None:
        scratch = confidence[_index(kinds, self.kind_id)]
        traced = trace_scratches(region, scratch)
        if traced is None:
            return None
        scratch[traced.sound] //= 2
        np.maximum(scratch, traced.confidence, out=scratch)
        return traced.exact_edges


def _reach(text: NDArray[np.uint8]) -> int:
    return min(round(TEXT_REACH_SHARE * int(min(text.shape))), MAX_TEXT_REACH_PX)


def _index(kinds: tuple[Kind, ...], id: str) -> int:
    return [kind.id for kind in kinds].index(id)


def _apply(found: TextPixels, confidence: NDArray[np.uint8], text: NDArray[np.uint8], reach: int) -> None:
    """Ink gets the highest text confidence within `reach` px; sound pixels of text finds are halved."""
    highest = cv2.dilate(text, np.ones((2 * reach + 1, 2 * reach + 1), np.uint8))
    confidence[:, found.sound] //= 2
    text[found.ink] = np.maximum(text, highest)[found.ink]
