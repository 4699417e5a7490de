"""The network of the ink reader: a U-Net that says which pixels ink covers, once the ink's colours are known.

Ours, no paper.  It is a smaller `Finder` with more input planes than the photo: how far each pixel is from
the nearest ink, and the finder's confidences.  In them a white letter on snow is a shape of exactly the white
of the other letters, and a rim that ink covers in part lies between the colours of ink and background.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from engine.networks.finder import Finder
from engine.networks.reader_planes import ReaderPlane

# The logit of full confidence minus the logit of none, where training begins.
CONFIDENCE_LOGIT_RANGE = 8.0
LEVEL_WIDTHS = (32, 48, 64, 96)
ENCODER_BLOCKS = (1, 2, 2, 3)
DECODER_BLOCKS = (1, 1, 1)


class InkNetwork(Finder):
    """planes: N×len(ReaderPlane)×H×W in [0, 1] → N×1×H×W, the logit of ink.

    H and W divide by finder.SIDE_MULTIPLE_PX.
    """

    def __init__(self) -> None:
        super().__init__(LEVEL_WIDTHS, ENCODER_BLOCKS, DECODER_BLOCKS)
        self.stem = nn.Conv2d(len(ReaderPlane) * 4, LEVEL_WIDTHS[0], 3, padding=1)
        self.head = nn.Conv2d(LEVEL_WIDTHS[0], 4, 3, padding=1)
        nn.init.zeros_(self.head.weight)  # Training begins at the finder's answer.
        nn.init.zeros_(self.head.bias)  # type: ignore[arg-type]
        del self.limits  # It knows no logit that counts as certain.

    def forward(self, planes: Tensor) -> Tensor:
        text = _plane(planes, ReaderPlane.TEXT_CONFIDENCE)
        corrected: Tensor = super().forward(planes) + CONFIDENCE_LOGIT_RANGE * (text - 0.5)
        return corrected

    def ink_probability(self, planes: Tensor, passes: int) -> Tensor:
        """N×1×H×W in [0, 1].  Each pass after the first sees the answer of the one before."""
        for _ in range(passes - 1):
            planes = with_answer(planes, self(planes))
        return torch.sigmoid(self(planes)).float()


def with_answer(planes: Tensor, logits: Tensor) -> Tensor:
    """The planes with the confidences raised to the network's own answer."""
    probability = torch.sigmoid(logits).to(planes.dtype)
    first, last = ReaderPlane.TEXT_CONFIDENCE, ReaderPlane.ANY_CONFIDENCE
    text = torch.maximum(_plane(planes, first), probability)
    damage = torch.maximum(_plane(planes, last), probability)
    return torch.cat([planes[:, :first], text, damage, planes[:, last + 1 :]], 1)


def _plane(planes: Tensor, index: ReaderPlane) -> Tensor:
    return planes[:, index : index + 1]
