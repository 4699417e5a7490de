"""The date that a camera burnt into the film: glowing digits of seven segments.  Held out."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from trainer.corruption.contract import Array, Canvas, Drawn, Kind, Params, Random
from trainer.corruption.draw.raster import Sheet
from trainer.corruption.parameters import Between, OneOf

SUPERSAMPLING = 4
# The lit segments of each digit: top, upper left, upper right, middle, lower left, lower right, bottom.
SEGMENTS_OF_SIGN = {
    "0": (0, 1, 2, 4, 5, 6),
    "1": (2, 5),
    "2": (0, 2, 3, 4, 6),
    "3": (0, 2, 3, 5, 6),
    "4": (1, 2, 3, 5),
    "5": (0, 1, 3, 5, 6),
    "6": (0, 1, 3, 4, 5, 6),
    "7": (0, 2, 5),
    "8": (0, 1, 2, 3, 4, 5, 6),
    "9": (0, 1, 2, 3, 5, 6),
}
# The ends of each segment in a digit that is 1 wide and 2 high.
SEGMENT_ENDS = np.array(
    [
        [(0, 0), (1, 0)],
        [(0, 0), (0, 1)],
        [(1, 0), (1, 1)],
        [(0, 1), (1, 1)],
        [(0, 1), (0, 2)],
        [(1, 1), (1, 2)],
        [(0, 2), (1, 2)],
    ],
    np.float32,
)
DATE_FORMS = ("{d:02} {m:02} {y:02}", "{y:02} {m:02} {d:02}", "{d:02} {h:02}:{m:02}", "{m:02} {d:02} {y:02}")
DIGIT_ADVANCE = 1.6  # from digit to digit, of a digit's width
SEGMENT_GAP = 0.12  # at either end of a segment, of its length
CORNER_SHARE = 0.6  # Of the stamps: they stand in the lower right corner.
GLOW_ALPHA = 0.4
MIN_ALPHA = 1 / 255
VISIBLE_ALPHA = 0.2  # A fainter glow is left as it is.


def draw(canvas: Canvas, params: Params, rng: Random) -> Drawn:
    """Draw `stamps` dates, `height` px high (at 256); `upright` of them run up the photo's side."""
    alpha = np.zeros((canvas.height, canvas.width), np.float32)
    for _ in range(int(params["stamps"])):
        np.maximum(alpha, _stamp(canvas, params, rng), out=alpha)
    return Drawn(alpha, mask=(alpha > VISIBLE_ALPHA).astype(np.float32))


def _stamp(canvas: Canvas, params: Params, rng: Random) -> Array:
    """The alpha of one date: its segments, and a glow around them."""
    from scipy import ndimage

    height = max(5.0, rng.uniform(*params["height"]) * canvas.scale)
    width = height / 2
    day, month, year, hour = (int(rng.integers(*ends)) for ends in ((1, 32), (1, 13), (0, 100), (0, 24)))
    text = DATE_FORMS[rng.integers(len(DATE_FORMS))].format(d=day, m=month, y=year, h=hour)
    length = DIGIT_ADVANCE * width * len(text)
    upright = rng.random() < params["upright"]
    across, down = (height, length) if upright else (length, height)
    room = np.maximum(np.array([canvas.width - across, canvas.height - down]), 0)
    place = rng.uniform(0.8, 0.97, 2) if rng.random() < CORNER_SHARE else rng.random(2)
    sheet = Sheet(replace(canvas, zoom=SUPERSAMPLING))
    for start, end in _strokes(text, rng.uniform(0, 0.25)):
        points = np.stack([start, end]) * width
        if upright:
            points = np.stack([points[:, 1], length - points[:, 0]], 1)
        points = points + room * place
        sheet.stroke([(float(x), float(y)) for x, y in points], height * float(params["weight"]))
    lit = sheet.cover()
    glow = ndimage.gaussian_filter(lit, height * rng.uniform(0.08, 0.2), truncate=3)
    alpha = np.maximum(lit * rng.uniform(0.8, 1.0), GLOW_ALPHA * glow).astype(np.float32)
    alpha[alpha < MIN_ALPHA] = 0
    return np.asarray(np.minimum(alpha, 1), np.float32)


def _strokes(text: str, slant: float) -> list[tuple[Array, Array]]:
    """Both ends of each lit segment, in widths of a digit."""
    strokes = []
    for number, sign in enumerate(text):
        shift = np.array([number * DIGIT_ADVANCE, 0], np.float32)
        if sign == ":":
            dots = [np.array([(0.5, at), (0.5, at + 0.02)], np.float32) for at in (0.6, 1.4)]
        else:
            dots = [
                ends + SEGMENT_GAP * (ends[::-1] - ends)
                for ends in SEGMENT_ENDS[list(SEGMENTS_OF_SIGN.get(sign, ()))]
            ]
        for ends in dots:
            leaning = ends + np.stack([slant * (2 - ends[:, 1]) / 2, np.zeros(2, np.float32)], 1)
            strokes.append((leaning[0] + shift, leaning[1] + shift))
    return strokes


KIND = Kind(
    title="Date stamp",
    draw=draw,
    parameters={
        "stamps": Between(1, 2, whole=True),
        "height": (12, 28),
        "weight": Between(0.09, 0.15),
        "upright": 0.2,
    },
    defaults={"colour": OneOf(((1.0, 0.45, 0.1), (0.95, 0.2, 0.08), (1.0, 0.8, 0.25), (0.3, 0.95, 0.45)))},
    edge="own",
    smooth=True,
    damages=("text",),
    held_out=True,
)
