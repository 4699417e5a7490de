"""Photos as small as they come, with holes at each border and corner, and with a single known pixel."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from engine.methods import msnps, semantic_search
from engine.models.catalog import catalog
from engine.models.method import Method
from engine.models.weights import has_weights
from engine.photo import Photo
from engine.repair.run import repair

SIZES_PX = [(5, 5), (16, 16), (64, 64), (65, 63), (1, 40), (40, 1)]
COLOUR = (140, 120, 90)
MAX_ERROR = 64  # Of 255, on an even photo.  With one known pixel networks make up a picture.
pytestmark = pytest.mark.slow  # All networks of the catalog, some with a search.
METHODS = [
    one for one in catalog().values() if not one.info.weights or has_weights(one.info.id, one.info.weights[0])
]


@pytest.fixture(autouse=True)
def short_searches(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is tested holds after any number of steps."""
    monkeypatch.setitem(semantic_search.STEPS_AND_ANSWERS, "fast", (4, 2))
    monkeypatch.setitem(msnps.LAYERS_AND_STEPS, "fast", (("relu4_1",), (2, 1, 1)))


def masks(shape: tuple[int, int]) -> dict[str, NDArray[np.uint8]]:
    """Three holes that touch all borders and corners between them, and one that leaves a pixel."""
    height, width = shape
    rows, columns = max(1, height // 4), max(1, width // 4)
    made = {name: np.zeros(shape, np.uint8) for name in ("top left", "bottom right", "middles")}
    made["top left"][:rows, :columns] = 255
    made["bottom right"][-rows:, -columns:] = 255
    made["middles"][height // 2, [0, -1]] = 255
    made["middles"][[0, -1], width // 2] = 255
    made["all but one"] = np.full(shape, 255, np.uint8)
    made["all but one"][height // 2, width // 3] = 0
    return made


@pytest.mark.parametrize("shape", SIZES_PX, ids=lambda shape: f"{shape[0]}x{shape[1]}")
@pytest.mark.parametrize("method", METHODS, ids=lambda method: method.info.id)
def test_a_hole_at_the_border_of_a_small_photo(method: Method, shape: tuple[int, int]) -> None:
    errors = {}
    for name, mask in masks(shape).items():
        even = np.full((*shape, 3), COLOUR, np.uint8)
        photo = Photo(even.copy())
        done = repair(photo, mask, method, device="cpu")
        done.apply(photo)
        assert photo.pixels.shape == even.shape
        assert np.array_equal(photo.pixels[mask == 0], even[mask == 0])
        errors[name] = int(np.abs(photo.pixels.astype(int) - COLOUR).max())
    assert max(errors.values()) <= MAX_ERROR, errors


@pytest.mark.parametrize("shape", [(5, 5), (1, 40)], ids=lambda shape: f"{shape[0]}x{shape[1]}")
@pytest.mark.parametrize("method", METHODS, ids=lambda method: method.info.id)
def test_what_is_known_of_a_small_noisy_photo_stays(method: Method, shape: tuple[int, int]) -> None:
    noise = np.random.default_rng(0).integers(0, 65536, (*shape, 3), np.uint16)
    for mask in masks(shape).values():
        photo = Photo(noise.copy())
        repair(photo, mask, method, device="cpu").apply(photo)
        assert np.array_equal(photo.pixels[mask == 0], noise[mask == 0])
