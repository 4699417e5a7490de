"""Batch normalisation that helps a network to learn, and is gone from what is shipped.

Ioffe, Szegedy, "Batch Normalization", ICML 2015: at rest it is a scale and a shift of each channel, which the
convolution before it takes over.
"""

from __future__ import annotations

import copy
from typing import TypeVar

import torch
from torch import nn

Network = TypeVar("Network", bound=nn.Module)


def normed(network: nn.Module) -> nn.Module:
    """Put a batch normalisation behind every convolution of `network` but its last; changed in place."""
    convs = [(name, part) for name, part in network.named_modules() if isinstance(part, nn.Conv2d)]
    for name, conv in convs[:-1]:
        _put(network, name, nn.Sequential(conv, nn.BatchNorm2d(conv.out_channels)))
    return network


def folded(network: Network) -> Network:
    """A copy whose convolutions do what they and their normalisation did, on running statistics."""
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
        _put(network, name, conv)
    return network


def _put(network: nn.Module, name: str, part: nn.Module) -> None:
    above, _, last = name.rpartition(".")
    setattr(network.get_submodule(above), last, part)
