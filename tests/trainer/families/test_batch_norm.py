"""Normalisation that is trained with and not shipped."""

from __future__ import annotations

import torch

from engine.networks.vcn import MPN
from trainer.families.batch_norm import folded, with_batch_norm


def test_what_is_shipped_answers_as_what_was_trained():
    torch.manual_seed(0)
    photos = torch.rand(2, 3, 32, 32)
    network = MPN(4)
    plain = set(network.state_dict())
    with_batch_norm(network).train()
    for _ in range(3):
        network(photos)
    for part in network.modules():
        if isinstance(part, torch.nn.BatchNorm2d):
            torch.nn.init.normal_(part.weight)
            torch.nn.init.normal_(part.bias)
    network.eval()
    shipped = folded(network)
    assert set(shipped.state_dict()) == plain
    assert not torch.allclose(network(photos)[0], torch.zeros(1))
    for one, other in zip(network(photos), shipped(photos), strict=True):
        assert torch.allclose(one, other, atol=1e-4)


def test_a_network_without_any_stays_as_it_is():
    network = MPN(4)
    assert all(
        torch.equal(a, b) for a, b in zip(network.parameters(), folded(network).parameters(), strict=True)
    )
