"""Draws watermarks: tiled diagonal text, a logo in a corner, or a stamp across the middle."""

from __future__ import annotations

import math
from dataclasses import asdict
from typing import Any

import numpy as np
from PIL import Image, ImageChops, ImageDraw

from engine.text import Text
from trainer.corruption.contract import Array, Canvas, Params, Random
from trainer.corruption.draw import fonts, words
from trainer.corruption.draw.lettering import TextLine, render, width
from trainer.corruption.draw.raster import cover, pixels
from trainer.corruption.parameters import DamageInvalid, OneOf, Parameter

SUPERSAMPLING = 4

MARK_PARAMETERS: dict[str, Parameter] = {
    "mark": OneOf(("tiled", "logo", "stamp")),
    "angle": (-45, -20),  # degrees, of tiled text, clockwise
    "spacing": (60, 120),  # px at 256, from row to row of tiled text
    "side": (32, 72),  # px at 256, of a logo
    "fonts": "train",
}


def mark(canvas: Canvas, params: Params, rng: Random) -> tuple[Array, dict[str, Any]]:
    """Draw a mark, antialiased, H×W in [0, 1]; also returns notes on what was drawn."""
    make = {"tiled": _tiled, "logo": _logo, "stamp": _stamp}.get(params["mark"])
    if make is None:
        raise DamageInvalid(Text("mark is tiled, logo or stamp, not {given}", given=repr(params["mark"])))
    names = fonts.names(params["fonts"])
    return make(canvas, params, names[rng.integers(len(names))], rng)


def _phrase(rng: Random) -> str:
    """One or two words, as a photo's owner writes them."""
    phrase = " ".join(
        words.LONG_WORDS[i] for i in rng.integers(len(words.LONG_WORDS), size=rng.integers(1, 3))
    )
    return phrase.upper() if rng.random() < 0.5 else phrase.title()


def _tiled(canvas: Canvas, params: Params, font: str, rng: Random) -> tuple[Array, dict[str, Any]]:
    """One phrase repeated on a larger sheet, which is rotated and cut."""
    angle = float(rng.uniform(*params["angle"]))
    spacing = rng.uniform(*params["spacing"]) * canvas.scale
    size = pixels(rng.uniform(0.22, 0.4), spacing, 6)
    text = _phrase(rng)
    step = width(text, font, size) + pixels(0.5, spacing)
    side = math.ceil(math.hypot(canvas.height, canvas.width))
    lines = [
        TextLine(text, x, round(y), font, size)
        for row, y in enumerate(np.arange(-rng.uniform(0, spacing), side, spacing))
        for x in range(-int(rng.integers(step)) - row % 2 * (step // 2), side, step)
    ]
    sheet = Image.fromarray(np.rint(render(lines, Canvas(side, side)) * 255).astype(np.uint8))
    rotated = sheet.rotate(-angle, Image.Resampling.BICUBIC)
    left, top = (side - canvas.width) // 2, (side - canvas.height) // 2
    cut = rotated.crop((left, top, left + canvas.width, top + canvas.height))
    return cover(cut), {"mark": "tiled", "text": text, "font": font, "size": size, "angle": angle}


def _logo(canvas: Canvas, params: Params, font: str, rng: Random) -> tuple[Array, dict[str, Any]]:
    """A rounded polygon in a corner with letters cut out of it, or its outline with letters inside."""
    side = pixels(rng.uniform(*params["side"]), canvas.scale, 8)
    letters = "".join(words.LETTERS_AND_DIGITS[26 + i] for i in rng.integers(26, size=rng.integers(1, 4)))
    fine = side * SUPERSAMPLING
    badge = _badge(fine, int(rng.integers(3, 9)), float(rng.uniform(0, 2 * math.pi)))
    text = Image.new("L", (fine, fine))
    face = fonts.font(font, max(6, fine * 2 // (2 + len(letters))))
    ImageDraw.Draw(text).text((fine / 2, fine / 2), letters, 255, face, anchor="mm")
    if solid := bool(rng.random() < 0.5):
        drawn = ImageChops.subtract(badge, text)
    else:
        inner = badge.resize((fine * 7 // 8, fine * 7 // 8))
        drawn = ImageChops.lighter(badge, text)
        drawn.paste(0, (fine // 16, fine // 16), inner)
        drawn = ImageChops.lighter(drawn, text)
    gap = pixels(8, canvas.scale)
    right, low = (bool(flag) for flag in rng.random(2) < (0.7, 0.7))
    x = canvas.width - side - gap if right else gap
    y = canvas.height - side - gap if low else gap
    sheet = Image.new("L", canvas.size)
    sheet.paste(drawn.reduce(SUPERSAMPLING), (x, y))
    return cover(sheet), {"mark": "logo", "text": letters, "font": font, "solid": solid, "side": side}


def _badge(side: int, corners: int, turn: float) -> Image.Image:
    """A polygon with round corners that fills a square of `side` px."""
    radius = side / 8
    reach = side / 2 - radius - 1
    angles = turn + np.arange(corners) * 2 * math.pi / corners
    points = [(side / 2 + reach * math.cos(a), side / 2 + reach * math.sin(a)) for a in angles]
    image = Image.new("L", (side, side))
    pen = ImageDraw.Draw(image)
    pen.polygon(points, fill=255)
    pen.line([*points, points[0]], fill=255, width=round(2 * radius))
    for x, y in points:
        pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=255)
    return image


def _stamp(canvas: Canvas, params: Params, font: str, rng: Random) -> tuple[Array, dict[str, Any]]:  # noqa: ARG001
    """A word across the middle, slightly rotated."""
    text = _phrase(rng)
    share = rng.uniform(0.5, 0.85)
    size = max(8, round(40 * canvas.width * share / max(1, width(text, font, 40))))
    size = min(size, round(canvas.height * 0.5))
    angle = float(rng.uniform(-30, 30))
    x = (canvas.width - width(text, font, size)) // 2
    line = TextLine(text, x, (canvas.height - round(size * 1.2)) // 2, font, size, angle)
    return render([line], canvas), {"mark": "stamp", "lines": [asdict(line)]}
