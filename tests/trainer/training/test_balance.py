"""Weights by shares."""

import pytest
import torch

from trainer.losses.hole import hole
from trainer.losses.l1 import l1
from trainer.training.balance import balanced_weights, blurred_samples, mean_terms


@pytest.fixture
def samples(photos):
    return list(blurred_samples(photos, count=2))


def test_blurred_samples_differ_from_the_truth_in_the_holes_alone(samples):
    y, x, mask = samples[0]
    known = (mask == 0).expand_as(x)
    assert torch.equal(y[known], x[known]) and not torch.equal(y, x)


def test_they_are_the_same_every_time(photos, samples):
    for first, second in zip(samples, blurred_samples(photos, count=2), strict=True):
        assert all(torch.equal(a, b) for a, b in zip(first, second, strict=True))


def test_each_term_gets_its_share(samples):
    means = mean_terms({"l1": lambda y, x, _: l1(y, x), "far": lambda y, x, m: 1000 * hole(y, x, m)}, samples)
    weight = balanced_weights({"far": means["far"]}, 2 * means["l1"], {"far": 0.25})["far"]
    assert weight * means["far"] == pytest.approx(0.25 * 2 * means["l1"])
