"""How large a photo may be: what the machine's memory holds, never less than 200 megapixels."""

from __future__ import annotations

import os
from pathlib import Path

from engine.errors import PhotoTooLarge
from engine.text import Text

ALWAYS_ALLOWED_PIXELS = 200_000_000  # pixels
_COPIES_IN_MEMORY = 4  # the photo, the decoder's own copy, what the window shows, masks and undo
_ASSUMED_FREE_BYTES = 8 * 2**30


def free_memory() -> int:
    """Bytes that may be used before the system starts to swap; a guess where it does not say."""
    try:
        for line in Path("/proc/meminfo").read_text(encoding="ascii").splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) * 1024
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, AttributeError):
        return _ASSUMED_FREE_BYTES


def check(width: int, height: int, bytes_each: int = 3) -> None:
    """Raise PhotoTooLarge for what memory will not hold: a giant, or a bomb that says it is one."""
    if width < 1 or height < 1:
        raise ValueError(f"{width} × {height} pixels")
    pixels = width * height
    if pixels > ALWAYS_ALLOWED_PIXELS and pixels * bytes_each * _COPIES_IN_MEMORY > free_memory():
        raise PhotoTooLarge(
            Text("{size} pixels do not fit into this machine's free memory", size=f"{width} × {height}")
        )
