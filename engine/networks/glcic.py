"""GLCIC's completion network (Iizuka, Simo-Serra, Ishikawa, SIGGRAPH 2017): dilated convolutions."""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from engine.networks.layers.scale import fill_at, learnt
from engine.networks.layers.spread import spread

SIDE_MULTIPLE_PX = 4  # Two halvings.
DILATION_RATES = (2, 4, 8, 16)
MEAN_TRAINING_COLOUR = (0.436, 0.433, 0.394)
# With these weights a transposed convolution begins as a bilinear enlargement.
BILINEAR_TAPS = (0.25, 0.75, 0.75, 0.25)


@dataclass(frozen=True, kw_only=True)
class GLCICDesign:
    """width: filters of the first layer.  crop: side of the photos that are learnt from, px.

    grouped: group normalisation, a group for each map, in the place of the paper's batch normalisation, whose
    statistics are too unsteady where fewer than 16 photos are learnt from at a time.  With larger groups
    nothing but the mask is left after thirty layers, and the answer is the same for every photo.
    begun: the network is shown a membrane in the holes, not the mean colour, and answers with what to add to
    it.  Ours, no paper.
    """

    width: int = 64
    crop: int = 256
    grouped: bool = False
    begun: bool = False


SLIM_DESIGN = GLCICDesign(width=24, crop=128, grouped=True, begun=True)


class GLCIC(nn.Module):
    """image: N×3×H×W in [0, 1].  mask: N×1×H×W of 0 and 1, 1 = missing.  Sides divide by SIDE_MULTIPLE_PX.

    Returns N×3×H×W, all pixels, in [0, 1] unless it was begun.  What the holes hold has no influence; with
    batch normalisation at rest, nor has what is more than 153 px away.
    """

    mean: Tensor

    def __init__(self, design: GLCICDesign | None = None) -> None:
        super().__init__()
        self.design = design or GLCICDesign()
        w = self.design.width
        layers = [*self._step(4, w, 5), *self._step(w, 2 * w, stride=2), *self._step(2 * w, 2 * w)]
        layers += self._step(2 * w, 4 * w, stride=2)
        for dilation in (1, 1, *DILATION_RATES, 1, 1):
            layers += self._step(4 * w, 4 * w, dilation=dilation)
        layers += [*self._rise(4 * w, 2 * w), *self._step(2 * w, 2 * w)]
        layers += [*self._rise(2 * w, w), *self._step(w, w // 2)]
        last = nn.Conv2d(w // 2, 3, 3, padding=1)
        nn.init.zeros_(last.weight)  # training starts at grey, or at the membrane
        nn.init.zeros_(last.bias)  # type: ignore[arg-type]
        self.layers = nn.Sequential(*layers, last)
        self.register_buffer("mean", torch.tensor(MEAN_TRAINING_COLOUR).view(1, 3, 1, 1))

    def forward(self, image: Tensor, mask: Tensor) -> Tensor:
        known = torch.where(mask > 0, 0, image)
        start = spread(known, mask) if self.design.begun else torch.where(mask > 0, self.mean, image)
        found = torch.sigmoid(self.layers(torch.cat([start, mask], 1)).float())
        return start + mask * (2 * found - 1) if self.design.begun else found

    def fill(self, image: Tensor, mask: Tensor) -> Tensor:
        """The same; holes wider than half of a crop are filled at a smaller size."""
        return fill_at(learnt(mask, self.design.crop, SIDE_MULTIPLE_PX), image, mask, self)

    def _step(
        self, inputs: int, outputs: int, kernel: int = 3, *, stride: int = 1, dilation: int = 1
    ) -> list[nn.Module]:
        layer = nn.Conv2d(inputs, outputs, kernel, stride, dilation * (kernel // 2), dilation)
        nn.init.kaiming_normal_(layer.weight, nonlinearity="relu")
        return [layer, self._norm(outputs), nn.ReLU()]

    def _rise(self, inputs: int, outputs: int) -> list[nn.Module]:
        """Twice the size.  Begins as a bilinear enlargement: random kernels draw a checkerboard."""
        layer = nn.ConvTranspose2d(inputs, outputs, 4, 2, 1)
        with torch.no_grad():
            mixed = torch.randn(inputs, outputs, 1, 1) * math.sqrt(2 / inputs)
            layer.weight.copy_(mixed * torch.outer(torch.tensor(BILINEAR_TAPS), torch.tensor(BILINEAR_TAPS)))
        return [layer, self._norm(outputs), nn.ReLU()]

    def _norm(self, channels: int) -> nn.Module:
        if self.design.grouped:
            return nn.GroupNorm(channels, channels)
        return nn.BatchNorm2d(channels)
