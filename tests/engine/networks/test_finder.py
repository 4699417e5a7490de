"""The damage finder before any training."""

import torch

from engine.networks.finder import KINDS, MULTIPLE, Finder


def small():
    torch.manual_seed(0)
    return Finder(widths=(8, 8, 8, 8, 8), before=(1, 1, 1, 1, 1)).eval()


def test_one_plane_for_each_kind_at_any_multiple():
    found = small()(torch.rand(1, 3, MULTIPLE, 3 * MULTIPLE))
    assert found.shape == (1, len(KINDS), MULTIPLE, 3 * MULTIPLE)


def test_training_starts_by_finding_little():
    assert torch.sigmoid(small()(torch.rand(1, 3, 64, 64))).max() < 0.3


def test_its_size():
    assert sum(weight.numel() for weight in Finder().parameters()) == 3_328_292


def test_a_limit_moves_where_a_find_begins():
    network = small()
    image = torch.rand(1, 3, 64, 64)
    logits = network(image)
    network.limits[1] = logits[0, 1].max()
    found = network.confidence(image)
    assert torch.isclose(found[0, 1].max(), torch.tensor(0.5))
    assert torch.allclose(found[0, 0], torch.sigmoid(logits[0, 0]), atol=1e-6)


def test_what_is_far_away_is_heard():
    """Each pixel's answer depends on the whole picture."""
    network = small()
    image = torch.rand(1, 3, 256, 256)
    other = image.clone()
    other[..., 200:, 200:] = 0
    assert not torch.equal(network(image)[..., :16, :16], network(other)[..., :16, :16])
