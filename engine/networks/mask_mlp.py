"""The mask-specific patch MLP: Köhler, Schuler, Schölkopf, Harmeling, "Mask-specific inpainting with deep
neural networks", GCPR 2014; base network and scaling after Burger, Schuler, Harmeling, CVPR 2012.

Gray patches; a photo's channels go through it one by one, with the same mask.
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, cast

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from engine.errors import OptionInvalid, WeightsDamaged
from engine.models.weights import Card
from engine.networks.layers.patches import Grid, slide, vectors
from engine.networks.layers.prefill import first_fills
from engine.text import Text

INPUT_MEAN, INPUT_DEVIATION = 0.5, 0.2  # The network sees (x − 0.5) / 0.2 of values in [0, 1].
MIN_CONTRAST = 0.1  # In the network's units: a patch with less contrast is not stretched to unit contrast.
# From this share of wanted patches on, all are evaluated by convolution, which copies no patch.
DENSE_FROM_SHARE = 0.6


@dataclass(frozen=True, kw_only=True)
class Architecture:
    """Layer widths, as in the paper's tuples.  inner, outer: px a side, of what is seen and what is answered.

    corrects: missing pixels hold a thin-plate fill, and the network answers what is to be added to it; each
    patch is seen without its mean and at unit contrast, and answered alike.  Not in the paper, whose networks
    learned for days: it spares a network from learning to copy and to interpolate.
    """

    inner: int
    hidden: tuple[int, ...]
    outer: int
    with_mask: bool
    corrects: bool = False

    def __post_init__(self) -> None:
        if not self.hidden or min(self.inner, self.outer, *self.hidden) < 1:
            raise OptionInvalid(Text("{layers} has a layer without units", layers=self))
        if self.inner < self.outer or (self.inner - self.outer) % 2:
            raise OptionInvalid(
                Text(
                    "{layers}: the patch seen is larger than the one answered, by an even number of px",
                    layers=self,
                )
            )

    @property
    def margin(self) -> int:
        """px that are seen around what is answered."""
        return (self.inner - self.outer) // 2

    @property
    def widths(self) -> tuple[int, ...]:
        """Of all layers, the input (pixels, then mask) first."""
        return self.inner**2 * (2 if self.with_mask else 1), *self.hidden, self.outer**2

    def __str__(self) -> str:
        return ",".join((f"{self.inner}^2", *map(str, self.hidden), f"{self.outer}^2"))


def parse(text: str, *, with_mask: bool, corrects: bool = False) -> Architecture:
    """ "16^2,512,512,512,8^2", also "(39², 2047×4, 13²)".  The mask is not written.

    Raises OptionInvalid.
    """
    words = re.sub(r"[()\s]", "", text).replace("²", "^2").replace("×", "x").split(",")
    ends = [re.fullmatch(r"(\d+)\^2", word) for word in (words[0], words[-1])]
    middle = [re.fullmatch(r"(\d+)(?:x(\d+))?", word) for word in words[1:-1]]
    if len(words) < 3 or None in ends or None in middle:
        raise OptionInvalid(Text("layers are written as 16^2,512,512,512,8^2, not {given}", given=repr(text)))
    inner, outer = (int(end[1]) for end in ends if end)
    hidden = tuple(int(word[1]) for word in middle if word for _ in range(int(word[2] or 1)))
    return Architecture(inner=inner, hidden=hidden, outer=outer, with_mask=with_mask, corrects=corrects)


def from_card(card: Card) -> Architecture:
    """Of trained weights.  Raises WeightsDamaged."""
    try:
        facts = card.more
        return parse(facts["layers"], with_mask=bool(facts["with_mask"]), corrects=bool(facts["corrects"]))
    except (KeyError, TypeError) as error:
        raise WeightsDamaged(Text("the card of {id} does not say what its layers are", id=card.id)) from error


def contrast(patches: Tensor) -> Tensor:
    """The unit of a correction of patches N×inner², scaled: N×1."""
    return (patches.var(-1, keepdim=True, correction=0) + MIN_CONTRAST**2).sqrt()


class MaskMLP(nn.Module):
    """Linear layers with tanh between.  State: layers.0.weight … of shape out × in, pixels before mask."""

    def __init__(self, architecture: Architecture) -> None:
        super().__init__()
        self.architecture = architecture
        self.trained_on: Mapping[str, Any] = {}  # what its card says of the damage
        widths = architecture.widths
        self.layers = nn.ModuleList(nn.Linear(before, after) for before, after in itertools.pairwise(widths))
        for layer in self._linear():
            bound = math.sqrt(6 / (layer.in_features + layer.out_features))
            nn.init.uniform_(layer.weight, -bound, bound)
            nn.init.zeros_(layer.bias)
        if architecture.corrects:  # training starts at the fill itself
            nn.init.zeros_(self._linear()[-1].weight)

    def forward(self, pixels: Tensor, mask: Tensor | None = None) -> Tensor:
        """pixels: N×inner² scaled; mask: N×inner², 1 = missing.  Returns N×outer², scaled.

        What lies under the mask is not looked at; if `corrects`, it is the first fill.
        """
        seen, spread = self._seen(pixels, mask)
        answer: Tensor = self.layers[-1](torch.tanh(self._summed(seen, mask)))
        return (
            answer.float() * spread + self._middle(pixels) if self.architecture.corrects else answer.float()
        )

    def last_hidden(self, pixels: Tensor, mask: Tensor | None = None) -> Tensor:
        """What the units of the last hidden layer sum up, before their tanh: N×units."""
        return self._summed(self._seen(pixels, mask)[0], mask)

    def _seen(self, pixels: Tensor, mask: Tensor | None) -> tuple[Tensor, Tensor]:
        """The patches as the first layer sees them, and the unit of the answers, N×1."""
        if not self.architecture.corrects:
            return (pixels if mask is None else pixels * (1 - mask)), pixels.new_ones(len(pixels), 1)
        spread = contrast(pixels)
        return (pixels - pixels.mean(-1, keepdim=True)) / spread, spread

    def _summed(self, seen: Tensor, mask: Tensor | None) -> Tensor:
        first, *rest = self._linear()[:-1]
        x: Tensor = first(seen if mask is None else torch.cat([seen, mask], -1))
        for layer in rest:
            x = layer(torch.tanh(x))
        return x

    def dense(self, pixels: Tensor, mask: Tensor | None, stride: int) -> Tensor:
        """The same on every patch of N×1×H×W planes and a 1×1×H×W mask: N×outer²×rows×columns.

        The first layer is a convolution by inner×inner, the others by 1×1.
        """
        side, corrects = self.architecture.inner, self.architecture.corrects
        first, *rest = self._linear()
        kernels = first.weight.view(len(first.weight), -1, side, side)
        seen = pixels if mask is None or corrects else pixels * (1 - mask)
        x = F.conv2d(seen, kernels[:, :1], stride=stride)
        spread: Tensor | float = 1.0
        if corrects:
            level = F.avg_pool2d(seen, side, stride)
            spread = (F.avg_pool2d(seen**2, side, stride) - level**2).clamp(min=0).add(MIN_CONTRAST**2).sqrt()
            x = (x - level * kernels[:, :1].sum((1, 2, 3)).view(1, -1, 1, 1)) / spread
        if mask is not None:  # once for all planes
            x = x + F.conv2d(mask, kernels[:, 1:], stride=stride)
        x = x + first.bias.view(1, -1, 1, 1)
        for layer in rest:
            x = F.conv2d(torch.tanh(x), layer.weight[..., None, None], layer.bias)
        return x.float() * spread + self._middles(pixels, stride) if corrects else x.float()

    def _linear(self) -> list[nn.Linear]:
        return [cast(nn.Linear, layer) for layer in self.layers]

    def _middle(self, patches: Tensor) -> Tensor:
        """N×inner² → N×outer²."""
        side, margin = self.architecture.inner, self.architecture.margin
        inside = slice(margin, side - margin)
        return patches.view(-1, side, side)[:, inside, inside].flatten(1)

    def _middles(self, planes: Tensor, stride: int) -> Tensor:
        """N×1×H×W → N×outer²×rows×columns: the middle of every patch."""
        margin, outer = self.architecture.margin, self.architecture.outer
        inside = planes[..., margin : planes.shape[-2] - margin, margin : planes.shape[-1] - margin]
        rows = (inside.shape[-2] - outer) // stride + 1
        return F.unfold(inside, outer, stride=stride).view(len(planes), outer**2, rows, -1)


def restored(
    network: MaskMLP,
    image: Tensor,
    mask: Tensor | None,
    *,
    stride: int,
    windowed: bool = False,
    keep: float = 0.0,
    step: Callable[[float], None] = lambda _: None,
) -> Tensor:
    """Repair a picture of any size, its channels one by one; answers that overlap are averaged.

    image: 1×C×H×W in [0, 1].  mask: 1×1×H×W, above 0 = missing; None where the network is blind.
    stride: 1 (best) … outer (fastest).  windowed: answers weigh less towards their rims.
    keep: a blind answer keeps the pixels that it would change by less than this.
    Returns 1×C×H×W; known pixels are the image's own.
    """
    made = network.architecture
    height, width = image.shape[-2:]
    grid = Grid(outer=made.outer, margin=made.margin, stride=stride, height=height, width=width)
    missing = None if mask is None else (mask > 0).to(image)
    start = image if missing is None or not made.corrects else _filled(image, missing)
    planes = (start.transpose(0, 1) - INPUT_MEAN) / INPUT_DEVIATION

    def evaluate(seen: Tensor, marked: Tensor | None) -> Tensor:
        wanted = None if marked is None else grid.wanted(marked)
        if marked is None or wanted is None or wanted.float().mean() >= DENSE_FROM_SHARE:
            return network.dense(seen, marked, stride)
        places = wanted.flatten()
        answers = seen.new_zeros(len(seen), places.numel(), made.outer**2)
        pixels = vectors(seen, made.inner, stride)[:, places]
        holes = vectors(marked, made.inner, stride)[:, places].expand_as(pixels)
        answers[:, places] = network(pixels.flatten(0, 1), holes.flatten(0, 1)).view(*pixels.shape[:2], -1)
        return answers.transpose(1, 2).reshape(len(seen), -1, *wanted.shape)

    found, _ = slide(evaluate, planes, missing, grid=grid, windowed=windowed, step=step)
    found = (found * INPUT_DEVIATION + INPUT_MEAN).transpose(0, 1)
    if missing is not None:
        return torch.where(missing > 0, found, image)
    return torch.where((found - image).abs() < keep, image, found) if keep else found


def _filled(image: Tensor, missing: Tensor) -> Tensor:
    """The thin-plate fill of one channel or three."""
    return first_fills(image.expand(-1, 3, -1, -1), missing > 0)[1][:, : image.shape[1]]
