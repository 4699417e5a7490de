"""Lettering that was laid over a photo has sharp edges; a person is asked about any other."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from engine.detection.letter_edges import has_soft_edges
from engine.detection.result import Detection
from engine.models.detector import Kind
from engine.pixels.box import STRIP_PX
from engine.repair.blind import SCENE_NOTE, Search

SIZE_PX = (STRIP_PX + 60, 240)
LETTERING = Kind("text", "Text", overlaid=True)


def lettering(blur: float, wider_px: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """A picture with two words, and what was found of them, so much wider than they are."""
    letters = np.zeros(SIZE_PX, np.uint8)
    for top in (60, STRIP_PX + 10):
        cv2.putText(letters, "ROUND", (10, top), cv2.FONT_HERSHEY_SIMPLEX, 1.6, 255, 6, cv2.LINE_AA)
    found = np.where(letters > 127, np.uint8(255), np.uint8(0))
    if wider_px:
        found = cv2.dilate(found, np.ones((2 * wider_px + 1,) * 2, np.uint8))
    shown = cv2.GaussianBlur(letters, (0, 0), blur) if blur else letters
    return np.repeat(0.3 + 0.6 * (shown / np.float32(255))[..., None], 3, -1).astype(np.float32), found


@pytest.mark.parametrize(
    ("blur", "wider_px", "expected"),
    [(0.0, 0, False), (0.5, 0, False), (4.0, 0, True), (0.0, 3, True)],
    ids=["sharp", "as saved", "blurred by the scene", "found too wide"],
)
def test_edges_are_soft_where_the_outline_lies_on_no_sharp_ones(blur, wider_px, expected) -> None:
    image, found = lettering(blur, wider_px)
    assert has_soft_edges(lambda box: image[box.slices], found) is expected


def test_nothing_found_has_no_soft_edges() -> None:
    image, found = lettering(4.0)
    assert not has_soft_edges(lambda box: image[box.slices], np.zeros_like(found))


@pytest.mark.parametrize("soft", [(), ("text",)])
def test_lettering_with_soft_edges_is_filled_and_listed(soft) -> None:
    _, found = lettering(0.0)
    detection = Detection("x", (LETTERING,), found[None], soft_edged=soft)
    search = Search(detection, found, found, detection.finds())
    assert search.review == ((SCENE_NOTE,) if soft else ()) and not search.doubts
