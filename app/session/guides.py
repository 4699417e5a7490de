"""The guides of a document as methods read them."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from app.document.planes import ESTIMATED_LINE_VALUE, LINE_VALUE, NO_LINE_VALUE
from app.document.prepared import Snapshot
from engine.models.method import EDGE_VALUE, ESTIMATED_EDGE_VALUE, NO_EDGE_VALUE, Guide
from engine.pixels.mask import Mask

TAKE_VALUE, LEAVE_VALUE = 1, 2  # Of the source guide.


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
    elif (sketch >= ESTIMATED_LINE_VALUE).any():
        found["sketch"] = np.where(sketch >= ESTIMATED_LINE_VALUE, np.uint8(255), np.uint8(0))
    return found


def _source(source: Mask) -> Mask:
    """255 = may be taken from."""
    if (source == TAKE_VALUE).any():
        return np.where(source == TAKE_VALUE, np.uint8(255), np.uint8(0))
    return np.where(source == LEAVE_VALUE, np.uint8(0), np.uint8(255))


def _edges(sketch: Mask) -> Mask:
    """What a method guessed it is left to guess again: in its own size, and with the mask as it is now."""
    said = np.full(256, ESTIMATED_EDGE_VALUE, np.uint8)
    said[NO_LINE_VALUE], said[LINE_VALUE] = NO_EDGE_VALUE, EDGE_VALUE
    edges: Mask = said.take(sketch)
    return edges
