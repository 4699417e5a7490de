"""Pieces of a person's own pairs, and their damage lifted off, to be laid over other photos."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from trainer.corruption.contract import Array
from trainer.corruption.teachable import CANVAS
from trainer.data import pairs
from trainer.data import photos as photo_folder
from trainer.data.pair_layers import differing, floats, lifted, lossless
from trainer.data.photos import Pixels

SIDE = 2000  # px of the short side: pairs keep their size as far as memory allows
HELD = 3  # every third pair, from the second on, is held out


@dataclass(frozen=True)
class Pair:
    """damaged, clean: H×W×3.  places: flat indices of the damaged pixels."""

    damaged: Pixels
    clean: Pixels
    places: NDArray[np.intp]


@functools.cache
def pairs_of(folder: Path, *, held: bool) -> tuple[Pair, ...]:
    """Those held out, or the others; a single pair is both.  Raises NoPairs."""
    every = pairs.load(folder, SIDE)
    chosen = [pair for at, pair in enumerate(every) if (at % HELD == 1) == held]
    return tuple(_pair(*pair) for pair in chosen or every)


def _pair(damaged: Pixels, clean: Pixels) -> Pair:
    return Pair(damaged, clean, np.flatnonzero(differing(floats(damaged), floats(clean))))


@functools.cache
def layers_of(folder: Path, *, held: bool = False) -> tuple[Pixels, ...] | None:
    """The damage of the pairs that are learnt from, or of those held out; None where it cannot be lifted."""
    return lifted([(pair.damaged, pair.clean) for pair in pairs_of(folder, held=held)])


@functools.cache
def are_lossless(folder: Path) -> bool:
    """Whether none of the pairs that are learnt from went through JPEG after it was damaged."""
    return all(lossless(floats(pair.damaged), floats(pair.clean)) for pair in pairs_of(folder, held=False))


def piece(pair: Pair, rng: np.random.Generator, layer: Pixels | None = None) -> tuple[Array, Array, Pixels]:
    """(damaged, clean) in [0, 1] and the layer's: the same CANVAS px a side, with damage if there is any."""
    layer = np.zeros((*pair.clean.shape[:2], 4), np.uint8) if layer is None else layer
    damaged, clean, over = cut_of((pair.damaged, pair.clean, layer), pair.places, rng)
    return floats(damaged), floats(clean), over


def cut_of(
    planes: tuple[Pixels, ...], places: NDArray[np.intp], rng: np.random.Generator
) -> tuple[Pixels, ...]:
    """The same piece, CANVAS px a side, of planes of one size: around one of the places, if there are any."""
    height, width = planes[0].shape[:2]
    at = int(rng.choice(places)) if len(places) else int(rng.integers(height * width))
    side = min(CANVAS, height, width)
    top, left = (
        min(max(0, middle - int(rng.integers(side))), length - side)
        for middle, length in zip(divmod(at, width), (height, width), strict=True)
    )
    cuts = (plane[top : top + side, left : left + side] for plane in planes)
    return tuple(photo_folder.piece(cut, CANVAS, rng, turn=False) for cut in cuts)
