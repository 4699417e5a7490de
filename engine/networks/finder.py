"""The network of the detector `finder`: a U-Net with one logit for every pixel and kind of damage.

Ours, no paper.  Like `restore` it starts at half the photo's resolution with 2×2 pixels as channels, so that
it sees scratches of one pixel.  Its lowest level is at 1/32 of the resolution, and the blocks there see the
mean over the whole image: only the rest of the photo shows that a piece of it is foreign.
"""

from __future__ import annotations

import itertools

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from engine.networks.layers.certain import certainty
from engine.networks.layers.fused import fusible, normed_residual

SIDE_MULTIPLE_PX = 32  # Sides must divide by this: the 2×2 stem and four halvings.
KIND_IDS = ("text", "scratches", "graffiti", "raindrops", "foreign")
INITIAL_LOGIT = -3.0  # Training starts here, as most pixels are sound.


class PreActivationBlock(nn.Module):
    """Residual block: x + conv(relu(norm(conv(relu(norm(x)))))).

    With batch normalisation, training takes half as many steps.
    """

    def __init__(self, width: int) -> None:
        super().__init__()
        self.norms = nn.ModuleList(nn.BatchNorm2d(width) for _ in range(2))
        self.convs = nn.ModuleList(nn.Conv2d(width, width, 3, padding=1) for _ in range(2))

    def forward(self, x: Tensor) -> Tensor:
        if not self.training and fusible(x):
            return normed_residual(x, [*self.norms], [*self.convs])
        change = x
        for norm, conv in zip(self.norms, self.convs, strict=True):
            change = conv(F.relu(norm(change)))
        return x + change


class GlobalContextBlock(nn.Module):
    """Residual block with global average pooling: a projection of the mean is added to every pixel."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.block = PreActivationBlock(width)
        self.mean = nn.Linear(width, width)

    def forward(self, x: Tensor) -> Tensor:
        context: Tensor = F.relu(self.mean(x.mean((2, 3))))
        features: Tensor = self.block(x + context[:, :, None, None])
        return features


class Finder(nn.Module):
    """U-Net: image N×3×H×W in [0, 1] → logits N×kinds×H×W.  H and W divide by SIDE_MULTIPLE_PX."""

    def __init__(
        self,
        widths: tuple[int, ...] = (32, 48, 96, 128, 160),
        before: tuple[int, ...] = (1, 2, 2, 2, 3),
        after: tuple[int, ...] = (1, 1, 1, 1),
        kinds: int = len(KIND_IDS),
    ) -> None:
        super().__init__()
        self.stem = nn.Conv2d(3 * 4, widths[0], 3, padding=1)
        self.before = nn.ModuleList(
            nn.Sequential(*(PreActivationBlock(width) for _ in range(count)))
            for width, count in zip(widths[:-1], before[:-1], strict=True)
        )
        self.bottom = nn.Sequential(*(GlobalContextBlock(widths[-1]) for _ in range(before[-1])))
        self.down = nn.ModuleList(
            nn.Conv2d(fine, coarse, 2, 2) for fine, coarse in itertools.pairwise(widths)
        )
        self.up = nn.ModuleList(nn.Conv2d(coarse, fine * 4, 1) for fine, coarse in itertools.pairwise(widths))
        self.after = nn.ModuleList(
            nn.Sequential(*(PreActivationBlock(width) for _ in range(count)))
            for width, count in zip(widths[:-1], after, strict=True)
        )
        self.head = nn.Conv2d(widths[0], kinds * 4, 3, padding=1)
        nn.init.constant_(self.head.bias, INITIAL_LOGIT)  # type: ignore[arg-type]
        self.limits: Tensor
        self.register_buffer("limits", torch.ones(kinds))  # The logits that count as certain.

    def forward(self, image: Tensor) -> Tensor:
        x = self.stem_features(image)
        skipped: list[Tensor] = []
        for blocks, down in zip(self.before, self.down, strict=True):
            x = blocks(x)
            skipped.append(x)
            x = down(x)
        x = self.bottom(x)
        for level in range(len(self.up) - 1, -1, -1):
            x = self.after[level](skipped[level] + F.pixel_shuffle(self.up[level](x), 2))
        # To NCHW memory for the code that reads the planes.
        return F.pixel_shuffle(self.head(x), 2).contiguous().float()

    def stem_features(self, image: Tensor) -> Tensor:
        """The output of the first layer, N×widths[0]×H/2×W/2."""
        x = F.pixel_unshuffle((image - 0.5) * 2, 2).contiguous(memory_format=torch.channels_last)
        features: Tensor = self.stem(x)
        return features

    def confidence(self, image: Tensor) -> Tensor:
        """N×K×H×W in [0, 1]: 0.5 where the logit is 0, 1 from the kind's limit on."""
        return certainty(self(image), self.limits)
