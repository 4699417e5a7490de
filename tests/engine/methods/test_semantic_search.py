"""The method semantic-search on a tiny network of its own.  No weights are needed."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from engine.errors import HoleTooLarge
from engine.job import Cancelled, Job
from engine.methods import semantic_search
from engine.methods.semantic_search import SemanticSearchMethod, seen
from engine.models.method import Request
from engine.networks.semantic_search import SemanticSearch, SemanticSearchDesign
from engine.options import resolve
from engine.photo import Photo
from engine.repair.run import repair


@pytest.fixture
def method(monkeypatch):
    torch.manual_seed(0)
    network = SemanticSearch(SemanticSearchDesign(kernel=4, top=16, base=2)).requires_grad_(False)
    network.generator.layers[-1].weight.data.mul_(100)
    monkeypatch.setattr(SemanticSearchMethod, "load", lambda *_: network)
    monkeypatch.setattr(semantic_search, "STEPS_AND_ANSWERS", {"fast": (3, 2), "best": (5, 3)})
    return SemanticSearchMethod()


@pytest.fixture
def photo():
    return np.random.default_rng(0).random((64, 80, 3), np.float32)


@pytest.fixture
def mask():
    marked = np.zeros((64, 80), np.float32)
    marked[20:44, 20:60] = 1
    return marked


def answers(method, photo, mask, job=None, seed=0, **options):
    request = Request(image=photo, mask=mask, options=resolve(method.info.options, options), seed=seed)
    return method.run(request, job or Job(), "cpu")


def test_it_gives_several_answers_that_keep_what_is_known(method, photo, mask):
    fast, best = answers(method, photo, mask), answers(method, photo, mask, quality="best")
    assert fast.shape == (2, 64, 80, 3) and len(best) == 3
    assert all(np.array_equal(one[mask == 0], photo[mask == 0]) for one in fast)
    assert not np.array_equal(fast[0], fast[1])


def test_the_prior_and_the_blending_count(method, photo, mask):
    usual = answers(method, photo, mask)
    pasted = answers(method, photo, mask, blend=False)
    assert np.array_equal(pasted[0][mask == 0], photo[mask == 0])
    assert not np.array_equal(usual[0], pasted[0])
    assert not np.array_equal(usual, answers(method, photo, mask, prior=0.03))


def test_the_seed_decides(method, photo, mask):
    first, again, other = (answers(method, photo, mask, seed=seed) for seed in (1, 1, 2))
    assert np.array_equal(first, again) and not np.array_equal(first, other)


def test_what_is_under_the_hole_does_not_matter(method, photo, mask):
    other = np.where(mask[..., None] > 0, 1 - photo, photo)
    assert np.array_equal(answers(method, photo, mask), answers(method, other, mask))


def test_it_sees_a_square_of_means_of_known_pixels():
    image, mask = torch.full((1, 3, 64, 128), 0.25), torch.zeros(1, 1, 64, 128)
    image[..., ::2], mask[..., ::2] = 0.9, 1  # every second column is missing
    mask[..., 64:] = 1
    colours, missing = seen(image, mask)
    assert colours.shape == (1, 3, 64, 64)
    assert (missing[..., :16, :] == 1).all() and (missing[..., 48:, :] == 1).all()  # beyond the photo
    assert (missing[..., 16:48, :32] == 0).all() and (missing[..., 32:] == 1).all()
    assert torch.allclose(colours[..., 16:48, :32], torch.tensor(0.25))


def test_what_would_be_too_coarse_is_refused(method):
    with pytest.raises(HoleTooLarge, match="520 × 64"):
        answers(method, np.zeros((64, 520, 3), np.float32), np.ones((64, 520), np.float32))


def test_it_can_be_cancelled(method, photo, mask):
    with pytest.raises(Cancelled):
        answers(method, photo, mask, stopped())


def stopped():
    job = Job()
    job.cancel()
    return job


def test_progress_only_grows(method, photo, mask):
    told: list[float] = []
    answers(method, photo, mask, Job(lambda share, _: told.append(share)))
    assert told == sorted(told) and len(told) > 4


def test_the_pipeline_offers_the_alternatives(method, photo, mask):
    pixels = np.rint(photo * 255).astype(np.uint8)
    found = repair(Photo(pixels.copy()), (mask * 255).astype(np.uint8), method)
    assert {len(patch.alternatives) for patch in found.patches} == {2}
