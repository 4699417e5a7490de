"""Lettering that belongs to the scene, drawn: signs and labels in perspective, in the scene's light and blur.

Photos with lettering are few; detectors that learn from these alone remember them.  What is drawn here is
never damage: it stands on a surface of its own colour, is seen at an angle, shaded, and as soft as the scene.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from trainer.corruption.contract import Canvas
from trainer.corruption.draw import fonts, words
from trainer.corruption.draw.lettering import TextLine, render

Picture = NDArray[np.float32]
Random = np.random.Generator

LETTER_SIZES_PX = (6, 44)
LEADING_RANGE = (1.0, 1.8)  # From line to line, in letter sizes.
SURFACE_SHARE = 0.7  # Of the lettering stands on a surface of its own, as signs and labels do.
MAX_PERSPECTIVE_SHARE = 0.25  # Corners of the sheet move by up to this share of its side.
MAX_SHADING = 0.35  # Light varies over the sheet by up to this share.
BLUR_SIGMA_PX = (0.35, 1.6)
MIN_CONTRAST = 0.15  # Of the range of values, between letters and surface.


def with_scene_lettering(image: Picture, rng: Random, *, surface_share: float = SURFACE_SHARE) -> Picture:
    """The image, H×W×3 in [0, 1], with a sheet of lettering in it.

    surface_share: of the sheets have a surface; letters without one look like an overlay.
    """
    height, width = image.shape[:2]
    side = max(height, width)
    letters = _page(side, rng)
    surface = np.zeros((side, side), np.float32)
    if rng.random() < surface_share:
        top, left = rng.uniform(0, 0.35, 2) * side
        bottom, right = rng.uniform(0.65, 1, 2) * side
        surface[int(top) : int(bottom), int(left) : int(right)] = 1
        letters = letters * surface
    view = _view(side, rng)
    letters, surface = (
        np.asarray(cv2.warpPerspective(plane, view, (width, height), flags=cv2.INTER_AREA), np.float32)
        for plane in (letters, surface)
    )
    sigma = float(np.exp(rng.uniform(*np.log(BLUR_SIGMA_PX))))
    letters, surface = (
        np.asarray(cv2.GaussianBlur(plane, (0, 0), sigma)[..., None], np.float32)
        for plane in (letters, surface)
    )
    light = cv2.resize(rng.uniform(1 - MAX_SHADING, 1, (3, 3)).astype(np.float32), (width, height))[..., None]
    paper, ink = _colours(rng)
    sheet = image + surface * (paper * light - image)
    return np.asarray((sheet + letters * (ink * light - sheet)).clip(0, 1), np.float32)


def _page(side: int, rng: Random) -> NDArray[np.float32]:
    """Coverage of lines below each other, S×S, in one or two fonts and sizes."""
    names = fonts.names("train")
    lines: list[TextLine] = []
    y = int(rng.integers(-10, side // 3))
    size = round(float(np.exp(rng.uniform(*np.log(LETTER_SIZES_PX)))))
    font = str(names[rng.integers(len(names))])
    leading, left = rng.uniform(*LEADING_RANGE), int(rng.integers(-side // 8, side // 3))
    while y < side and len(lines) < 14:
        if rng.random() < 0.15:
            size = round(float(np.exp(rng.uniform(*np.log(LETTER_SIZES_PX)))))
        lines.append(TextLine(words.line(int(rng.integers(1, 7)), "words", rng), left, y, font, size, 0.0))
        y += round(size * leading)
    return np.asarray(render(lines, Canvas(side, side)), np.float32)


def _view(side: int, rng: Random) -> NDArray[np.float64]:
    """The homography that shows the sheet turned, tilted and moved."""
    corners = np.array([(0, 0), (side, 0), (side, side), (0, side)], np.float32)
    angle = rng.normal(0, 0.15)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    seen = (corners - side / 2) @ turn.T * rng.uniform(0.6, 1.1) + side / 2 + rng.normal(0, side / 8, 2)
    seen = seen + rng.uniform(-MAX_PERSPECTIVE_SHARE, MAX_PERSPECTIVE_SHARE, (4, 2)) * side * rng.random()
    return np.asarray(cv2.getPerspectiveTransform(corners, seen.astype(np.float32)), np.float64)


def _colours(rng: Random) -> tuple[Picture, Picture]:
    """(colour of the surface, colour of the letters), which differ."""
    for _ in range(20):
        paper, ink = (
            rng.uniform(0, 1, 3) if rng.random() < 0.5 else np.full(3, rng.random()) for _ in range(2)
        )
        if abs(float(paper.mean() - ink.mean())) >= MIN_CONTRAST:
            break
    return paper.astype(np.float32), ink.astype(np.float32)
