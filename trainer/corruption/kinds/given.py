"""Random crops of a person's own mask, such as the scratches of their scanner."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from engine.errors import PhotoNotFound, PhotoUnreadable
from engine.text import Text
from trainer.corruption.contract import Array, Canvas, Drawn, Kind, Params, Random
from trainer.corruption.parameters import DamageInvalid


def draw(canvas: Canvas, params: Params, rng: Random) -> Drawn:
    """Cut a random crop out of a given mask; a smaller one is tiled with reflection.

    mask: H×W in [0, 1], or file: a picture, white = missing.  flips: rotate by quarter turns and mirror at
    random.  Raises DamageInvalid without either, PhotoNotFound or PhotoUnreadable.
    """
    whole = _mask(params["mask"], params["file"])
    turn, mirror = (int(rng.integers(4)), bool(rng.random() < 0.5)) if params["flips"] else (0, False)
    rotated = np.rot90(whole[:, ::-1] if mirror else whole, turn)
    rows, columns = (
        _reflected(int(rng.integers(0, max(have - want, 0) + 1)), want, have)
        for have, want in zip(rotated.shape, (canvas.height, canvas.width), strict=True)
    )
    notes = {"offset": (int(rows[0]), int(columns[0])), "turn": turn, "mirror": mirror}
    return Drawn(rotated[np.ix_(rows, columns)], notes=notes)


def _reflected(first: int, count: int, length: int) -> NDArray[np.int64]:
    """The indices first, first + 1, … reflected at both ends, where the end index is repeated."""
    at = np.arange(first, first + count) % (2 * length)
    return np.where(at < length, at, 2 * length - 1 - at)


def _mask(mask: Any, file: str | None) -> Array:
    """The given mask as H×W of 0 and 1."""
    if mask is None and not file:
        raise DamageInvalid(Text("this damage needs a mask: file=MASK.png"))
    return (np.asarray(mask) >= 0.5).astype(np.float32) if mask is not None else _read(str(file))


@functools.lru_cache(8)
def _read(file: str) -> Array:
    """A mask file as H×W of 0 and 1, cached."""
    try:
        with Image.open(Path(file)) as picture:
            return (np.asarray(picture.convert("L")) >= 128).astype(np.float32)
    except FileNotFoundError:
        raise PhotoNotFound(file) from None
    except OSError as error:
        raise PhotoUnreadable(file) from error


KIND = Kind(
    title="Given mask", draw=draw, parameters={"file": None, "mask": None, "flips": False}, varied=False
)
