"""The shipped restoration network on thin damage."""

from __future__ import annotations

import numpy as np
import pytest
from skimage import data

from engine.job import Cancelled, Job
from engine.models.catalog import method
from engine.models.method import Request
from engine.options import resolve


@pytest.fixture(scope="module")
def photo():
    return data.astronaut()[0:128, 160:288].astype(np.float32) / 255


@pytest.fixture(scope="module")
def lines():
    mask = np.zeros((128, 128), np.float32)
    for at in range(8, 120, 14):
        mask[at : at + 3] = mask[:, at : at + 3] = 1
    return mask


def filled(id, photo, mask, job=None, **options):
    chosen = method(id)
    settings = resolve(chosen.info.options, options)
    return chosen.run(Request(image=photo, mask=mask, options=settings), job or Job(), "cpu")[0]


def decibels(found, photo, mask):
    return -10 * np.log10(np.mean((found - photo)[mask > 0] ** 2))


@pytest.mark.slow
def test_it_beats_the_best_classical_method(photo, lines):
    ours, theirs = (decibels(filled(id, photo, lines), photo, lines) for id in ("restore", "biharmonic"))
    assert ours > theirs + 0.4


def test_small_regions_have_the_mean_of_two_unasked(photo, lines, monkeypatch):
    unasked = filled("restore", photo, lines)
    assert np.array_equal(unasked, filled("restore", photo, lines, ensemble=True))
    monkeypatch.setattr("engine.methods.restore.ALWAYS_TWICE_UP_TO_PIXELS", 0)
    assert not np.array_equal(unasked, filled("restore", photo, lines))


def test_the_mean_of_two_is_better_on_average(lines, monkeypatch):
    monkeypatch.setattr("engine.methods.restore.ALWAYS_TWICE_UP_TO_PIXELS", 0)
    whole = data.astronaut().astype(np.float32) / 255
    pieces = [whole[top : top + 128, left : left + 128] for top in (0, 128, 256) for left in (128, 256, 384)]
    one, two = (
        np.mean([decibels(filled("restore", piece, lines, ensemble=e), piece, lines) for piece in pieces])
        for e in (False, True)
    )
    assert two > one


def test_what_was_in_the_hole_does_not_matter(photo, lines):
    other = np.where(lines[..., None] > 0, np.float32(1), photo)
    assert np.array_equal(filled("restore", photo, lines), filled("restore", other, lines))


def test_it_stops_when_asked(photo, lines):
    job = Job()
    job.cancel()
    with pytest.raises(Cancelled):
        filled("restore", photo, lines, job)


def test_a_constant_photo_stays_constant(lines):
    flat = np.full((128, 128, 3), 0.4, np.float32)
    assert filled("restore", flat, lines) == pytest.approx(0.4, abs=0.02)
