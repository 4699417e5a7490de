"""The bundled fonts: those of resources/fonts/train, and those held out for blind tests."""

from __future__ import annotations

import functools
from pathlib import Path

from PIL import ImageFont

from engine.paths import resource
from trainer.corruption.parameters import DamageInvalid

SUFFIXES = (".ttf", ".otf")


@functools.cache
def names(group: str) -> tuple[str, ...]:
    """Fonts of "train" or "held-out", or of both ("all"), in alphabetical order."""
    return tuple(sorted(name for name, file in _files().items() if group in ("all", file.parent.name)))


@functools.cache
def _files() -> dict[str, Path]:
    return {file.stem: file for file in sorted(resource("fonts").rglob("*")) if file.suffix in SUFFIXES}


@functools.lru_cache(2048)
def font(name: str, size: int) -> ImageFont.FreeTypeFont:
    """A bundled font by name, or any font file by path, `size` px high.  Raises DamageInvalid."""
    file = _files().get(name, Path(name))
    try:
        return ImageFont.truetype(str(file), size, layout_engine=ImageFont.Layout.BASIC)
    except OSError:
        raise DamageInvalid(f"there is no font {name!r}; there are: {', '.join(_files())}") from None
