"""Lines of text on a sheet.  What is drawn is data, so that drawing it again gives the same mask."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PIL import Image, ImageDraw

from trainer.corruption.contract import Array, Canvas
from trainer.corruption.draw import fonts
from trainer.corruption.draw.raster import cover


@dataclass(frozen=True)
class Line:
    """One line of text: upper left corner in px before turning, font, size in px, angle in degrees."""

    text: str
    x: int
    y: int
    font: str
    size: int
    angle: float = 0.0


def render(lines: Iterable[Line], canvas: Canvas) -> Array:
    """H×W float32 in [0, 1]: the coverage that FreeType gives, in steps of 1/255."""
    sheet = Image.new("L", canvas.size)
    pen = ImageDraw.Draw(sheet)
    for line in lines:
        if line.angle:
            _stamp(sheet, line)
        else:
            pen.text((line.x, line.y), line.text, 255, fonts.font(line.font, line.size))
    return cover(sheet)


def width(text: str, font: str, size: int) -> int:
    """The advance of a line in px."""
    return round(fonts.font(font, size).getlength(text))


def _stamp(sheet: Image.Image, line: Line) -> None:
    """Draw on a sheet of its own, turn about the middle, and lay it over."""
    font = fonts.font(line.font, line.size)
    left, top, right, bottom = (round(edge) for edge in font.getbbox(line.text))
    single = Image.new("L", (max(1, right - left), max(1, bottom - top)))
    ImageDraw.Draw(single).text((-left, -top), line.text, 255, font)
    turned = single.rotate(line.angle, Image.Resampling.BICUBIC, expand=True)
    corner = (
        line.x + left + (single.width - turned.width) // 2,
        line.y + top + (single.height - turned.height) // 2,
    )
    sheet.paste(255, corner, turned)
