"""The hard-clean list: undamaged photos of what looks like damage, such as signs, wires, branches, webs.

They were chosen by eye.  Half of them are trained on, more often than other photos.  The other half is held
out, to measure how much of clean content a detector marks.

marked.txt lists photos that have stamps or watermarks of their own: to a detector they are neither clean nor
damaged with a known mask, and so they are excluded.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from zlib import crc32


def listed(text: str) -> Iterator[str]:
    """The file names of a list, one in each line; empty lines and those that begin with # are comments."""
    return (line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#"))


def learnt(name: str) -> bool:
    """Whether a listed photo is in the half that is trained on.

    By the hash of its name alone, so that a photo never changes sides.  The halves are the lower and the
    upper
    hashes: of odd and even ones the even are but a third of these names.
    """
    return crc32(name.encode()) < 1 << 31


def _names(file: str) -> frozenset[str]:
    return frozenset(listed((files("trainer.data") / file).read_text(encoding="utf-8")))


HARD_CLEAN_NAMES = _names("hard_clean.txt")
LEARNT_NAMES = frozenset(filter(learnt, HARD_CLEAN_NAMES))
HELD_OUT_NAMES = HARD_CLEAN_NAMES - LEARNT_NAMES
MARKED_NAMES = _names("marked.txt")
# No detector is trained on these, neither as photos nor as natural filler.
EXCLUDED_NAMES = HELD_OUT_NAMES | MARKED_NAMES
