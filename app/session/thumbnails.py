"""Small pictures of photo files, made in a job."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage

from engine.errors import PhotoError, PhotoTooLarge
from engine.job import Job

if TYPE_CHECKING:
    from PIL import Image

THUMBNAIL_SIDE_PX = 144
MAX_DECODED_PIXELS = 64_000_000  # More would take seconds, and hundreds of megabytes.
MAX_ENGINE_FILE_BYTES = 64 << 20
OPENING_PREVIEW_SIDE_PX = 1024  # Of the shorter side.


def thumbnails(paths: Iterable[Path], job: Job) -> Iterator[tuple[Path, QImage]]:
    """Those that can be drawn; a file that cannot be read is passed over."""
    for path in paths:
        job.step(0.0)
        try:
            yield path, thumbnail(path)
        except Exception as error:  # whatever is wrong with a file, the list goes on without its picture
            logging.getLogger("lacuna").info("no thumbnail of %s: %s", path.name, error)


def thumbnail(path: Path) -> QImage:
    """At most THUMBNAIL_SIDE_PX × THUMBNAIL_SIDE_PX·2/3 at twice the density, upright.

    Raises what decoders raise; PhotoTooLarge for what would take long, or much memory.
    """
    from PIL import UnidentifiedImageError

    box = (THUMBNAIL_SIDE_PX * 2, THUMBNAIL_SIDE_PX * 4 // 3)
    try:
        small = _read_by_pillow(path, box)
    except UnidentifiedImageError:
        small = _read_by_engine(path)
    small.thumbnail(box)
    image = QImage(
        small.tobytes(), small.width, small.height, small.width * 3, QImage.Format.Format_RGB888
    ).copy()
    image.setDevicePixelRatio(2.0)
    return image


def _read_by_pillow(path: Path, box: tuple[int, int]) -> Image.Image:
    from PIL import Image, ImageOps

    with Image.open(path) as opened:
        opened.draft("RGB", box)  # A JPEG is decoded at an eighth of its size.
        if opened.width * opened.height > MAX_DECODED_PIXELS:
            raise PhotoTooLarge(path.name)
        return ImageOps.exif_transpose(opened).convert("RGB")


def _read_by_engine(path: Path) -> Image.Image:
    """What Pillow does not know, such as HEIC or 16-bit TIFF."""
    from PIL import Image

    from engine.photo import load

    if path.stat().st_size > MAX_ENGINE_FILE_BYTES:
        raise PhotoTooLarge(path.name)
    photo = load(path)
    step = max(1, min(photo.width, photo.height) // (THUMBNAIL_SIDE_PX * 2))
    return Image.fromarray(photo.display(photo.box, step)).convert("RGB")


def opening_preview(path: Path) -> QImage | None:
    """A JPEG in small and in the screen's colours, several times faster than opening it; else None."""
    from PIL import Image

    from app.canvas.colour import Colour
    from engine.photo import preview

    try:
        photo = preview(path, OPENING_PREVIEW_SIDE_PX)
    except PhotoError:  # opening it will say why
        return None
    if photo is None:
        return None
    return Colour(photo.display_icc).image(Image.fromarray(photo.display(photo.box)))
