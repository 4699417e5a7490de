"""Channels of any number of bits as the 8 or 16 that a photo is held in."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray


def widened(values: NDArray[Any], bits: int) -> NDArray[Any]:
    """Integers from 0 to 2 ** bits - 1 → uint8 or uint16 in which white is 255 or 65535."""
    return scaled(values, 2**bits - 1)


def scaled(values: NDArray[Any], most: int) -> NDArray[Any]:
    """Integers from 0 to `most` → uint8 where that is at most 255, else uint16; `most` becomes white."""
    if most <= 255:
        return _spread(values, most, np.uint8)
    return _spread(values, most, np.uint16)


def _spread(values: NDArray[Any], most: int, kind: type[np.unsignedinteger[Any]]) -> NDArray[Any]:
    full = int(np.iinfo(kind).max)
    if most == full:
        return np.ascontiguousarray(values, kind)
    table = (np.arange(most + 1, dtype=np.uint64) * full + most // 2) // most
    spread: NDArray[Any] = table.astype(kind)[np.minimum(values, most)]
    return spread


def from_floats(values: NDArray[Any]) -> NDArray[np.uint16]:
    """Any floats → uint16: 1.0 becomes white, or the largest value where one is beyond; what is no number,
    black.
    """
    finite = np.nan_to_num(values.astype(np.float32), nan=0.0, posinf=0.0, neginf=0.0)
    most = max(float(finite.max(initial=0.0)), 1.0)
    return np.rint(finite.clip(0, None) * np.float32(65535 / most)).astype(np.uint16)
