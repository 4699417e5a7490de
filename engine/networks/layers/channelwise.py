"""The channel-wise fully connected layer (Pathak et al., Context Encoders, CVPR 2016, section 3.1)."""

from __future__ import annotations

import torch
from torch import Tensor, nn


class ChannelWise(nn.Module):
    """N×C×h×w → the same: within each channel every position sees all of them; channels do not mix.

    C·n² weights and C·n biases, n = h·w, where a dense layer has C²·n².
    """

    def __init__(self, channels: int, positions: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.empty(channels, positions, positions))
        self.bias = nn.Parameter(torch.zeros(channels, positions))
        nn.init.normal_(self.weight, 0, 0.02)

    def forward(self, x: Tensor) -> Tensor:
        found = torch.einsum("nci,cji->ncj", x.flatten(2), self.weight) + self.bias
        return found.view_as(x)
