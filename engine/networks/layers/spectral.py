"""Spectral normalisation of convolutions (Miyato et al. 2018), by the framework's own parametrisation."""

from __future__ import annotations

from typing import TypeVar, cast

from torch import nn
from torch.nn.utils.parametrizations import spectral_norm

Layer = TypeVar("Layer", nn.Conv2d, nn.ConvTranspose2d, nn.Linear)


def normalised(layer: Layer) -> Layer:
    """The layer with weight / σ: one power iteration at each training forward, none in eval mode.

    The matrix is out × (in·k·k); a transposed convolution's out axis is its second.
    """
    axis = 1 if isinstance(layer, nn.ConvTranspose2d) else 0
    return cast(Layer, spectral_norm(layer, n_power_iterations=1, eps=1e-12, dim=axis))
