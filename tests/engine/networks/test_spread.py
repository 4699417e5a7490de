"""The membrane that networks for large holes begin with."""

from __future__ import annotations

import pytest
import torch

from engine.networks.layers.spread import spread


@pytest.fixture
def hole():
    mask = torch.zeros(1, 1, 33, 40)
    mask[..., 10:22, 12:30] = 1
    return mask


def test_a_ramp_goes_on_through_the_hole_and_known_pixels_stay(hole):
    ramp = torch.linspace(0, 1, 40).expand(1, 3, 33, 40)
    found = spread(torch.where(hole > 0, torch.tensor(7.0), ramp), hole)
    assert torch.equal(found[(hole == 0).expand_as(found)], ramp[(hole == 0).expand_as(ramp)])
    assert (found - ramp).abs().max() < 0.06


def test_colours_stay_between_those_around(hole):
    draw = torch.rand(1, 3, 33, 40, generator=torch.Generator().manual_seed(0))
    found = spread(draw, hole)
    assert found.min() >= draw.min() and found.max() <= draw.max()


def test_nothing_known_gives_nothing():
    assert (spread(torch.ones(1, 3, 8, 8), torch.ones(1, 1, 8, 8)) == 0).all()


def test_each_photo_has_its_own_hole(hole):
    images = torch.rand(2, 3, 33, 40, generator=torch.Generator().manual_seed(0))
    masks = torch.cat([hole, hole.flip(3)])
    alone = torch.cat([spread(images[n : n + 1], masks[n : n + 1]) for n in range(2)])
    assert torch.allclose(spread(images, masks), alone)
