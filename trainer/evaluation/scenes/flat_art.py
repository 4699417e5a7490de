"""Flat art: areas of one colour, outlines, patterns and captions, as drawn on a computer."""

from __future__ import annotations

import cv2
import numpy as np
from PIL import Image, ImageDraw

from trainer.corruption.contract import Array, Random
from trainer.corruption.draw import fonts, words
from trainer.evaluation.scenes.contract import Scene


def draw(height: int, width: int, rng: Random) -> Array:
    """Polygons and discs with outlines, a pattern of stripes or dots in some, and a caption."""
    palette = rng.integers(0, 256, (6, 3))

    def colour() -> tuple[int, int, int]:
        red, green, blue = palette[rng.integers(len(palette))].tolist()
        return red, green, blue

    image = np.full((height, width, 3), colour(), np.uint8)
    for _ in range(int(rng.integers(5, 16))):
        middle = rng.random(2) * (width, height)
        reach = rng.uniform(0.05, 0.3) * min(height, width)
        angles = np.sort(rng.uniform(0, 2 * np.pi, int(rng.integers(3, 9))))
        rim = middle + reach * np.stack([np.cos(angles), np.sin(angles)], 1)
        if rng.random() < 0.4:
            rim = middle + reach * np.stack([np.cos(t := np.linspace(0, 2 * np.pi, 60)), np.sin(t)], 1)
        points = [np.rint(rim).astype(np.int32)]
        cv2.fillPoly(image, points, colour(), cv2.LINE_AA)
        if rng.random() < 0.3:
            inside = cv2.fillPoly(np.zeros((height, width), np.uint8), points, 1) > 0
            pitch = int(rng.integers(8, 24))
            y, x = np.nonzero(inside)
            striped = (x + y) % pitch < pitch // 3
            image[y[striped], x[striped]] = colour()
        cv2.polylines(image, points, True, colour(), int(rng.integers(1, 6)), cv2.LINE_AA)
    page = Image.fromarray(image)
    font = fonts.font(fonts.names("all")[0], int(rng.integers(20, 60)))
    ImageDraw.Draw(page).text((width * 0.1, height * 0.8), words.line(3, "words", rng), colour(), font)
    return np.asarray(page, np.float32) / np.float32(255)


SCENE = Scene(title="Flat art", draw=draw, lens=False)
