"""Whether two pages of a TIFF belong to each other by what they show, where the file does not say so."""

from __future__ import annotations

from typing import Any
from weakref import WeakKeyDictionary

import cv2
import numpy as np

from engine.photo.limits import check
from engine.pixels.plane import Array

# Pages are compared at this long side; every so many pixels of it are averaged.
COMPARED_SIDE_PX, SAMPLES_PER_PX = 64, 16
# A thumbnail may have been made before or after the photo's tones were changed, or of its negative.
MIN_CORRELATION = 0.8
MIN_SPREAD = 0.01  # of values in [0, 1]; below it, a page is of one colour
# The logarithms of infrared without dust differ by less than this from what colours and lamp say of them, in
# the median: by 0.01 for the synthetic scans of the tests, and by 0.07 or more for another photo.
MAX_MEDIAN_RESIDUAL = 0.04
DUST_DEPTH, MAX_DUST_SHARE = 0.1, 0.2  # Letters on white paper darken more than this share of the page.
OUTLIERS_BELOW, OUTLIERS_ABOVE, FIT_ROUNDS = 2.0, 3.0, 8  # standard deviations
MIN_VISIBLE, MIN_INFRARED, MIN_DEVIATION = 0.012, 0.004, 1e-4
MAD_TO_DEVIATION = 1.4826

_reduced_by_file: WeakKeyDictionary[Any, dict[int, Array | None]] = WeakKeyDictionary()


def shows_the_same(page: Any, other: Any) -> bool:
    """Whether a small page is a version of a larger one; True where one of them cannot be read."""
    small, large = _reduced(page), _reduced(other)
    if small is None or large is None:
        return True
    height, width = np.minimum(small.shape[:2], large.shape[:2])
    one, two = (
        cv2.resize(plane.mean(-1), (width, height), interpolation=cv2.INTER_AREA) for plane in (small, large)
    )
    if min(one.std(), two.std()) < MIN_SPREAD:
        return bool(max(one.std(), two.std()) < MIN_SPREAD)
    return bool(abs(np.corrcoef(one.ravel(), two.ravel())[0, 1]) >= MIN_CORRELATION)


def may_be_infrared(page: Any, photo: Any) -> bool:
    """Whether a page of one channel shows what colours and a lamp tell, with dust on it; True where one of
    them cannot be read.
    """
    plane, colours = _reduced(page), _reduced(photo)
    if plane is None or colours is None or plane.shape[:2] != colours.shape[:2]:
        return True
    seen = np.log(np.maximum(plane[..., 0], MIN_INFRARED)).ravel()
    y, x = np.mgrid[-1 : 1 : plane.shape[0] * 1j, -1 : 1 : plane.shape[1] * 1j]
    logarithms = np.log(np.maximum(colours[..., :3], MIN_VISIBLE)).reshape(-1, 3)
    lamp = [np.ones(seen.size), *(part.ravel() for part in (x, y, x * x, y * y))]
    residual = _residual(seen, np.column_stack([*lamp, logarithms]))
    is_explained = np.median(np.abs(residual)) <= MAX_MEDIAN_RESIDUAL
    return bool(is_explained and np.mean(residual < -DUST_DEPTH) <= MAX_DUST_SHARE)


def _residual(seen: Array, terms: Array) -> Array:
    """seen: N.  terms: N×T, a least-squares fit of which is subtracted; dust is left out of it."""
    kept = np.ones(seen.size, bool)
    residual = seen
    for _ in range(FIT_ROUNDS):
        weights = np.linalg.lstsq(terms[kept], seen[kept], rcond=None)[0]
        residual = seen - terms @ weights
        deviation = MAD_TO_DEVIATION * np.median(np.abs(residual[kept])) + MIN_DEVIATION
        kept = (residual > -OUTLIERS_BELOW * deviation) & (residual < OUTLIERS_ABOVE * deviation)
    return residual


def _reduced(page: Any) -> Array | None:
    """h×w×C float32, integers in [0, 1]; None where the page cannot be read."""
    found = _reduced_by_file.setdefault(page.parent, {})
    if page.offset not in found:
        try:
            found[page.offset] = _read(page)
        except Exception:  # Whatever is wrong with a page, its size tells what it is then.
            found[page.offset] = None
    return found[page.offset]


def _read(page: Any) -> Array | None:
    check(page.imagewidth, page.imagelength, page.samplesperpixel * max(page.bitspersample // 8, 1))
    if page.colormap is not None:  # Its values are no colours.
        return None
    raster = page.asarray()
    raster = np.moveaxis(raster, 0, -1) if page.axes == "SYX" else raster
    raster = raster[..., None] if raster.ndim == 2 else raster
    if raster.ndim != 3:
        return None
    full = np.iinfo(raster.dtype).max if raster.dtype.kind == "u" else 1
    scale = min(1.0, COMPARED_SIDE_PX / max(raster.shape[:2]))
    size = [max(1, round(side * scale)) for side in raster.shape[1::-1]]
    step = max(1, round(1 / scale / SAMPLES_PER_PX))
    sampled = np.nan_to_num(raster[::step, ::step].astype(np.float32)) / np.float32(full)
    reduced: Array = cv2.resize(sampled, size, interpolation=cv2.INTER_AREA)
    return reduced if reduced.ndim == 3 else reduced[..., None]
