"""Signs with lettering, seen at an angle: they have the light, the blur and the grain of their scene."""

from __future__ import annotations

import cv2
import numpy as np
from PIL import Image, ImageDraw

from trainer.corruption.contract import Array, Random
from trainer.corruption.draw import fonts, words
from trainer.evaluation.scenes.backdrop import fractal, ground, muted
from trainer.evaluation.scenes.contract import Scene

BOARD_PX = (360, 640)  # height and width before it is seen at an angle


def draw(height: int, width: int, rng: Random) -> Array:
    """One to three boards on a wall, in light that falls unevenly on all of it."""
    image = ground(height, width, rng, muted(rng))
    for _ in range(int(rng.integers(1, 4))):
        board = _board(rng)
        tall, wide = board.shape[:2]
        size = rng.uniform(0.4, 1) * np.array([width, 0.6 * width])
        corners = np.array([(-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5)]) * size
        corners = corners * (1 + rng.normal(0, 0.1, (4, 2))) + rng.uniform(0.25, 0.75, 2) * (width, height)
        source = np.array([(0, 0), (wide, 0), (wide, tall), (0, tall)], np.float32)
        seen = cv2.getPerspectiveTransform(source, corners.astype(np.float32))
        layer = cv2.warpPerspective(board, seen, (width, height), flags=cv2.INTER_AREA)
        cover = cv2.warpPerspective(np.ones((tall, wide), np.float32), seen, (width, height))[..., None]
        image = image * (1 - cover) + cover * layer
    shading = np.float32(0.55) + np.float32(0.6) * fractal(height, width, rng, roughness=0.3)[..., None]
    return np.asarray(image * shading, np.float32).clip(0, 1)


def _board(rng: Random) -> Array:
    """Lines of words in one colour on a board of another, slightly worn."""
    tall, wide = BOARD_PX
    paint, ground_colour = rng.random((2, 3))
    ground_colour = np.where(np.abs(paint - ground_colour).max() < 0.4, 1 - paint, ground_colour)
    cover = Image.new("L", (wide, tall))
    pen = ImageDraw.Draw(cover)
    known = fonts.names("all")
    y = 20
    while y < tall - 40:
        size = int(rng.integers(26, 110))
        text = words.line(int(rng.integers(1, 4)), "words", rng)
        pen.text((20, y), text, 255, fonts.font(known[rng.integers(len(known))], size))
        y += round(size * 1.3)
    if rng.random() < 0.5:
        pen.rectangle((6, 6, wide - 7, tall - 7), outline=255, width=int(rng.integers(2, 9)))
    share = np.asarray(cover, np.float32)[..., None] / np.float32(255)
    worn = np.float32(0.85) + np.float32(0.15) * fractal(tall, wide, rng)[..., None]
    return np.asarray((ground_colour + share * (paint - ground_colour)) * worn, np.float32)


SCENE = Scene(title="Lettering of the scene", draw=draw)
