"""What holds for every kind and every recipe, at every size and seed: a new file is tested at once."""

from __future__ import annotations

import functools
from typing import Any

import numpy as np
import pytest

from trainer import corruption
from trainer.corruption import catalog
from trainer.corruption.contract import Array, Pool, Sample

SIZES = ((64, 64), (256, 256), (200, 333))
NAMES = corruption.names()
FIXED = {name for name, kind in catalog.kinds().items() if not kind.varied} | {"veil", "mlp_given"}
MAY_BE_EMPTY = {"tears"}


def given(name: str) -> dict[str, Any]:
    """What a corruption cannot do without."""
    mask = np.zeros((90, 120), np.float32)
    mask[20:40, 30:90] = 1
    return {"mask": mask} if "given" in name else {}


@pytest.fixture(scope="session")
def made(photo: Any, pool: Pool) -> Any:
    @functools.lru_cache(64)
    def make(name: str, size: tuple[int, int], seed: int) -> Sample:
        clean = photo(*size)
        return corruption.generate(name, clean, given(name), seed, pool=pool, source="clean.jpg")

    return make


def recomputed(sample: Sample, clean: Array) -> Array:
    alpha = sample.alpha[..., None]
    return np.clip((1 - alpha) * clean + alpha * sample.filler, 0, 1)


def check(sample: Sample, clean: Array) -> None:
    """The contract of section 1 on one sample."""
    assert np.array_equal(sample.clean, clean)
    for plane in (sample.corrupted, sample.filler):
        assert plane.shape == clean.shape and plane.dtype == np.float32 and np.isfinite(plane).all()
    for plane in (sample.mask, sample.alpha):
        assert plane.shape == clean.shape[:2] and plane.dtype == np.float32
        assert plane.min() >= 0 and plane.max() <= 1
    assert sample.corrupted.min() >= 0 and sample.corrupted.max() <= 1
    assert np.array_equal(sample.corrupted[sample.alpha == 0], clean[sample.alpha == 0])
    assert np.abs(sample.corrupted - recomputed(sample, clean)).max() <= 1e-6
    assert sample.meta["coverage"] == pytest.approx(float(sample.mask.mean()))


@pytest.mark.parametrize("size", SIZES, ids="{0[0]}x{0[1]}".format)
@pytest.mark.parametrize("name", NAMES)
def test_a_sample_keeps_the_contract(name: str, size: tuple[int, int], made: Any, photo: Any) -> None:
    for seed in range(2):
        check(made(name, size, seed), photo(*size))


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_twenty_seeds_keep_the_contract(name: str, made: Any, photo: Any) -> None:
    """Each of them small, and at one of the larger sizes in turn: those take ten times as long."""
    small, *larger = SIZES
    for seed in range(20):
        for size in (small, larger[seed % len(larger)]):
            check(made(name, size, seed), photo(*size))


@pytest.mark.parametrize("name", NAMES)
def test_the_same_seed_gives_the_same_bytes(name: str, made: Any, photo: Any, pool: Pool) -> None:
    first = made(name, (64, 64), 1)
    corruption.generate("text", photo(64, 64), {}, 9)  # what else was made in between plays no part
    again = corruption.generate(name, photo(64, 64), given(name), 1, pool=pool, source="clean.jpg")
    for field in ("corrupted", "mask", "alpha", "filler"):
        assert getattr(first, field).tobytes() == getattr(again, field).tobytes(), field


@pytest.mark.parametrize("name", [name for name in NAMES if name not in FIXED])
def test_another_seed_gives_another_mask(name: str, made: Any) -> None:
    masks = [made(name, (64, 64), seed).mask for seed in range(4)]
    assert len({mask.tobytes() for mask in masks}) >= (2 if name in MAY_BE_EMPTY else 3)


@pytest.mark.parametrize("name", NAMES)
def test_meta_gives_the_same_sample_again(name: str, made: Any, photo: Any, pool: Pool) -> None:
    first = made(name, (64, 64), 0)
    meta = first.meta
    again = corruption.generate(
        meta["name"],
        photo(64, 64),
        meta["params"],
        meta["seed"],
        item_index=meta["item_index"],
        pool=pool,
        source="clean.jpg",
    )
    assert again.corrupted.tobytes() == first.corrupted.tobytes()
    assert again.mask.tobytes() == first.mask.tobytes()
    assert again.meta["params"].keys() == meta["params"].keys()


@pytest.mark.parametrize("name", [name for name, kind in catalog.kinds().items() if kind.filler != "own"])
def test_another_filler_leaves_the_mask(name: str, made: Any, photo: Any, pool: Pool) -> None:
    first = made(name, (64, 64), 3)
    for filler in ("gaussian", "natural", "texture", "keep"):
        params = given(name) | {"filler": filler}
        other = corruption.generate(name, photo(64, 64), params, 3, pool=pool, source="clean.jpg")
        assert other.mask.tobytes() == first.mask.tobytes()
        assert other.alpha.tobytes() == first.alpha.tobytes()


@pytest.mark.parametrize("name", [name for name, kind in catalog.kinds().items() if kind.edge == "hard"])
def test_hard_damage_is_0_or_1(name: str, made: Any) -> None:
    sample = made(name, (64, 64), 0)
    assert set(np.unique(sample.mask)) <= {0, 1}
    assert np.array_equal(sample.mask, sample.alpha)


@pytest.mark.parametrize("name", NAMES)
def test_the_mask_alone_is_in_range(name: str) -> None:
    mask = corruption.shape(name, 48, 80, given(name), np.random.default_rng(0))
    assert mask.shape == (48, 80) and mask.dtype == np.float32
    assert mask.min() >= 0 and mask.max() <= 1


@pytest.mark.parametrize("name", NAMES)
def test_tiny_and_narrow_photos_are_damaged_too(name: str, photo: Any, pool: Pool) -> None:
    clean = photo(17, 90)
    check(corruption.generate(name, clean, given(name), 0, pool=pool, source="clean.jpg"), clean)


@pytest.mark.parametrize("name", catalog.kinds())
def test_parameter_names_do_not_collide(name: str) -> None:
    from trainer.corruption.make import shape_parameters

    own = set(shape_parameters(catalog.kinds()[name]))
    tables = [
        own,
        *(set(part.parameters) for part in (*catalog.fillers().values(), *catalog.edges().values())),
    ]
    for index, table in enumerate(tables[1:], 1):
        for other in (own, *tables[index + 1 :]):
            assert not table & other, table & other


def test_items_do_not_depend_on_their_order(photo: Any) -> None:
    clean = photo(64, 64)
    forward = [corruption.generate("freeform", clean, {}, 5, item_index=i).mask for i in range(6)]
    backward = [corruption.generate("freeform", clean, {}, 5, item_index=i).mask for i in reversed(range(6))]
    assert all(np.array_equal(a, b) for a, b in zip(forward, reversed(backward), strict=True))
    assert len({mask.tobytes() for mask in forward}) == 6


def test_threads_change_nothing(photo: Any) -> None:
    from concurrent.futures import ThreadPoolExecutor

    clean = photo(64, 64)
    names = ["text", "graffiti", "scratches", "watermark"] * 4

    def make(index: int) -> bytes:
        return corruption.generate(names[index], clean, {}, index).corrupted.tobytes()

    with ThreadPoolExecutor(3) as workers:
        assert list(workers.map(make, range(len(names)))) == [make(index) for index in range(len(names))]
