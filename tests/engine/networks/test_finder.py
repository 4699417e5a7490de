"""The damage finder before any training."""

import torch

from engine.networks.finder import KIND_IDS, SIDE_MULTIPLE_PX, Finder


def small():
    torch.manual_seed(0)
    return Finder(widths=(8, 8, 8, 8, 8), before=(1, 1, 1, 1, 1)).eval()


def test_one_plane_for_each_kind_at_any_multiple():
    found = small()(torch.rand(1, 3, SIDE_MULTIPLE_PX, 3 * SIDE_MULTIPLE_PX))
    assert found.shape == (1, len(KIND_IDS), SIDE_MULTIPLE_PX, 3 * SIDE_MULTIPLE_PX)


def test_training_starts_by_finding_little():
    assert torch.sigmoid(small()(torch.rand(1, 3, 64, 64))).max() < 0.3


def test_its_size():
    assert sum(weight.numel() for weight in Finder().parameters()) == 3_333_732


def test_confidence_is_full_from_the_limit_on_and_a_half_at_even_odds():
    network = small()
    torch.nn.init.normal_(network.head.weight, std=3)
    image = torch.rand(1, 3, 64, 64)
    logits = network(image)[0, 1]
    network.limits[1] = limit = logits.max() / 2
    found = network.confidence(image)[0, 1]
    assert limit > 0 and (found[logits >= limit] == 1).all() and (found[logits < limit * 0.99] < 1).all()
    assert torch.equal(found > 0.5, logits > 0)


def test_what_is_far_away_is_heard():
    """Each pixel's answer depends on the whole picture."""
    network = small()
    image = torch.rand(1, 3, 256, 256)
    other = image.clone()
    other[..., 200:, 200:] = 0
    assert not torch.equal(network(image)[..., :16, :16], network(other)[..., :16, :16])
