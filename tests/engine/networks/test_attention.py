"""Contextual attention: the acceptance facts of DeepFill v2's specification."""

from __future__ import annotations

import pytest
import torch

from engine.networks.layers.attention import attend


@pytest.fixture
def maps():
    return torch.randn(2, 6, 16, 12, generator=torch.Generator().manual_seed(1))


@pytest.fixture
def mask():
    """Two different holes."""
    mask = torch.zeros(2, 1, 16, 12)
    mask[0, :, 4:10, 4:8] = 1
    mask[1, :, :5] = 1
    return mask


def test_weights_are_shares_and_damaged_patches_have_none(maps, mask):
    _, weights = attend(maps, maps, mask)
    assert (weights >= 0).all() and (weights.sum(1) <= 1 + 1e-5).all()
    windows = torch.nn.functional.max_pool2d(mask[..., ::2, ::2], 3, 1, 1).flatten(1)
    assert (weights[windows > 0] == 0).all()
    assert (weights[windows == 0].amax(1) > 0).all()


def test_a_constant_comes_back_times_the_sum_of_its_weights(mask):
    flat = torch.full((2, 3, 16, 12), 0.7)
    found, weights = attend(flat, flat, mask)
    # Away from the border, where four patches lie on every cell.
    sums = weights.sum(1).view(2, 8, 6)[:, 2:-2, 2:-2]
    assert torch.allclose(sums, sums[:, :1, :1].expand_as(sums), atol=1e-5)
    assert torch.allclose(found[..., 6:10, 5:7], 0.7 * sums[:, :1, None, :1].expand(2, 3, 4, 2), atol=1e-4)


def test_all_missing_gives_nothing(maps):
    found, weights = attend(maps, maps, torch.ones(2, 1, 16, 12))
    assert (found == 0).all() and (weights == 0).all()


def test_sharp_attention_on_itself_is_the_identity(maps):
    found, weights = attend(maps, maps, torch.zeros(2, 1, 16, 12), scale=1e3, fuse=False)
    places = torch.arange(48)
    assert (weights.argmax(1) == places).float().mean() >= 0.99
    assert torch.allclose(found[..., 2:-2, 2:-2], maps[..., 2:-2, 2:-2], atol=1e-3)


def test_each_sample_has_its_own_mask(maps, mask):
    both, _ = attend(maps, maps, mask)
    alone = torch.cat([attend(maps[n : n + 1], maps[n : n + 1], mask[n : n + 1])[0] for n in range(2)])
    assert torch.allclose(both, alone, atol=1e-5)


def test_fusing_prefers_neighbours_that_match_neighbours(maps):
    """The scores of the identity lie on a diagonal, along which fusing adds them up."""
    shares = [
        attend(maps, maps, torch.zeros(2, 1, 16, 12), scale=0.3, fuse=fuse)[1].diagonal(dim1=1, dim2=2).mean()
        for fuse in (False, True)
    ]
    assert shares[1] > shares[0]


def test_soft_masks_count_up_to_a_limit(maps):
    faint = torch.full((2, 1, 16, 12), 0.04)
    assert (attend(maps, maps, faint)[1] == 0).all()
    assert (attend(maps, maps, faint, valid=0.05)[1].sum(1) > 0.9).all()
