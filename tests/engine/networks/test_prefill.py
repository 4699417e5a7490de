"""The two first fills against dense solutions."""

from __future__ import annotations

import numpy as np
import pytest
from skimage import data
from skimage.restoration import inpaint_biharmonic

from engine.networks.layers.prefill import fills, pyramid_fill


@pytest.fixture
def photo():
    return data.astronaut()[100:164, 180:244].astype(np.float32) / 255


@pytest.fixture
def holes():
    missing = np.zeros((64, 64), bool)
    missing[10:13, 5:60] = missing[30:58, 40:42] = missing[0:2, 20:30] = missing[50, 3] = True
    return missing


def laplacian(plane):
    edge = np.pad(plane, ((1, 1), (1, 1), (0, 0)), mode="edge")
    return edge[:-2, 1:-1] + edge[2:, 1:-1] + edge[1:-1, :-2] + edge[1:-1, 2:] - 4 * plane


def test_the_membrane_is_harmonic_in_the_holes(photo, holes):
    membrane, _ = fills(photo[None], holes[None])
    assert np.abs(laplacian(membrane[0])[holes]).max() < 2e-3


def test_the_plate_is_scikit_images_away_from_the_border(photo, holes):
    holes[:4] = False
    _, plate = fills(photo[None], holes[None])
    theirs = inpaint_biharmonic(photo, holes, channel_axis=-1)
    assert np.abs(plate[0] - np.clip(theirs, 0, 1))[holes].max() < 0.01


def test_a_plane_is_continued_by_both(holes):
    ramp = np.broadcast_to(np.linspace(0.1, 0.9, 64, dtype=np.float32)[None, :, None], (64, 64, 3)).copy()
    holes[:4] = False
    for filled in fills(ramp[None], holes[None]):
        assert np.abs(filled[0] - ramp).max() < 5e-3


def test_known_pixels_stay_and_hidden_ones_do_not_matter(photo, holes):
    other = photo.copy()
    other[holes] = 7
    for filled, same in zip(fills(photo[None], holes[None]), fills(other[None], holes[None]), strict=True):
        assert np.array_equal(filled, same)
        assert np.array_equal(filled[0][~holes], photo[~holes])


def test_pictures_of_a_batch_do_not_meet(photo, holes):
    both = fills(np.stack([photo, photo[::-1]]), np.stack([holes, holes]))
    alone = fills(photo[None], holes[None])
    assert np.abs(both[1][0] - alone[1][0]).max() < 0.02  # steps are shared, so the last digits differ


@pytest.mark.parametrize("value", [False, True])
def test_all_or_nothing_missing(photo, value):
    for filled in fills(photo[None], np.full((1, 64, 64), value)):
        assert np.isfinite(filled).all()


def test_the_pyramid_takes_the_nearest_level(photo):
    missing = np.zeros((64, 64), bool)
    missing[:, 32:] = True
    filled = pyramid_fill(np.ones_like(photo) * 0.25, missing)
    assert filled == pytest.approx(0.25, abs=1e-5)
