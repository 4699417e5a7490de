"""Pixels that are put away in few bytes: for undo, and of answers that are not in use."""

from __future__ import annotations

import zlib
from dataclasses import dataclass

import numpy as np

from engine.photo import Stored
from engine.pixels.box import Box


class Packed:
    """An array put away for good: one number where it is uniform, else deflated; if dense, as it is."""

    def __init__(self, values: Stored, *, dense: bool) -> None:
        self._shape = values.shape
        self._type = values.dtype
        first = values.flat[0]
        self._uniform = first if not dense and bool((values == first).all()) else None
        self._held: Stored | bytes = b""
        if self._uniform is None:
            self._held = _alone(values) if dense else zlib.compress(np.ascontiguousarray(values).data, 1)

    @property
    def size(self) -> int:
        return 64 + (len(self._held) if isinstance(self._held, bytes) else self._held.nbytes)

    def unpack(self) -> Stored:
        if self._uniform is not None:
            return np.full(self._shape, self._uniform, self._type)
        if isinstance(self._held, bytes):
            return np.frombuffer(zlib.decompress(self._held), self._type).reshape(self._shape)
        return self._held


def _alone(values: Stored) -> Stored:
    """Without the rest of a larger array that it is part of; nothing is copied where there is none."""
    return values if values.base is None or values.base.nbytes == values.nbytes else values.copy()


@dataclass(frozen=True)
class PlanePatch:
    """The pixels of a plane inside a box, on the other side of an undo step or with another answer."""

    plane: str
    box: Box
    values: Packed
