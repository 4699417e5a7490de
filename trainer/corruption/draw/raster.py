"""A sheet to draw on with Pillow: 8 bits, pixel centres at whole numbers, x to the right and y down."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PIL import Image, ImageDraw

from trainer.corruption.contract import Array, Canvas

Point = tuple[float, float]


class Sheet:
    """Collects shapes; `cover()` gives them as H×W."""

    def __init__(self, canvas: Canvas) -> None:
        self.image = Image.new("L", canvas.size)
        self.pen = ImageDraw.Draw(self.image)

    def stroke(self, points: Sequence[Point], width: int, *, round_joints: bool = True) -> None:
        """A poly-line of `width` px with a disc of that width at each vertex."""
        whole = [(round(x), round(y)) for x, y in points]
        if len(whole) > 1:
            self.pen.line(whole, fill=255, width=width)
        if round_joints and width > 2:
            for x, y in whole:
                self.disc(x, y, width)

    def disc(self, x: float, y: float, width: float) -> None:
        """A filled disc of diameter `width` around (x, y)."""
        reach = (width - 1) / 2
        self.pen.ellipse((x - reach, y - reach, x + reach, y + reach), fill=255)

    def cover(self) -> Array:
        """H×W float32 in [0, 1]."""
        cover: Array = np.asarray(self.image, np.float32) / np.float32(255)
        return cover


def pixels(length: float, scale: float, least: int = 1) -> int:
    """A width of the 256-px scale in whole drawn pixels."""
    return max(least, round(length * scale))
