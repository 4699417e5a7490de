"""Converts palette images to RGB for editing, and back to their palette when they are saved."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from engine.photo.model import Photo
from engine.photo.orient import displayed, filed
from engine.photo.origin import Palette

MAX_CHANNEL_ERROR = 24  # Of 255: an entry stands for a repaired colour only where no channel differs by more.


def expanded(palette: Palette, orientation: int) -> tuple[NDArray[np.uint8], NDArray[np.uint8] | None]:
    """Pixels H×W×3 and alpha H×W (None where every entry is opaque), in display orientation."""
    shown = displayed(palette.indices, orientation)
    pixels = palette.colours[:, :3][shown]
    opaque = bool((palette.colours[:, 3] == 255).all())
    return pixels, None if opaque else palette.colours[:, 3][shown]


def of_picture(image: Image.Image) -> Palette:
    """The palette of a Pillow image of mode P: its indices, its colours, and its transparency as alpha."""
    image.load()
    indices = np.asarray(image).copy()
    table = np.array(image.getpalette("RGB"), np.uint8).reshape(-1, 3)
    colours = np.zeros((max(len(table), int(indices.max()) + 1), 4), np.uint8)
    colours[: len(table), :3] = table
    colours[:, 3] = 255
    clear = image.info.get("transparency")
    if isinstance(clear, int) and clear < len(colours):
        colours[clear, 3] = 0
    elif isinstance(clear, bytes):
        colours[: len(clear), 3] = np.frombuffer(clear, np.uint8)[: len(colours)]
    return Palette(colours, indices)


def to_picture(palette: Palette) -> Image.Image:
    """A palette as a Pillow image of mode P, without transparency."""
    image = Image.fromarray(palette.indices, "L")
    image.putpalette(palette.colours[:, :3].tobytes())
    return image


def indexed(photo: Photo, palette: Palette) -> tuple[Palette, bool]:
    """The palette with indices for the photo as it is now, and whether its colours are near enough.

    Unchanged pixels keep their index.  The most frequent new colours get the free entries, the others the
    nearest entry; near enough means that no channel is off by more than MAX_CHANNEL_ERROR.
    """
    shown = filed(_rgba(photo), photo.origin.orientation)
    indices = palette.indices.copy()
    rows, columns = np.nonzero((palette.colours[indices] != shown).any(axis=-1))
    if not rows.size:
        return palette, True
    new, where, count = np.unique(shown[rows, columns], axis=0, return_inverse=True, return_counts=True)
    used = np.bincount(palette.indices.ravel(), minlength=len(palette.colours)) > 0
    colours, entry = _placed(new, count, palette, used)
    indices[rows, columns] = entry[where.ravel()]
    fits = bool(np.abs(colours[entry].astype(int) - new).max() <= MAX_CHANNEL_ERROR)
    return Palette(colours, indices, palette.size), fits


def _rgba(photo: Photo) -> NDArray[np.uint8]:
    """The photo's pixels and alpha as H×W×4."""
    alpha = np.full(photo.pixels.shape[:2], 255, np.uint8) if photo.alpha is None else photo.alpha
    return np.concatenate([photo.pixels, alpha[..., None]], axis=-1)


def _placed(
    new: NDArray[np.uint8], count: NDArray[Any], palette: Palette, used: NDArray[np.bool_]
) -> tuple[NDArray[np.uint8], NDArray[Any]]:
    """The palette with new colours in its free entries, and the entry of each new colour."""
    spare = np.zeros((max(palette.size - len(palette.colours), 0), 4), np.uint8)
    colours = np.concatenate([palette.colours, spare])
    taken = np.concatenate([used, np.zeros(len(spare), bool)])
    entry = _nearest(new, colours, taken)
    exact = (colours[entry] == new).all(axis=1)
    order = np.argsort(-count, kind="stable")
    wanting = order[~exact[order]]
    free = np.flatnonzero(~taken)[: len(wanting)]
    lucky = wanting[: len(free)]
    colours[free] = new[lucky]
    taken[free] = True
    entry[lucky] = free
    rest = wanting[len(free) :]
    entry[rest] = _nearest(new[rest], colours, taken)
    used_up = max(len(palette.colours), int(free[-1]) + 1 if len(free) else 0)
    return colours[:used_up], entry


def _nearest(
    wanted: NDArray[np.uint8], colours: NDArray[np.uint8], allowed: NDArray[np.bool_]
) -> NDArray[Any]:
    """For each wanted RGBA the index of the allowed entry whose largest channel difference is smallest."""
    entries = np.flatnonzero(allowed)
    there = colours[entries].astype(np.int16)
    found = np.empty(len(wanted), np.intp)
    for start in range(0, len(wanted), 1024):
        steps = np.abs(wanted[start : start + 1024, None].astype(np.int16) - there).max(axis=-1)
        found[start : start + 1024] = entries[steps.argmin(axis=1)]
    return found
