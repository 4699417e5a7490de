"""Batch normalisation during training, folded into the convolutions before the weights are exported.

Ioffe, Szegedy, "Batch Normalization", ICML 2015: in inference it scales and shifts each channel, which the
convolution before it can do as well.
"""

from __future__ import annotations

import copy
from typing import TypeVar

import torch
from torch import nn

Network = TypeVar("Network", bound=nn.Module)


def with_batch_norm(network: nn.Module) -> nn.Module:
    """The network, changed in place: batch normalisation after every convolution except the last."""
    convs = [(name, part) for name, part in network.named_modules() if isinstance(part, nn.Conv2d)]
    for name, conv in convs[:-1]:
        _set_submodule(network, name, nn.Sequential(conv, nn.BatchNorm2d(conv.out_channels)))
    return network


def folded(network: Network) -> Network:
    """A copy without normalisation: each convolution also does what its normalisation did in inference."""
    network = copy.deepcopy(network)
    pairs = [
        (name, part)
        for name, part in network.named_modules()
        if isinstance(part, nn.Sequential) and len(part) == 2 and isinstance(part[1], nn.BatchNorm2d)
    ]
    for name, (conv, norm) in pairs:
        assert isinstance(conv, nn.Conv2d) and conv.bias is not None and isinstance(norm, nn.BatchNorm2d)
        assert norm.running_mean is not None and norm.running_var is not None
        with torch.no_grad():
            scale = norm.weight / (norm.running_var + norm.eps).sqrt()
            conv.weight.mul_(scale.view(-1, 1, 1, 1))
            conv.bias.sub_(norm.running_mean).mul_(scale).add_(norm.bias)
        _set_submodule(network, name, conv)
    return network


def _set_submodule(network: nn.Module, name: str, part: nn.Module) -> None:
    above, _, last = name.rpartition(".")
    setattr(network.get_submodule(above), last, part)
