"""The restoration network before any training."""

import torch

from engine.networks.restore import SIDE_MULTIPLE_PX, Restore


def inputs(height=32, width=48):
    draw = torch.Generator().manual_seed(0)
    membrane, plate = torch.rand(2, 1, 3, height, width, generator=draw)
    mask = (torch.rand(1, 1, height, width, generator=draw) < 0.2).float()
    return membrane, plate, mask


def test_it_starts_at_the_mean_of_both_fills():
    membrane, plate, mask = inputs()
    expected = torch.where(mask > 0, (membrane + plate) / 2, plate)
    assert torch.allclose(Restore()(membrane, plate, mask), expected, atol=1e-6)


def test_known_pixels_pass_through():
    network = Restore()
    torch.nn.init.normal_(network.head.weight)
    membrane, plate, mask = inputs()
    found = network(membrane, plate, mask)
    known = (mask == 0).expand_as(plate)
    assert torch.equal(found[known], plate[known])
    assert not torch.equal(found[~known], plate[~known])


def test_its_size():
    assert sum(weight.numel() for weight in Restore().parameters()) == 2_314_160


def test_any_multiple_of_its_stride_will_do():
    membrane, plate, mask = inputs(SIDE_MULTIPLE_PX, 5 * SIDE_MULTIPLE_PX)
    assert Restore()(membrane, plate, mask).shape == plate.shape
