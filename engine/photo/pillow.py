"""Between Pillow's pictures and planes of integers, in strips: a 100 MP photo is never held a third time."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFile

from engine.photo.orient import displayed, filed

Image.MAX_IMAGE_PIXELS = None  # limits.check asks the machine's real memory instead
_STRIP_PIXELS = 2**22  # pixels of one strip
_LARGEST_MCU_PX = 32  # of libjpeg's: 4:1:1
_PIECE_BYTES = 2**20  # bytes
_one_at_a_time = threading.Lock()  # Pillow's buffer size is a global
_MODE_WITHOUT_ALPHA = {"LA": "L", "RGBA": "RGB"}
_MODE_BY_CHANNELS = {1: "L", 3: "RGB", 4: "CMYK"}


def planes(image: Image.Image, orientation: int = 1) -> tuple[NDArray[Any], NDArray[Any] | None]:
    """Pixels H×W×C (1, 3 or CMYK 4) and alpha H×W or None, turned for display.  Modes 1, L, LA, RGB, RGBA,
    CMYK.
    """
    image.load()
    has_alpha = image.mode in _MODE_WITHOUT_ALPHA
    channels = len(image.getbands()) - has_alpha
    pixels = np.empty(_shape(image, orientation, channels), np.uint8)
    alpha = np.empty(pixels.shape[:2], np.uint8) if has_alpha else None
    as_filed = filed(pixels, orientation)
    alpha_as_filed = None if alpha is None else filed(alpha, orientation)
    for top, strip in strips(image):
        part = strip if strip.ndim == 3 else strip[..., None]
        as_filed[top : top + len(part)] = part[..., :channels]
        if alpha_as_filed is not None:
            alpha_as_filed[top : top + len(part)] = part[..., channels]
    return pixels, alpha


def _shape(image: Image.Image, orientation: int, channels: int) -> tuple[int, int, int]:
    probe = displayed(np.broadcast_to(np.uint8(0), (image.height, image.width, channels)), orientation)
    return probe.shape[0], probe.shape[1], channels


def strips(image: Image.Image) -> Iterator[tuple[int, NDArray[Any]]]:
    rows = max(_STRIP_PIXELS // image.width, 1)
    for top in range(0, image.height, rows):
        part = image.crop((0, top, image.width, min(top + rows, image.height)))
        yield top, np.asarray(part.convert("L") if part.mode == "1" else part)


def picture(pixels: NDArray[Any], alpha: NDArray[Any] | None = None) -> Image.Image:
    """A Pillow image of uint8 planes; any strides."""
    height, width, channels = pixels.shape
    mode = _MODE_BY_CHANNELS[channels] + ("A" if alpha is not None else "")
    image = Image.new(mode, (width, height))
    rows = max(_STRIP_PIXELS // width, 1)
    for top in range(0, height, rows):
        part = pixels[top : top + rows]
        if alpha is not None:
            part = np.concatenate([part, alpha[top : top + rows, :, None]], axis=-1)
        part = np.ascontiguousarray(part if part.shape[2] > 1 else part[..., 0])
        image.paste(Image.frombytes(mode, (width, part.shape[0]), part.tobytes()), (0, top))
    return image


def encode(image: Image.Image, file: BinaryIO, format: str, **settings: Any) -> None:
    """Image.save through `file.write`: what Pillow writes to a descriptor fails without a reason."""
    stream: Any = _FileWithoutDescriptor(file)
    image.save(stream, format, **settings)


def encoded(image: Image.Image, format: str, **settings: Any) -> bytes:
    """Image.save through a pipe: into memory Pillow codes a whole JPEG without letting other threads run."""
    out, into = os.pipe()
    pieces: list[bytes] = []

    def collect() -> None:
        with os.fdopen(out, "rb") as end:
            pieces.extend(iter(lambda: end.read(_PIECE_BYTES), b""))

    collector = threading.Thread(target=collect, name="encoded")
    collector.start()
    try:
        with os.fdopen(into, "wb") as end, _room(image):
            image.save(end, format, **settings)
    finally:
        collector.join()
    return b"".join(pieces)


@contextmanager
def _room(image: Image.Image) -> Iterator[None]:
    """libjpeg needs room for a whole optimised JPEG; for grainy and for narrow photos, which are coded in
    whole blocks too, Pillow guesses too little.
    """
    with _one_at_a_time:
        usual = ImageFile.MAXBLOCK
        width, height = (-(-side // _LARGEST_MCU_PX) * _LARGEST_MCU_PX for side in image.size)
        ImageFile.MAXBLOCK = max(usual, 2 * len(image.getbands()) * width * height)
        try:
            yield
        finally:
            ImageFile.MAXBLOCK = usual


class _FileWithoutDescriptor:
    """A file without its descriptor."""

    def __init__(self, file: BinaryIO) -> None:
        self.write, self.flush, self.seek, self.tell = file.write, file.flush, file.seek, file.tell
