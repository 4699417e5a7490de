"""The context encoder (Pathak, Krähenbühl, Donahue, Darrell, Efros, CVPR 2016, and the authors' release)."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Literal, cast

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from engine.networks.layers.channelwise import ChannelWise
from engine.networks.layers.scale import fill_at
from engine.networks.layers.spread import spread

# What the network sees in a hole: the release's constant.
HOLE_COLOUR = (117 / 255, 104 / 255, 123 / 255)
LEAKY_RELU_SLOPE = 0.2
OVERLAP_PX = 4  # The answer for the middle reaches this far beyond the hole.
BOTTLENECK_SIDE = 4  # The maps that go through the bottleneck have so many cells a side.
Mode = Literal["random", "centre"]
Bottleneck = Literal["dense", "channelwise"]


@dataclass(frozen=True, kw_only=True)
class ContextEncoderDesign:
    """mode: "centre" answers for the middle half of the picture, "random" for all of it.

    neck: width of the dense bottleneck.  side: of the picture, px; 64 for the random mode alone.
    begun: it is shown a membrane in the holes and the mask beside it, and answers with what to add to it.
    Ours, no paper: whatever goes through the bottleneck is a blur.
    """

    mode: Mode = "random"
    width: int = 64
    bottleneck: Bottleneck = "dense"
    neck: int = 4000
    side: int = 128
    begun: bool = False


SLIM_DESIGN = ContextEncoderDesign(width=32, bottleneck="channelwise", begun=True)


class ContextEncoder(nn.Module):
    """image: N×3×side×side in [0, 1].  mask: N×1×side×side of 0 and 1, 1 = missing.

    Returns the middle half or the whole picture, in [0, 1], if begun not clipped.  What the holes hold has no
    influence.
    """

    constant: Tensor

    def __init__(self, design: ContextEncoderDesign | None = None) -> None:
        super().__init__()
        self.design = design or ContextEncoderDesign()
        w, small = self.design.width, self.design.side == 64
        inputs = 4 if self.design.begun else 3
        widths = [w, *([] if small else [w]), 2 * w, 4 * w, 8 * w]
        encoder: list[nn.Module] = [nn.Conv2d(inputs, w, 4, 2, 1), nn.LeakyReLU(LEAKY_RELU_SLOPE)]
        for before, after in itertools.pairwise(widths):
            encoder += [
                nn.Conv2d(before, after, 4, 2, 1),
                nn.BatchNorm2d(after),
                nn.LeakyReLU(LEAKY_RELU_SLOPE),
            ]
        self.encoder = nn.Sequential(*encoder)
        self.bottleneck = _channelwise(8 * w) if self.channelwise else _dense(8 * w, self.design.neck)
        risen = [8 * w, 4 * w, 2 * w, w]
        if self.design.mode == "random" and not small:
            risen.append(w)
        decoder: list[nn.Module] = []
        for before, after in itertools.pairwise(risen):
            decoder += [nn.ConvTranspose2d(before, after, 4, 2, 1), nn.BatchNorm2d(after), nn.ReLU()]
        self.decoder = nn.Sequential(*decoder)
        self.last = nn.ConvTranspose2d(w, 3, 4, 2, 1)
        self.register_buffer("constant", torch.tensor(HOLE_COLOUR).view(1, 3, 1, 1), persistent=False)
        self._start()

    @property
    def channelwise(self) -> bool:
        return self.design.bottleneck == "channelwise"

    def forward(self, image: Tensor, mask: Tensor) -> Tensor:
        side = self.design.side
        if image.shape[2:] != (side, side):
            raise ValueError(f"a context encoder takes {side} × {side} px, not {tuple(image.shape[2:])}")
        base = spread(torch.where(mask > 0, 0, image), mask) if self.design.begun else None
        shown = torch.where(mask > 0, self.constant, image) if base is None else base
        seen = shown * 2 - 1 if base is None else torch.cat([shown * 2 - 1, mask], 1)
        found = torch.tanh(self.last(self.decoder(self.bottleneck(self.encoder(seen)))).float())
        return (found + 1) / 2 if base is None else self.middle(base) + self.middle(mask) * found / 2

    def middle(self, picture: Tensor) -> Tensor:
        """The part of N×C×side×side that the network answers for."""
        if self.design.mode == "random":
            return picture
        quarter = self.design.side // 4
        return picture[..., quarter:-quarter, quarter:-quarter]

    def fill(self, image: Tensor, mask: Tensor) -> Tensor:
        """The picture of photos of any size: the square around each one's holes goes through the network."""
        return torch.cat([self._one(image[n : n + 1], mask[n : n + 1]) for n in range(len(mask))])

    def _one(self, image: Tensor, mask: Tensor) -> Tensor:
        if not bool(mask.any()):
            return image
        top, left, side = self._square(mask)
        height, width = mask.shape[2:]
        margin = (max(0, -left), max(0, left + side - width), max(0, -top), max(0, top + side - height))
        photo, holes = (F.pad(plane, margin, mode="replicate") for plane in (image, mask))
        top, left = top + margin[2], left + margin[0]
        rows, columns = slice(top, top + side), slice(left, left + side)
        size = (self.design.side,) * 2
        filled = photo.clone()
        filled[..., rows, columns] = fill_at(
            size, photo[..., rows, columns], holes[..., rows, columns], self._whole
        ).to(photo.dtype)
        return filled[..., margin[2] : margin[2] + height, margin[0] : margin[0] + width]

    def _whole(self, photo: Tensor, holes: Tensor) -> Tensor:
        """The answer in its place; around that of the centre mode nothing is missing."""
        picture = photo.clone().float()
        self.middle(picture).copy_(self(photo, holes))
        return picture

    def _square(self, mask: Tensor) -> tuple[int, int, int]:
        """Top, left and side of what is looked at: holes take up to half of a side; never below `side` px.

        It lies in the photo where it fits; for the centre mode the hole is in its middle.
        """
        rows, columns = (mask[0, 0].amax(axis).nonzero()[[0, -1], 0].tolist() for axis in (1, 0))
        reach = max(last + 1 - first for first, last in (rows, columns))
        centred, own = self.design.mode == "centre", self.design.side
        if centred:
            side = max(own, -(-reach * own // (own // 2 - 2 * OVERLAP_PX)))
        else:
            side = max(own, reach, min(2 * reach, *mask.shape[2:]))
        corners = []
        for (first, last), length in zip((rows, columns), mask.shape[2:], strict=True):
            corner = (first + last + 1 - side) // 2
            fits = side <= length and not centred
            corners.append(min(max(corner, 0), length - side) if fits else corner)
        return corners[0], corners[1], side

    def _start(self) -> None:
        """Weights N(0, 0.02), gains of norms N(1, 0.02); a network that is begun starts at the membrane."""
        for part in self.modules():
            if isinstance(part, nn.Conv2d | nn.ConvTranspose2d):
                nn.init.normal_(part.weight, 0, 0.02)
                nn.init.zeros_(cast(Tensor, part.bias))
            elif isinstance(part, nn.BatchNorm2d):
                nn.init.normal_(part.weight, 1, 0.02)
        if self.design.begun:
            nn.init.zeros_(self.last.weight)


def _dense(width: int, neck: int) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(width, neck, BOTTLENECK_SIDE),
        nn.BatchNorm2d(neck),
        nn.LeakyReLU(LEAKY_RELU_SLOPE),
        nn.ConvTranspose2d(neck, width, BOTTLENECK_SIDE),
        nn.BatchNorm2d(width),
        nn.ReLU(),
    )


def _channelwise(width: int) -> nn.Sequential:
    return nn.Sequential(
        ChannelWise(width, BOTTLENECK_SIDE * BOTTLENECK_SIDE),
        nn.BatchNorm2d(width),
        nn.ReLU(),
        nn.Conv2d(width, width, 1),
    )
