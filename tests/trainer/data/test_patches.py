"""Patches with damage: what the patch networks learn from."""

from __future__ import annotations

import numpy as np
import pytest

from trainer.data import patches as module
from trainer.data.patches import Patches, check_batch
from trainer.data.photos import Photos


@pytest.fixture(autouse=True)
def small_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PICTURE_SIDE_PX", 72)
    monkeypatch.setattr(module, "CHECK_SIDE_PX", 64)
    module._cache.clear()


def patches(**more) -> Patches:
    return Patches(**{"batch": 40, "pictures": 2, "inner": 12, "outer": 6, "kind": "lines", **more})


def drawn(photos: Photos, seed: int = 0, **more):
    return patches(**more)(photos, np.random.default_rng(seed))


def test_a_batch_has_the_shapes_of_the_layers(photos: Photos) -> None:
    batch = drawn(photos)
    assert {name: plane.shape for name, plane in batch.items()} == {
        "seen": (40, 144),
        "mask": (40, 144),
        "clean": (40, 36),
        "missing": (40, 36),
    }


def middles(plane):
    return plane.reshape(-1, 12, 12)[:, 3:9, 3:9].reshape(-1, 36)


def test_clean_is_the_middle_of_what_is_seen(photos: Photos) -> None:
    batch = drawn(photos)
    assert np.allclose(middles(batch["seen"]), batch["clean"], atol=1e-3)
    assert np.array_equal(middles(batch["mask"]), batch["missing"])


def test_a_first_fill_changes_the_holes_alone(photos: Photos) -> None:
    batch = drawn(photos, filled=True)
    same = np.isclose(middles(batch["seen"]), batch["clean"], atol=1e-3)
    assert same[batch["missing"] == 0].all()
    assert not same[batch["missing"] > 0].all()


def test_a_blind_network_sees_the_paint_and_no_mask(photos: Photos) -> None:
    batch = drawn(photos, blind=True, params={"filler": "constant", "colour": "white"})
    assert set(batch) == {"seen", "clean"}
    assert (batch["seen"] > 0.999).mean() > 0.05


def test_most_patches_hold_damage_and_some_none(photos: Photos) -> None:
    batch = drawn(photos, batch=200, params={"count": 6, "thickness": (1, 1)})
    hit = batch["missing"].any(1).mean()
    assert 0.75 < hit < 1


def test_the_same_number_draws_the_same_batch_in_another_process(photos: Photos) -> None:
    one = drawn(photos, seed=3)
    module._cache.clear()
    two = drawn(photos, seed=3)
    assert all(np.array_equal(one[name], two[name]) for name in one)
    assert not np.array_equal(one["seen"], drawn(photos, seed=4)["seen"])


def test_a_validation_holds_whole_photos(photos: Photos) -> None:
    batch = check_batch(photos, patches())
    assert {plane.shape for plane in batch.values()} == {(6, 1, 64, 64)}
    known = batch["mask"] == 0
    assert np.allclose(batch["plate"][known], batch["clean"][known])
    assert not known.all()


def test_only_a_network_that_answers_known_pixels_too_sees_clean_patches(photos: Photos) -> None:
    """Where a first fill is corrected, they would teach nothing."""
    squares = {"kind": "squares", "params": {"side": 6, "count": 20}}
    clean = [(drawn(photos, filled=on, **squares)["missing"].sum(1) == 0).sum() for on in (False, True)]
    assert clean[0] > clean[1] == 0
