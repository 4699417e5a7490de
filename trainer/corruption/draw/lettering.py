"""Draws lines of text.  The lines are data, so that drawing them again gives the same mask."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PIL import Image

from trainer.corruption.contract import Array, Canvas
from trainer.corruption.draw import fonts
from trainer.corruption.draw.raster import cover


@dataclass(frozen=True)
class TextLine:
    """One line of text: upper left corner in px before it is rotated, font, size in px, angle in degrees."""

    text: str
    x: int
    y: int
    font: str
    size: int
    angle: float = 0.0


def render(lines: Iterable[TextLine], canvas: Canvas) -> Array:
    """Draw lines of text as H×W float32 in [0, 1]: FreeType's coverage, in steps of 1/255."""
    sheet = Image.new("L", canvas.size)
    stamps: dict[tuple[str, str, int, float], tuple[Image.Image, int, int]] = {}
    for line in lines:
        key = line.text, line.font, line.size, line.angle
        if key not in stamps:
            stamps[key] = _stamp(line)
        image, left, top = stamps[key]
        sheet.paste(255, (line.x + left, line.y + top), image)
    return cover(sheet)


def width(text: str, font: str, size: int) -> int:
    """The width of a line of text in px."""
    return sum(fonts.glyph(font, size, letter).advance for letter in text)


def _stamp(line: TextLine) -> tuple[Image.Image, int, int]:
    """One line of text, rotated around its middle, with the offset of its corner from the unrotated one."""
    glyphs = [fonts.glyph(line.font, line.size, letter) for letter in line.text]
    starts = [0]
    for glyph in glyphs:
        starts.append(starts[-1] + glyph.advance)
    placed = list(zip(starts, glyphs, strict=False))
    left = min((x + glyph.left for x, glyph in placed), default=0)
    right = max((x + glyph.left + glyph.image.width for x, glyph in placed), default=1)
    top = min((glyph.top for glyph in glyphs), default=0)
    bottom = max((glyph.top + glyph.image.height for glyph in glyphs), default=1)
    single = Image.new("L", (max(1, right - left), max(1, bottom - top)))
    for x, glyph in placed:
        single.paste(255, (x + glyph.left - left, glyph.top - top), glyph.image)
    if not line.angle:
        return single, left, top
    rotated = single.rotate(line.angle, Image.Resampling.BICUBIC, expand=True)
    return rotated, left + (single.width - rotated.width) // 2, top + (single.height - rotated.height) // 2
