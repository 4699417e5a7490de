"""The bundled fonts: those of resources/fonts/train, and those that are held out for blind tests."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from engine.system.paths import resource
from engine.text import Text
from trainer.corruption.parameters import DamageInvalid

FONT_SUFFIXES = (".ttf", ".otf")


@functools.cache
def names(group: str) -> tuple[str, ...]:
    """The names of the "train" or "held-out" fonts, or of both ("all"), in alphabetical order."""
    return tuple(sorted(name for name, file in _files().items() if group in ("all", file.parent.name)))


@functools.cache
def _files() -> dict[str, Path]:
    """The font files of one set, by name."""
    return {file.stem: file for file in sorted(resource("fonts").rglob("*")) if file.suffix in FONT_SUFFIXES}


@functools.lru_cache(2048)
def font(name: str, size: int) -> ImageFont.FreeTypeFont:
    """A font `size` px high: a bundled one by name, or a font file by path.  Raises DamageInvalid."""
    file = _files().get(name, Path(name))
    try:
        return ImageFont.truetype(str(file), size, layout_engine=ImageFont.Layout.BASIC)
    except OSError:
        raise DamageInvalid(
            Text("there is no font {name}; there are: {known}", name=repr(name), known=", ".join(_files()))
        ) from None


@dataclass(frozen=True)
class Glyph:
    """One letter: its picture, the offset of its corner in the line, and its advance, in px."""

    image: Image.Image
    left: int
    top: int
    advance: int


@functools.lru_cache(30_000)
def glyph(name: str, size: int, letter: str) -> Glyph:
    """One letter of a font, cached, as FreeType spends most of its time on hinting."""
    face = font(name, size)
    left, top, right, bottom = (round(edge) for edge in face.getbbox(letter))
    image = Image.new("L", (max(1, right - left), max(1, bottom - top)))
    ImageDraw.Draw(image).text((-left, -top), letter, 255, face)
    return Glyph(image, left, top, round(face.getlength(letter)))
