"""Filling at the size that was learnt."""

from __future__ import annotations

import pytest
import torch

from engine.networks.layers.scale import extent, fill_at, learnt, small
from engine.networks.layers.spread import spread


@pytest.fixture
def scene():
    """A ramp with stripes, and a hole of 16 px."""
    image = torch.linspace(0, 1, 64).repeat(2, 3, 48, 1) * 0.5
    image[..., ::2, :] += 0.2
    mask = torch.zeros(2, 1, 48, 64)
    mask[1, :, 16:32, 24:40] = 1
    return image, mask


def test_holes_up_to_half_a_crop_are_filled_at_full_size(scene):
    _, mask = scene
    assert extent(mask) == 16
    assert learnt(mask, 32, 4) == learnt(mask, 64, 4) == learnt(mask * 0, 16, 4) == (48, 64)
    assert learnt(mask, 16, 4) == (24, 32) and learnt(mask, 16, 16) == (32, 32)
    assert learnt(torch.ones(1, 1, 8, 80), 2, 4) == (4, 8)


def test_a_pixel_that_lost_a_part_is_missing():
    mask = torch.zeros(1, 1, 16, 16)
    mask[..., 5, 5] = 1
    image, holes = small(torch.full((1, 3, 16, 16), 0.25), mask, (8, 8))
    assert (image == 0.25).all() and holes.nonzero().tolist() == [[0, 0, 2, 2]]


def test_a_fill_is_called_at_the_size_and_answers_at_the_photos(scene):
    image, mask = scene
    seen = []

    def fill(photo, holes):
        seen.append(holes.shape[2:])
        return photo

    assert fill_at((24, 32), image, mask, fill).shape == image.shape and seen == [(24, 32)]
    assert fill_at((48, 64), image, mask, fill) is image


def test_what_adds_nothing_to_the_membrane_is_the_sharp_one(scene):
    image, mask = scene
    found = fill_at((24, 32), image, mask, spread)
    assert torch.allclose(found, spread(image, mask)) and torch.equal(found[0], image[0])


def test_what_it_adds_is_scaled_up(scene):
    image, mask = scene
    found = fill_at((24, 32), image, mask, lambda photo, holes: spread(photo, holes) + 0.1 * holes)
    change = found - spread(image, mask)
    assert change[1, :, 20:28, 28:36].sub(0.1).abs().max() < 1e-5
    assert change[0].abs().max() < 1e-6
