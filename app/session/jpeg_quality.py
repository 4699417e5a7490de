"""How strongly a JPEG is compressed: asked where a photo becomes one, and remembered."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol

from app.document.document import Write
from app.settings.settings import Settings
from engine import photo as photos
from engine.errors import PhotoUnsupported
from engine.photo import Photo
from engine.photo.save import target_format


@dataclass(frozen=True)
class JpegChoice:
    """quality: 1 to 100; None: as the photo's own file is, or the file is no JPEG."""

    quality: int | None = None

    @property
    def write(self) -> Write:
        """What saves a photo so."""
        return photos.save if self.quality is None else partial(photos.save, jpeg_quality=self.quality)


class QualityQuestion(Protocol):
    """The question of a person."""

    def jpeg_quality(self, name: str, first: int, *, own: bool) -> JpegChoice | None:
        """The quality for a file of this name; None where it is not to be saved.

        first: what was chosen the last time.  own: the photo is a JPEG, whose own quality can be kept.
        """


class JpegQuality:
    """Asks for the quality and remembers it in the settings."""

    def __init__(self, settings: Settings, questions: QualityQuestion) -> None:
        self._settings, self._questions = settings, questions

    def known(self, photo: Photo, path: Path) -> JpegChoice:
        """For a name that was saved before: what was chosen then."""
        return JpegChoice(self._settings.jpeg_quality if _becomes_jpeg(photo, path) else None)

    def ask(self, photo: Photo, path: Path, *, copy: bool = False) -> JpegChoice | None:
        """Ask for the quality of a new name; None where the person gives up.

        A JPEG keeps its own, unasked, except in a copy, for which another may be wanted.
        """
        if not (_is_jpeg(photo, path) if copy else _becomes_jpeg(photo, path)):
            return JpegChoice()
        own = photo.format == "JPEG"
        choice = self._questions.jpeg_quality(path.name, self._settings.jpeg_quality, own=own)
        if choice is not None and choice.quality is not None:
            self._settings["jpeg_quality"] = choice.quality
        return choice


def _becomes_jpeg(photo: Photo, path: Path) -> bool:
    return photo.format != "JPEG" and _is_jpeg(photo, path)


def _is_jpeg(photo: Photo, path: Path) -> bool:
    try:
        return target_format(photo, path).name == "JPEG"
    except PhotoUnsupported:  # The save itself says it.
        return False
