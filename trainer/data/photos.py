"""Reads folders of photos into memory, as uint8; files that cannot be read are listed and skipped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from zlib import crc32

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps

from engine.errors import LacunaError
from engine.photo.file_format import pillow_suffixes
from engine.text import mark

Pixels = NDArray[np.uint8]
MIN_PHOTOS = 8  # A mean over fewer photos depends on their choice.
MEASURED_MIN_SIDE_PX = 16
DECODER_THREADS = 4  # threads: Pillow decodes without the interpreter lock


class NoPhotos(LacunaError):
    title = mark("There are no photos to work with")
    advice = mark("Name a folder that holds JPEG, PNG, WebP, TIFF or BMP files.")


@dataclass(frozen=True)
class Photos:
    """Decoded photos, H×W×3 uint8 RGB each, and their files.

    skipped: (file, reason) of those that could not be read.
    """

    files: tuple[Path, ...]
    pixels: tuple[Pixels, ...]
    skipped: tuple[tuple[Path, str], ...] = field(default=())

    def __len__(self) -> int:
        return len(self.files)

    def only(self, keep: Iterable[bool]) -> Photos:
        """The photos whose flag is set."""
        kept = [index for index, flag in enumerate(keep) if flag]
        return Photos(tuple(self.files[i] for i in kept), tuple(self.pixels[i] for i in kept), self.skipped)

    def split(self, share: float = 0.03, most: int = 48) -> tuple[Photos, Photos]:
        """(training photos, held-out photos).

        Held out are a share, of few photos at least MIN_PHOTOS or a fifth, and `most` at most.  The file
        names' hash decides, so that a photo never changes sides.
        """
        ranks = np.array([crc32(file.name.encode()) for file in self.files])
        count = max(1, round(share * len(self)), min(MIN_PHOTOS, len(self) // 5))
        held = np.isin(np.arange(len(self)), np.argsort(ranks)[: min(most, count)])
        return self.only(~held), self.only(held)


def measured(folders: Sequence[Path], *, held_out: bool = False) -> Photos:
    """Photos to measure on, also small ones.  Raises NoPhotos.

    held_out: only those that a training on just these folders holds out.
    """
    found = load(folders, least=MEASURED_MIN_SIDE_PX)
    return found.split()[1] if held_out else found


def load(
    folders: Sequence[Path], *, short_side: int = 512, least: int = 64, most: int | None = None
) -> Photos:
    """All photos below the folders, larger ones reduced to `short_side`.  Raises NoPhotos.

    most: how many, evenly spread over the files.  Photos with a side below `least` px are skipped, as are
    files that do not decode.
    """
    files = [file for folder in folders for file in photo_files(folder)]
    if most is not None and len(files) > most:
        files = [files[round(at)] for at in np.linspace(0, len(files) - 1, most)]
    with ThreadPoolExecutor(DECODER_THREADS) as pool:
        answers = list(pool.map(lambda file: _decode(file, short_side, least), files))
    good = [(file, found) for file, found in zip(files, answers, strict=True) if not isinstance(found, str)]
    bad = [(file, found) for file, found in zip(files, answers, strict=True) if isinstance(found, str)]
    if not good:
        raise NoPhotos(", ".join(str(folder) for folder in folders))
    return Photos(tuple(file for file, _ in good), tuple(pixels for _, pixels in good), tuple(bad))


def photo_files(folder: Path) -> Iterator[Path]:
    """The photos below a folder that Pillow may decode.  Raises NoPhotos where it cannot be searched."""
    readable = pillow_suffixes()
    try:
        found = [file for file in folder.rglob("*") if file.suffix.lower() in readable and file.is_file()]
    except (
        OSError,
        RecursionError,
    ) as error:  # RecursionError: a symbolic link that leads back into its folder.
        raise NoPhotos(str(folder)) from error
    return iter(sorted(found))


def _decode(file: Path, short_side: int, least: int) -> Pixels | str:
    """The photo's pixels, or why there are none."""
    try:
        with Image.open(file) as image:
            image.draft("RGB", (short_side, short_side))
            pixels = np.asarray(ImageOps.exif_transpose(image).convert("RGB"))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        return str(error) or type(error).__name__
    height, width = pixels.shape[:2]
    if min(height, width) < least:
        return f"only {width} × {height} pixels"
    ratio = short_side / min(height, width)
    if ratio >= 1:
        return pixels
    size = (max(short_side, round(width * ratio)), max(short_side, round(height * ratio)))
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.uint8)


def crop(
    photos: Photos,
    side: int,
    rng: np.random.Generator,
    *,
    scales: tuple[float, float] = (1.0, 1.0),
    turn: bool = True,
) -> Pixels:
    """A `piece` of a random photo."""
    return piece(photos.pixels[rng.integers(len(photos))], side, rng, scales=scales, turn=turn)


def piece(
    pixels: Pixels,
    side: int,
    rng: np.random.Generator,
    *,
    scales: tuple[float, float] = (1.0, 1.0),
    turn: bool = True,
    around: tuple[int, int] | None = None,
) -> Pixels:
    """A random crop, side×side×3.

    scales: the range of a random zoom factor, log-uniform.  turn: rotate by quarter turns and mirror.
    around: a pixel (row, column) of the photo that the crop holds; None: it may lie anywhere.
    """
    scale = float(np.exp(rng.uniform(*np.log(scales))))
    reach = min(round(side / scale), *pixels.shape[:2])
    starts = [(0, length - reach) for length in pixels.shape[:2]]
    if around is not None:
        starts = [
            (max(0, at - reach + 1), min(at, most)) for at, (_, most) in zip(around, starts, strict=True)
        ]
    top, left = (int(rng.integers(first, last + 1)) for first, last in starts)
    found = pixels[top : top + reach, left : left + reach]
    if reach != side:
        how = cv2.INTER_AREA if reach > side else cv2.INTER_CUBIC
        found = np.asarray(cv2.resize(found, (side, side), interpolation=how), np.uint8)
    if turn:
        found = np.rot90(found[:, ::-1] if rng.random() < 0.5 else found, int(rng.integers(4)))
    return np.ascontiguousarray(found, np.uint8)


def enlarged(pixels: Pixels, size: int) -> Pixels:
    """A photo whose shorter side is at least size px."""
    least = min(pixels.shape[:2])
    if least >= size:
        return pixels
    width, height = (max(size, round(side * size / least)) for side in pixels.shape[1::-1])
    return np.asarray(cv2.resize(pixels, (width, height), interpolation=cv2.INTER_CUBIC), np.uint8)


def middle(pixels: Pixels, size: int) -> Pixels:
    """The middle size×size of a photo; one with a shorter side is enlarged first."""
    pixels = enlarged(pixels, size)
    top, left = ((side - size) // 2 for side in pixels.shape[:2])
    return np.ascontiguousarray(pixels[top : top + size, left : left + size])


def square(pixels: Pixels, size: int) -> Pixels:
    """The largest square in the middle of a photo, scaled to size×size."""
    whole = middle(pixels, min(pixels.shape[:2]))
    how = cv2.INTER_AREA if len(whole) > size else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(whole, (size, size), interpolation=how), np.uint8)
