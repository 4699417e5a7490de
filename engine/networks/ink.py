"""The ink reader: a U-Net that tells to the pixel what is written, once the colours of the ink are known.

Ours, no paper.  It is `finder`, smaller, and is shown more than the photo: how far each pixel is from the
nearest ink, and what the finder saw.  A white letter on snow is no more than a shape in the exact white of
the others; a rim that ink covers in part lies on the line between the ink and the photo beside it.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from engine.networks.finder import Finder

PLANES = 12  # of engine.detection.text.seen,
FOUND, SUREST = 8, 9  # of which these are the finder's confidence in writing, and in any damage
STEEP = 8.0  # the logit of full confidence above that of none
WIDTHS = (32, 48, 64, 96)
BEFORE = (1, 2, 2, 3)
AFTER = (1, 1, 1)


class InkReader(Finder):
    """planes: N×PLANES×H×W in [0, 1] → N×1×H×W, the logit of what is written.

    H and W divide by finder.MULTIPLE.
    """

    def __init__(self) -> None:
        super().__init__(WIDTHS, BEFORE, AFTER)
        self.stem = nn.Conv2d(PLANES * 4, WIDTHS[0], 3, padding=1)
        self.head = nn.Conv2d(WIDTHS[0], 4, 3, padding=1)
        nn.init.zeros_(self.head.weight)  # training begins at what the finder said
        nn.init.zeros_(self.head.bias)  # type: ignore[arg-type]
        del self.limits  # it says nothing of sound photos

    def forward(self, image: Tensor) -> Tensor:
        corrected: Tensor = super().forward(image) + STEEP * (image[:, FOUND : FOUND + 1] - 0.5)
        return corrected

    def written(self, planes: Tensor, passes: int) -> Tensor:
        """N×1×H×W in [0, 1]: how likely a pixel is written; from the second pass on it knows what it read."""
        for _ in range(passes - 1):
            planes = told(planes, self(planes))
        return torch.sigmoid(self(planes)).float()


def told(planes: Tensor, logits: Tensor) -> Tensor:
    """The planes with what was read, as if the finder had seen it."""
    read = torch.sigmoid(logits).to(planes.dtype)
    found = torch.maximum(planes[:, FOUND : FOUND + 1], read)
    surest = torch.maximum(planes[:, SUREST : SUREST + 1], read)
    return torch.cat([planes[:, :FOUND], found, surest, planes[:, SUREST + 1 :]], 1)
