"""The dictionary of patches: codes, learning, fills."""

from __future__ import annotations

import numpy as np
import pytest
from skimage import data

from trainer.experiments.sparse_coding import filled, learnt_dictionary, matching_pursuit, random_patches

RNG_SEED = 3
SIGNAL_LENGTH, TRUE_ATOMS, ATOMS_PER_SIGNAL = 32, 40, 2


def unit(vectors: np.ndarray) -> np.ndarray:
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


def sparse_signals(count: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(atoms, codes, signals): each signal is a sum of ATOMS_PER_SIGNAL atoms."""
    rng = np.random.default_rng(RNG_SEED)
    atoms = unit(rng.normal(size=(TRUE_ATOMS, SIGNAL_LENGTH)))
    codes = np.zeros((count, TRUE_ATOMS), np.float32)
    for code in codes:
        which = rng.choice(TRUE_ATOMS, ATOMS_PER_SIGNAL, replace=False)
        code[which] = rng.uniform(1, 2, ATOMS_PER_SIGNAL) * rng.choice([-1, 1], ATOMS_PER_SIGNAL)
    return atoms, codes, codes @ atoms


@pytest.mark.parametrize("known_share", [1.0, 0.75])
def test_a_sparse_signal_is_recovered_from_what_is_known_of_it(known_share: float) -> None:
    atoms, codes, signals = sparse_signals(200)
    known = np.random.default_rng(0).random(signals.shape) < known_share
    found = matching_pursuit(atoms, np.where(known, signals, 9), known, most=4, tolerance=1e-4)
    is_right = np.abs(found - codes).max(1) < 1e-2
    assert is_right.mean() > 0.9
    assert ((found != 0).sum(1) <= 4).all()


def test_codes_stop_where_they_are_good_enough() -> None:
    atoms, _, signals = sparse_signals(50)
    assert not matching_pursuit(atoms, signals * 1e-3, tolerance=0.01).any()


def test_the_atoms_of_sparse_signals_are_learnt() -> None:
    atoms, _, signals = sparse_signals(3000)
    learnt = learnt_dictionary(
        signals, count=TRUE_ATOMS + 10, rng=np.random.default_rng(1), most=ATOMS_PER_SIGNAL, rounds=6
    )
    assert np.allclose(np.linalg.norm(learnt, axis=1), 1, atol=1e-4)
    likeness = np.abs(atoms @ learnt.T).max(1)
    assert (likeness > 0.98).mean() > 0.8


def test_a_hole_in_stripes_is_filled_with_stripes() -> None:
    rows, columns = np.mgrid[:64, :64]
    photo = (0.5 + 0.3 * np.sin((rows + columns) * 0.9)).astype(np.float32)
    signals = random_patches([photo], 1000, 8, np.random.default_rng(0))
    atoms = learnt_dictionary(signals, count=32, rng=np.random.default_rng(0), rounds=2)
    hole = np.zeros((64, 64), bool)
    hole[30:34, 8:56] = True
    hole[10:22, 40:52] = True  # So wide that it is filled from the rim inwards.
    fill = filled(atoms, np.where(hole, np.float32(0), photo), hole)
    assert np.array_equal(fill[~hole], photo[~hole])
    assert np.abs(fill - photo)[30:34, 8:56].mean() < 0.03
    assert np.abs(fill - photo)[hole].mean() < 0.1


def test_every_pixel_gets_a_value_whatever_the_hole() -> None:
    photo = data.camera()[:48, :50].astype(np.float32) / np.float32(255)
    atoms = unit(np.random.default_rng(0).normal(size=(20, 64)))
    for hole in (np.ones((48, 50), bool), np.zeros((48, 50), bool), photo < 2):
        assert np.isfinite(filled(atoms, photo, hole)).all()
    nearly_all = np.ones((48, 50), bool)
    nearly_all[0, 0] = False
    assert np.allclose(filled(atoms, photo, nearly_all), photo[0, 0])
