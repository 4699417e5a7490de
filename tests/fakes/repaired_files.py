"""JPEG files with blocks of metadata, and what a repair makes of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PIL import Image

from engine.photo import Photo, load, notices, save, segments


def jpeg(path: Path, pieces: list[segments.Segment], behind: bytes = b"") -> Path:
    """Write a gray JPEG of 60 × 40 with these segments, and bytes behind its end."""
    Image.new("RGB", (60, 40), "gray").save(path)
    path.write_bytes(b"".join(segments.spliced(path.read_bytes(), pieces)) + behind)
    return path


def mended(path: Path, repaired: Callable[[Photo], object]) -> tuple[bytes, tuple[str, ...]]:
    """The saved file, and what is said beside how many blocks were encoded."""
    photo = load(path)
    repaired(photo)
    said = save(photo, out := path.with_stem("out"))
    return out.read_bytes(), tuple(one for one in said if not isinstance(one, notices.EncodingNote))
