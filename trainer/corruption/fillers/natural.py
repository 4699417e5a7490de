"""Content of another photo, whose statistics are those of photos (Wang et al., VCN, 2020)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import blake2b
from typing import Any

import numpy as np

from engine.text import Text
from trainer.corruption.contract import Array, Damage, Filler, Params, Random
from trainer.corruption.parameters import DamageInvalid


def fill(damage: Damage, params: Params, rng: Random) -> tuple[Array, Mapping[str, Any]]:
    """A crop at the same scale, mirrored at the border where the other photo is smaller.

    flip_filler: the probability that it is upside down.  Raises DamageInvalid without another photo.
    """
    if damage.pool is None:
        raise DamageInvalid(Text("the filler natural needs other photos"))
    index = choose(damage.pool.names, damage.source, rng)
    pixels = damage.pool.pixels[index]
    height, width = damage.alpha.shape
    top, left = (
        int(rng.integers(0, max(have - want, 0) + 1))
        for have, want in zip(pixels.shape, (height, width), strict=False)
    )
    piece = pixels[top : top + height, left : left + width]
    short = [(0, want - have) for have, want in zip(piece.shape, (height, width), strict=False)]
    piece = np.pad(piece, (*short, (0, 0)), mode="symmetric") if any(after for _, after in short) else piece
    flipped = bool(rng.random() < params["flip_filler"])
    content = piece[::-1] if flipped else piece
    full = np.float32(255 if content.dtype == np.uint8 else 1)
    return content.astype(np.float32) / full, {
        "filler_photo": damage.pool.names[index],
        "filler_flipped": flipped,
    }


def odd(name: str) -> bool:
    """Which half of the photos a file belongs to: each half is filled from the other."""
    return blake2b(name.encode(), digest_size=1).digest()[0] % 2 == 1


def choose(names: Sequence[str], source: str, rng: Random) -> int:
    """The index of a photo of the other half than `source`.  Raises DamageInvalid if there is none."""
    for _ in range(64):
        index = int(rng.integers(len(names)))
        if names[index] != source and odd(names[index]) != odd(source):
            return index
    allowed = [i for i, name in enumerate(names) if name != source and odd(name) != odd(source)]
    if not allowed:
        raise DamageInvalid(Text("the filler natural needs photos of the other half; add photos"))
    return allowed[int(rng.integers(len(allowed)))]


FILLER = Filler(title="Another photo", fill=fill, parameters={"flip_filler": 0.5})
