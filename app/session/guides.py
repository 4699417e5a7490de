"""The guides of a document as methods read them."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from app.document.planes import GUESSED, LINE, NO_LINE
from app.document.ready import Snapshot
from engine.models.method import Guide
from engine.pixels.mask import Mask

TAKE, LEAVE = 1, 2  # values of the source guide
EDGE, NO_EDGE, OPEN = 255, 120, 128  # a thin line outweighs what was erased around it, also scaled down


def planes(snapshot: Snapshot, follows: Collection[Guide]) -> dict[str, Mask]:
    """uint8 H×W each, by name; those that hold nothing are left out.  follows: the guides of the method.

    Lines go to a method as the kind of guide that it follows; to others as a sketch, of which the engine then
    says that it made no use.
    """
    found: dict[str, Mask] = {}
    if snapshot.source is not None:
        found["source"] = _source(snapshot.source)
    sketch = snapshot.sketch
    if sketch is None:
        return found
    if "edges" in follows:
        found["edges"] = _edges(sketch)
    elif (sketch >= GUESSED).any():
        found["sketch"] = np.where(sketch >= GUESSED, np.uint8(255), np.uint8(0))
    return found


def _source(source: Mask) -> Mask:
    """255 = may be taken from."""
    if (source == TAKE).any():
        return np.where(source == TAKE, np.uint8(255), np.uint8(0))
    return np.where(source == LEAVE, np.uint8(0), np.uint8(255))


def _edges(sketch: Mask) -> Mask:
    """What a method guessed it is left to guess again: in its own size, and with the mask as it is now."""
    said = np.full(256, OPEN, np.uint8)
    said[NO_LINE], said[LINE] = NO_EDGE, EDGE
    edges: Mask = said.take(sketch)
    return edges
