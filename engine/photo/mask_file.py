"""Masks as files: read for a photo of some size, and written as a PNG."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from engine.errors import (
    MaskError,
    MaskFaint,
    MaskNotFound,
    MaskOpaque,
    MaskUnreadable,
    PhotoError,
    PhotoNotFound,
)
from engine.photo import annotation_file
from engine.photo.load import load as load_photo
from engine.photo.mask_meaning import LOSSY_RIM_THRESHOLD, MaskSource, Meaning, is_lossless, meaning
from engine.photo.model import Photo
from engine.photo.save import save_as
from engine.pixels.mask import HARD_THRESHOLD, Mask, automatic_growth, grow, inverted
from engine.text import Text

MOSTLY_MARKED_NOTE = Text("More than half of the photo is marked: was the mask meant the other way round?")
MOSTLY_MARKED_SHARE = 0.5


@dataclass(frozen=True, kw_only=True)
class MaskReading:
    """How a mask file is to be read.

    source: what of it is the mask.  inverted: missing and intact are exchanged.  grow_px: by how much it is
    dilated, None for `automatic_growth`.  soft: its greys are kept.
    """

    source: MaskSource = MaskSource.AUTO
    inverted: bool = False
    grow_px: int | None = 0
    soft: bool = False

    def grown(self, mask: Mask) -> Mask:
        """The mask, uint8 of the photo's size, dilated as asked."""
        height, width = mask.shape
        by = automatic_growth(width, height) if self.grow_px is None else self.grow_px
        return grow(mask, by) if by else mask


@dataclass(frozen=True)
class ReadMask:
    """A mask of the photo's size, and what a person should know of how its file was understood."""

    mask: Mask
    notes: tuple[Text, ...] = ()

    @property
    def share(self) -> float:
        """Of the photo, marked: 0 … 1."""
        return float(np.count_nonzero(self.mask) / self.mask.size)


AS_IT_LOOKS = MaskReading()


def read(
    path: Path, size: tuple[int, int], reading: MaskReading = AS_IT_LOOKS, photo: Photo | None = None
) -> ReadMask:
    """Read a mask file for a photo of size (width, height) in display orientation.

    The file is of any photo format, or JSON of LabelMe or COCO.
    A file of other size and the same proportions is scaled (nearest).  photo: helps to understand the file.
    Raises MaskError for other proportions, MaskOpaque where transparency is to be read and there is none,
    MaskNotFound for no file, MaskUnreadable for no image file, MaskFaint where it holds values, but none that
    counts.
    """
    file = _opened(path, photo)
    _check_proportions(file, size, path.name)
    found = _understood(file, path.name, reading, photo)
    mask = reading.grown(_scaled(found.mask, size))
    mostly = np.count_nonzero(mask) > MOSTLY_MARKED_SHARE * mask.size
    return ReadMask(mask, (*found.notes, *([MOSTLY_MARKED_NOTE] if mostly else [])))


def read_as_it_is(path: Path, reading: MaskReading = AS_IT_LOOKS) -> ReadMask:
    """As `read`, of the file's own size and not grown."""
    return _understood(_opened(path, None), path.name, reading, None)


def load(path: Path, size: tuple[int, int], *, soft: bool = False, alpha: bool = False) -> Mask:
    """The mask of `read`.  soft: its greys are kept; alpha: only the file's alpha channel counts."""
    source = MaskSource.ALPHA if alpha else MaskSource.AUTO
    return read(path, size, MaskReading(source=source, soft=soft)).mask


def _opened(path: Path, photo: Photo | None) -> Photo:
    if path.suffix.lower() == annotation_file.JSON_SUFFIX:
        photo_name = photo.path.name if photo is not None and photo.path is not None else ""
        return Photo.from_array(annotation_file.read(path, photo_name))
    try:
        return load_photo(path)
    except PhotoNotFound as error:
        raise MaskNotFound(str(path)) from error
    except PhotoError as error:
        raise MaskUnreadable(error.cause or path.name) from error


def _understood(file: Photo, name: str, reading: MaskReading, photo: Photo | None) -> ReadMask:
    try:
        found = meaning(file, reading.source, photo)
    except MaskOpaque as error:
        raise MaskOpaque(name) from error
    mask = found.plane if reading.soft else found.hard()
    if not mask.any():
        _check_faint(found, file, name)
    if reading.inverted:
        mask = inverted(mask)
    return ReadMask(mask, (found.note,) if found.note else ())


def _check_faint(found: Meaning, file: Photo, name: str) -> None:
    """Raise MaskFaint for a file that holds something else than background."""
    largest = int(file.pixels.max()) if file.space == "gray" else int(found.plane.max())
    if largest >= (1 if is_lossless(file) else LOSSY_RIM_THRESHOLD):
        raise MaskFaint(
            Text(
                "{name} holds no value from {least}: its largest is {largest}",
                name=name,
                least=HARD_THRESHOLD,
                largest=largest,
            )
        )


def _check_proportions(photo: Photo, size: tuple[int, int], name: str) -> None:
    """Raise MaskError where they differ by more than rounding to whole pixels does."""
    width, height = photo.width, photo.height
    if abs(width * size[1] - height * size[0]) > max(*size, width, height):
        raise MaskError(
            Text(
                "{name} is {mask}, the photo {photo}",
                name=name,
                mask=f"{width} × {height}",
                photo=f"{size[0]} × {size[1]}",
            )
        )


def _scaled(plane: Mask, size: tuple[int, int]) -> Mask:
    import cv2

    if plane.shape == (size[1], size[0]):
        return plane
    return np.asarray(cv2.resize(plane, size, interpolation=cv2.INTER_NEAREST_EXACT), np.uint8)


def save(mask: Mask, path: Path) -> None:
    """Write as a PNG, white = missing, whatever the suffix; atomically.  Raises FileNotSaved."""
    save_as(Photo.from_array(mask), path, "PNG")


def encoded(mask: Mask) -> bytes:
    """The mask as the bytes of a PNG, white = missing."""
    import cv2

    return bytes(cv2.imencode(".png", mask)[1])
