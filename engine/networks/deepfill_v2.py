"""DeepFill v2: two gated stages with contextual attention, and SN-PatchGAN (Yu et al., ICCV 2019).

Layer table of the authors' release.  A layer written "48" is a convolution of 48 maps that leaves 24.
"""

from __future__ import annotations

from typing import cast

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from engine.networks.layers.attention import attend
from engine.networks.layers.carry import carry
from engine.networks.layers.gated import Gated, GatedUp
from engine.networks.layers.spectral import normalised
from engine.networks.layers.spread import spread
from engine.networks.layers.two_sizes import in_two_sizes

SIDE_MULTIPLE_PX = 8  # Two halvings, and attention at half of that.
DILATION_RATES = (2, 4, 8, 16)


class Stages(nn.Module):
    """Coarse, then refined.  cnum: filters of the first layer; inputs: channels of the first stage.

    further: channels of the second stage beside the coarse composite.  valid: see `attend`.
    """

    def __init__(
        self,
        cnum: int = 48,
        *,
        inputs: int = 5,
        further: int = 0,
        dilations: tuple[int, ...] = DILATION_RATES,
        valid: float = 0.0,
    ) -> None:
        super().__init__()
        self.valid = valid
        wide = 4 * cnum
        self.coarse = nn.Sequential(
            *_chain(inputs, (cnum, 5, 1), (2 * cnum, 3, 2), (2 * cnum, 3, 1), (wide, 3, 2)),
            *_plain(wide, 2),
            *_dilated(wide, dilations),
            *_plain(wide, 2),
            *_decoder(cnum),
        )
        self.dilated = nn.Sequential(
            *_chain(
                3 + further, (cnum, 5, 1), (cnum, 3, 2), (2 * cnum, 3, 1), (2 * cnum, 3, 2), (wide, 3, 1)
            ),
            *_plain(wide, 1),
            *_dilated(wide, dilations),
        )
        self.before = nn.Sequential(
            *_chain(3 + further, (cnum, 5, 1), (cnum, 3, 2), (2 * cnum, 3, 1), (wide, 3, 2)),
            *_plain(wide, 1),
            Gated(wide // 2, wide, activation=F.relu),
        )
        self.after = nn.Sequential(*_plain(wide, 2))
        self.merged = nn.Sequential(Gated(wide, wide), *_plain(wide, 1), *_decoder(cnum))
        carry([*self.coarse], gated=True)
        carry([*self.dilated, *self.merged], gated=True)

    def forward(self, known: Tensor, mask: Tensor, *planes: Tensor, guides: Tensor | None = None) -> Stage:
        """known: N×3×H×W in [−1, 1], 0 where missing.  mask: N×1×H×W.  Sides divide by SIDE_MULTIPLE_PX.

        planes: what the first stage sees after `known`, in this order.  guides: what the second sees beside
        the composite.  Returns (coarse, refined, weights of the attention); pictures in [−1, 1].
        """
        coarse = self.first(known, *planes)
        seen = known + coarse * mask
        return coarse, *self.second(seen if guides is None else torch.cat([seen, guides], 1), mask)

    def first(self, *planes: Tensor) -> Tensor:
        """The coarse picture."""
        return torch.tanh(self.coarse(torch.cat(planes, 1)).float())

    def second(self, seen: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """The refined picture and the weights of the attention.  seen: the photo with a fill in its holes."""
        looked = self.before(seen)
        pasted, weights = attend(looked, looked, mask[..., ::4, ::4], valid=self.valid)
        both = torch.cat([self.dilated(seen), self.after(pasted.to(looked.dtype))], 1)
        return torch.tanh(self.merged(both).float()), weights


Stage = tuple[Tensor, Tensor, Tensor]


class DeepFillV2(nn.Module):
    """image: N×3×H×W in [0, 1].  mask, sketch (of a guided network): N×1×H×W of 0 and 1, 1 = missing, a line.

    begun: the first stage is shown the holes with a membrane in them.  Ours, no paper: by itself it takes
    hours to learn to carry colours that far.  adds: both stages answer with what to add in the holes, to what
    they are shown there; known pixels stay.  Ours too, and only with `begun`.  Without it, known pixels had
    five sixths of the absolute error of the weights that ship.
    crop: side of the photos it learns from, px; see `fill`.  What the holes hold has no influence.
    """

    def __init__(
        self,
        cnum: int = 48,
        *,
        guided: bool = False,
        dilations: tuple[int, ...] = DILATION_RATES,
        begun: bool = False,
        adds: bool = False,
        crop: int = 256,
    ) -> None:
        super().__init__()
        self.guided, self.begun, self.adds, self.crop = guided, begun, adds, crop
        self.stages = Stages(cnum, inputs=6 if guided else 5, dilations=dilations)
        if adds:
            self.start_at_membrane()

    def start_at_membrane(self) -> None:
        """Zero the last layer of both stages: what a network that adds starts its training at."""
        for stage in (self.stages.coarse, self.stages.merged):
            last = cast(nn.Conv2d, stage[-1])
            nn.init.zeros_(last.weight)
            nn.init.zeros_(cast(Tensor, last.bias))

    def forward(self, image: Tensor, mask: Tensor, sketch: Tensor | None = None) -> Stage:
        """(coarse, refined, weights of the attention), pictures in [0, 1]."""
        coarse = self.coarse(image, mask, sketch)
        return coarse, *self.refine(image * (1 - mask) + coarse * mask, mask)

    def coarse(self, image: Tensor, mask: Tensor, sketch: Tensor | None = None) -> Tensor:
        known = image * 2 - 1
        known = spread(known, mask) if self.begun else known * (1 - mask)
        planes = [torch.ones_like(mask), mask]
        if self.guided:
            planes.insert(0, torch.zeros_like(mask) if sketch is None else sketch * mask)
        coarse = self.stages.first(known, *planes)
        return (known + mask * coarse + 1) / 2 if self.adds else (coarse + 1) / 2

    def refine(self, filled: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """A fill made better, and the weights of the attention.  filled: in [0, 1], a fill in the photo."""
        refined, weights = self.stages.second(filled * 2 - 1, mask)
        return filled + mask * refined / 2 if self.adds else (refined + 1) / 2, weights

    def fill(self, image: Tensor, mask: Tensor, sketch: Tensor | None = None) -> Tensor:
        """The refined picture of one photo, also of holes larger than those it learnt from."""

        def whole(*planes: Tensor) -> Tensor:
            found: Tensor = self(*planes)[1]
            return found

        planes = [image, mask] if sketch is None else [image, mask, sketch]
        return in_two_sizes(
            planes, self.crop / 2, SIDE_MULTIPLE_PX, whole=whole, refine=lambda *seen: self.refine(*seen)[0]
        )


class SNPatchGAN(nn.Module):
    """Six spectrally normalised 5×5 convolutions of stride 2: N×inputs×H×W → N×4·width×H/64×W/64 scores."""

    def __init__(self, inputs: int = 4, width: int = 64) -> None:
        super().__init__()
        layers: list[nn.Module] = []
        for filters in (width, 2 * width, 4 * width, 4 * width, 4 * width, 4 * width):
            layers += [normalised(nn.Conv2d(inputs, filters, 5, 2, 2)), nn.LeakyReLU(0.2)]
            inputs = filters
        self.layers = nn.Sequential(*layers)

    def forward(self, x: Tensor) -> Tensor:
        scores: Tensor = self.layers(x)
        return scores


def _chain(inputs: int, *rows: tuple[int, int, int]) -> list[Gated]:
    """Gated convolutions from rows (filters, kernel, stride), each on the last one's output."""
    layers = []
    for filters, kernel, stride in rows:
        layers.append(Gated(inputs, filters, kernel, stride=stride))
        inputs = filters // 2
    return layers


def _plain(filters: int, count: int) -> list[Gated]:
    return [Gated(filters // 2, filters) for _ in range(count)]


def _dilated(filters: int, dilations: tuple[int, ...]) -> list[Gated]:
    return [Gated(filters // 2, filters, dilation=dilation) for dilation in dilations]


def _decoder(cnum: int) -> list[nn.Module]:
    """From 2·cnum channels at a quarter of the size to 3 at full size."""
    last = nn.Conv2d(cnum // 4, 3, 3, padding=1)
    return [
        GatedUp(2 * cnum, 2 * cnum),
        Gated(cnum, 2 * cnum),
        GatedUp(cnum, cnum),
        Gated(cnum // 2, cnum // 2),
        last,
    ]
