"""A sheet to draw on with Pillow, in px of the photo: x right, y down, centres at whole numbers."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from PIL import Image, ImageDraw

from trainer.corruption.contract import Array, Canvas

Point = tuple[float, float]


class Sheet:
    """Draws shapes `zoom` times as large; `cover()` averages them to pixels of the photo."""

    def __init__(self, canvas: Canvas) -> None:
        self.zoom = canvas.zoom
        self.image = Image.new("L", (canvas.width * self.zoom, canvas.height * self.zoom))
        self.pen = ImageDraw.Draw(self.image)

    def stroke(self, points: Iterable[Point], width: float, *, round_joints: bool = True) -> None:
        """Draw a poly-line of `width` px, with a disc of that width at each vertex."""
        drawn = max(1, round(width * self.zoom))
        whole = [(round(x), round(y)) for x, y in self._fine(points)]
        if len(whole) > 1:
            self.pen.line(whole, fill=255, width=drawn)
        if round_joints and drawn > 2:
            for x, y in whole:
                reach = (drawn - 1) / 2
                self.pen.ellipse((x - reach, y - reach, x + reach, y + reach), fill=255)

    def ellipse(self, x: float, y: float, across: float, down: float) -> None:
        """Draw a filled ellipse with these half axes."""
        self.pen.ellipse(self._fine([(x - across, y - down), (x + across, y + down)]), fill=255)

    def polygon(self, points: Iterable[Point]) -> None:
        """Draw a filled polygon."""
        self.pen.polygon(self._fine(points), fill=255)

    def _fine(self, points: Iterable[Point]) -> list[Point]:
        """Points in drawn pixels, `zoom` to a pixel of the photo, whose centre is theirs."""
        shift = (self.zoom - 1) / 2
        return [(x * self.zoom + shift, y * self.zoom + shift) for x, y in points]

    def cover(self) -> Array:
        """The coverage of each pixel of the photo, H×W float32 in [0, 1]."""
        return cover(self.image.reduce(self.zoom) if self.zoom > 1 else self.image)


def cover(image: Image.Image) -> Array:
    """8 bits as float32 in [0, 1]."""
    plane: Array = np.asarray(image, np.float32) / np.float32(255)
    return plane


def pixels(length: float, scale: float, least: int = 1) -> int:
    """A length given in px at 256, in whole px of the photo."""
    return max(least, round(length * scale))
