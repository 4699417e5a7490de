"""The hard-clean list: undamaged photos of what damage looks like, such as signs, wires, branches, webs.

Picked by eye.  Half of them are learnt from, more often than other photos; the other half is held out, to
measure what a detector does to good content.

marked.txt lists photos that bear marks of their own: to a detector they are neither sound nor damaged.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from zlib import crc32


def listed(text: str) -> Iterator[str]:
    """The file names in a list: one a line; empty lines and those that begin with # are left out."""
    return (line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#"))


def learnt(name: str) -> bool:
    """Whether a listed photo is of the half that is learnt from: by its name alone, so that none changes
    sides.  The lower half of all hashes: even ones are but a third of these names."""
    return crc32(name.encode()) < 1 << 31


def _names(file: str) -> frozenset[str]:
    return frozenset(listed((files("trainer.data") / file).read_text(encoding="utf-8")))


NAMES = _names("hard_clean.txt")
LEARNT = frozenset(filter(learnt, NAMES))
HELD_OUT = NAMES - LEARNT
MARKED = _names("marked.txt")
NOT_LEARNT = HELD_OUT | MARKED  # what no detector is trained on, in no role
