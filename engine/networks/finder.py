"""The damage finder: a U-Net that says of every pixel how likely it is damaged, for each kind of damage.

Ours, no paper.  Like `restore` it starts at half the photo's resolution, where 2×2 pixels are channels, so
that a scratch of one pixel is seen; unlike it, it goes down to a thirty-second, and each block of the lowest
level is told the mean of the whole picture: what is foreign shows by what surrounds it.
"""

from __future__ import annotations

import itertools

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from engine.networks.layers.certain import certainty
from engine.networks.layers.fused import fusible, normed_residual

MULTIPLE = 32  # sides must divide by this: the 2×2 stem and four halvings
KINDS = ("text", "scratches", "graffiti", "raindrops", "foreign")
RARE = -3.0  # the logit that training starts at: most pixels are sound


class Block(nn.Module):
    """x + conv(relu(norm(conv(relu(norm(x)))))).  Batch normalisation halved the steps that training took."""

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


class Informed(nn.Module):
    """A block that also hears the mean of the whole picture."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.block = Block(width)
        self.mean = nn.Linear(width, width)

    def forward(self, x: Tensor) -> Tensor:
        told: Tensor = F.relu(self.mean(x.mean((2, 3))))
        found: Tensor = self.block(x + told[:, :, None, None])
        return found


class Finder(nn.Module):
    """image: N×3×H×W in [0, 1] → logits N×K×H×W, K = len(KINDS).  H and W divide by MULTIPLE."""

    def __init__(
        self,
        widths: tuple[int, ...] = (32, 48, 96, 128, 160),
        before: tuple[int, ...] = (1, 2, 2, 2, 3),
        after: tuple[int, ...] = (1, 1, 1, 1),
    ) -> None:
        super().__init__()
        self.stem = nn.Conv2d(3 * 4, widths[0], 3, padding=1)
        self.before = nn.ModuleList(
            nn.Sequential(*(Block(width) for _ in range(count)))
            for width, count in zip(widths[:-1], before[:-1], strict=True)
        )
        self.bottom = nn.Sequential(*(Informed(widths[-1]) for _ in range(before[-1])))
        self.down = nn.ModuleList(
            nn.Conv2d(fine, coarse, 2, 2) for fine, coarse in itertools.pairwise(widths)
        )
        self.up = nn.ModuleList(nn.Conv2d(coarse, fine * 4, 1) for fine, coarse in itertools.pairwise(widths))
        self.after = nn.ModuleList(
            nn.Sequential(*(Block(width) for _ in range(count)))
            for width, count in zip(widths[:-1], after, strict=True)
        )
        self.head = nn.Conv2d(widths[0], len(KINDS) * 4, 3, padding=1)
        nn.init.constant_(self.head.bias, RARE)  # type: ignore[arg-type]
        self.limits: Tensor
        self.register_buffer("limits", torch.ones(len(KINDS)))  # the logits that sound photos seldom reach

    def forward(self, image: Tensor) -> Tensor:
        x = self.begun(image)
        passed: list[Tensor] = []
        for blocks, down in zip(self.before, self.down, strict=True):
            x = blocks(x)
            passed.append(x)
            x = down(x)
        x = self.bottom(x)
        for level in range(len(self.up) - 1, -1, -1):
            x = self.after[level](passed[level] + F.pixel_shuffle(self.up[level](x), 2))
        return F.pixel_shuffle(self.head(x), 2).contiguous().float()  # planes, as they are read from here on

    def begun(self, image: Tensor) -> Tensor:
        """What the first layer makes of it, N×widths[0]×H/2×W/2."""
        x = F.pixel_unshuffle((image - 0.5) * 2, 2).contiguous(memory_format=torch.channels_last)
        first: Tensor = self.stem(x)
        return first

    def confidence(self, image: Tensor) -> Tensor:
        """N×K×H×W in [0, 1]: one half where damage is as likely as not, 1 from the kind's limit on."""
        return certainty(self(image), self.limits)
