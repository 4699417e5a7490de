"""The fonts of this machine, as files: Qt knows their families, and not where they lie."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from engine.job import Job

FONT_SUFFIXES = frozenset({".ttf", ".otf", ".ttc"})
MAX_FONT_FILES = 4000  # More than anybody has installed, fewer than a wrong link can lead to.


@dataclass(frozen=True, order=True)
class Font:
    """title: family and style.  value: as the damage takes it, a file or the name of one that ships."""

    title: str
    value: str


def folders() -> tuple[Path, ...]:
    """Where this system keeps fonts; not all of them exist."""
    home = Path.home()
    if sys.platform == "win32":
        local = Path(os.environ.get("LOCALAPPDATA", home / "AppData" / "Local"))
        return (
            Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts",
            local / "Microsoft" / "Windows" / "Fonts",
        )
    if sys.platform == "darwin":
        return Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library" / "Fonts"
    return Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), home / ".fonts", _data() / "fonts"


def _data() -> Path:
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")


def installed(job: Job) -> list[Font]:
    """Every font of this machine and those that ship, by title; one that cannot be read is left out."""
    from trainer.corruption.draw import fonts as shipped

    found: dict[str, str] = {}
    for name in shipped.names("all"):
        found[_title(shipped.font(name, 12).getname(), name)] = name
    for number, file in enumerate(_files()):
        job.step(number / MAX_FONT_FILES)
        title = _title_of(file)
        if title:
            found[title] = str(file)
    return [Font(title, found[title]) for title in sorted(found, key=str.casefold)]


def _files() -> Iterator[Path]:
    number = 0
    for folder in folders():
        for place, _, names in os.walk(folder):
            for name in names:
                if number < MAX_FONT_FILES and Path(name).suffix.lower() in FONT_SUFFIXES:
                    number += 1
                    yield Path(place, name)


def _title_of(file: Path) -> str:
    from PIL import ImageFont

    try:
        return _title(ImageFont.truetype(str(file), 12).getname(), file.stem)
    except (OSError, ValueError):
        return ""


def _title(names: tuple[str | None, str | None], otherwise: str) -> str:
    typeface, style = names
    if not typeface or not typeface.isprintable():
        return otherwise
    return typeface if style in (None, "", "Regular") else f"{typeface} {style}"
