"""The method around exemplar completion: masks of any shape, guides, odd sizes."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest

from engine.errors import NothingToCopy
from engine.job import Job
from engine.methods.patchmatch import METHOD
from engine.models.method import Request
from engine.options import resolve


def fill(image, mask, guides=None, seed=0, **options):
    settings = resolve(METHOD.info.options, options)
    return METHOD.fill(
        Request(image=image, mask=mask, guides=guides or {}, options=settings, seed=seed), Job()
    )


def noise(height: int, width: int) -> np.ndarray:
    return np.random.default_rng(1).random((height, width, 3)).astype(np.float32)


@pytest.mark.parametrize("size", [(1, 50), (50, 1), (2, 9), (3, 3), (5, 60), (7, 7), (20, 21)])
@pytest.mark.parametrize("kind", ["middle", "border", "all but one", "one pixel"])
def test_odd_sizes_and_holes_are_filled_or_refused(size, kind):
    mask = np.zeros(size, np.float32)
    if kind == "middle":
        mask[size[0] // 3 : 2 * size[0] // 3 + 1, size[1] // 3 : 2 * size[1] // 3 + 1] = 1
    elif kind == "border":
        mask[:, size[1] // 2 :] = 1
    else:
        mask[:] = float(kind == "all but one")
        mask[0, 0] = float(kind == "one pixel")
    if mask.all():
        with pytest.raises(NothingToCopy):
            fill(noise(*size), mask)
        return
    filled = fill(noise(*size), mask)
    assert filled.shape == (*size, 3) and np.isfinite(filled).all() and 0 <= filled.min() <= filled.max() <= 1


def test_soft_mask_values_count_as_missing():
    image = np.full((40, 40, 3), 0.2, np.float32)
    mask = np.zeros((40, 40), np.float32)
    mask[10:30, 10:30] = 0.1
    image[10:30, 10:30] = 1
    assert fill(image, mask).max() < 0.3


def test_an_empty_mask_changes_nothing():
    image = noise(20, 20)
    assert np.array_equal(fill(image, np.zeros((20, 20), np.float32)), image)


def test_the_source_guide_is_obeyed():
    image = np.zeros((64, 64, 3), np.float32)
    image[:32], image[32:] = [0.8, 0.1, 0.1], [0.1, 0.1, 0.8]
    mask = np.zeros((64, 64), np.float32)
    mask[8:24, 20:44] = 1
    source = np.zeros((64, 64), np.float32)
    source[36:] = 1
    filled = fill(image, mask, {"source": source})
    assert filled[12:20, 26:38, 2].min() > 0.6


def test_no_source_at_all_is_an_error_that_says_so():
    mask = np.zeros((30, 30), np.float32)
    mask[10:20, 10:20] = 1
    with pytest.raises(NothingToCopy):
        fill(noise(30, 30), mask, {"source": np.zeros((30, 30), np.float32)})


@pytest.mark.parametrize("options", [{"patch": 3}, {"patch": 10}, {"patch": 15}, {"quality": "fast"}])
def test_every_option_fills(options):
    mask = np.zeros((60, 60), np.float32)
    mask[20:40, 20:40] = 1
    assert np.isfinite(fill(noise(60, 60), mask, **options)).all()


def test_listing_methods_does_not_wait_for_numba():
    code = (
        "import sys; from engine.models.catalog import catalog; catalog(); sys.exit('numba' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
