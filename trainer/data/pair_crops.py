"""Crops of a person's own pairs of photos, and layers of their damage for other photos."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from trainer.corruption.contract import Array
from trainer.corruption.teachable import EXAMPLE_SIDE_PX
from trainer.data import pairs
from trainer.data import photos as photo_folder
from trainer.data.pair_layers import difference_mask, estimate_layers, is_lossless, unit_floats
from trainer.data.photos import Pixels

MAX_SHORT_SIDE_PX = 2000  # Pairs keep their size as far as memory allows.
HELD_OUT_EVERY = 3  # Every third pair, from the second on, is held out.


@dataclass(frozen=True)
class Pair:
    """Two photos of one view.

    damaged, clean: H×W×3.  places: flat indices of the damaged pixels.
    """

    damaged: Pixels
    clean: Pixels
    places: NDArray[np.intp]


@functools.cache
def pairs_of(folder: Path, *, held_out: bool) -> tuple[Pair, ...]:
    """The held-out pairs of a folder, or the others; a single pair is both.  Raises NoPairs."""
    every = pairs.load(folder, MAX_SHORT_SIDE_PX)
    chosen = [pair for at, pair in enumerate(every) if (at % HELD_OUT_EVERY == 1) == held_out]
    return tuple(_pair(*pair) for pair in chosen or every)


def _pair(damaged: Pixels, clean: Pixels) -> Pair:
    return Pair(damaged, clean, np.flatnonzero(difference_mask(unit_floats(damaged), unit_floats(clean))))


@functools.cache
def damage_layers(folder: Path, *, held_out: bool = False) -> tuple[Pixels, ...] | None:
    """RGBA layers of the damage of the training pairs, or of the held-out ones; None: not separable."""
    return estimate_layers([(pair.damaged, pair.clean) for pair in pairs_of(folder, held_out=held_out)])


@functools.cache
def are_lossless(folder: Path) -> bool:
    """Whether none of the training pairs went through JPEG after it was damaged."""
    return all(
        is_lossless(unit_floats(pair.damaged), unit_floats(pair.clean))
        for pair in pairs_of(folder, held_out=False)
    )


def piece(pair: Pair, rng: np.random.Generator, layer: Pixels | None = None) -> tuple[Array, Array, Pixels]:
    """(damaged, clean, layer): the same crop of each, EXAMPLE_SIDE_PX a side, with damage if there is any."""
    layer = np.zeros((*pair.clean.shape[:2], 4), np.uint8) if layer is None else layer
    damaged, clean, over = cut_of((pair.damaged, pair.clean, layer), pair.places, rng)
    return unit_floats(damaged), unit_floats(clean), over


def cut_of(
    planes: tuple[Pixels, ...], places: NDArray[np.intp], rng: np.random.Generator
) -> tuple[Pixels, ...]:
    """The same crop of planes of one size, EXAMPLE_SIDE_PX a side, around one of `places`, if any."""
    height, width = planes[0].shape[:2]
    at = int(rng.choice(places)) if len(places) else int(rng.integers(height * width))
    side = min(EXAMPLE_SIDE_PX, height, width)
    top, left = (
        min(max(0, middle - int(rng.integers(side))), length - side)
        for middle, length in zip(divmod(at, width), (height, width), strict=True)
    )
    cuts = (plane[top : top + side, left : left + side] for plane in planes)
    return tuple(photo_folder.piece(cut, EXAMPLE_SIDE_PX, rng, turn=False) for cut in cuts)
