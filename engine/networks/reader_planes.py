"""The input planes of the ink reader, for the code that computes them and the network that reads them."""

from __future__ import annotations

from enum import IntEnum


class ReaderPlane(IntEnum):
    """The index of each plane; all values are in [0, 1]."""

    RED = 0
    GREEN = 1
    BLUE = 2
    # The pixel's colour minus the nearest ink's colour, halved and moved so that 0.5 is no difference.
    RED_DIFFERENCE = 3
    GREEN_DIFFERENCE = 4
    BLUE_DIFFERENCE = 5
    # A Gaussian of the distance to the nearest ink: 1 = the ink's own colour.
    INK_NEARNESS = 6
    # 1 where the pixel has an ink's colour exactly.
    EXACT_INK = 7
    # The detector's confidence in text, and the highest of its confidences in any kind of damage.
    TEXT_CONFIDENCE = 8
    ANY_CONFIDENCE = 9
    # The share of the pixel that ink covers, if the photo behind it looks like the photo around it.
    COVERAGE = 10
    # The distance between the colours of the ink and of the photo around.
    INK_CONTRAST = 11
