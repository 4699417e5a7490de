"""A fixed VGG-shaped network in whose activations photos are compared (losses, MSNPS, evaluation).

Names count conv+ReLU pairs: relu3_2 is the ReLU after the second convolution of block 3; poolB is the 2×2
maximum of block B's last ReLU.  It has 4 blocks of width 32 to 256.
"""

from __future__ import annotations

from collections.abc import Iterable

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from engine.errors import LacunaError
from engine.text import Text, mark

OWN_ID = "lacuna-feat-v1"
OWN_WIDTHS, OWN_CONVS = (32, 64, 128, 256), (2, 2, 4, 2)
IMAGENET_MEAN, IMAGENET_STD = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)


class LayerUnknown(LacunaError):
    title = mark("The feature network does not have that layer")
    advice = mark("Name one of the layers it has.")


class FeatureExtractor(nn.Module):
    """Frozen and always in eval mode; gradients flow to x; nothing beyond the deepest name is computed."""

    scales: Tensor
    mean: Tensor
    std: Tensor

    def __init__(
        self,
        widths: tuple[int, ...] = OWN_WIDTHS,
        convs: tuple[int, ...] = OWN_CONVS,
        *,
        id: str = OWN_ID,
        calibrated: bool = True,
    ) -> None:
        super().__init__()
        self.id, self.calibrated = id, calibrated
        self._widths, self._counts = widths, convs
        before = (3, *widths)
        self.convs = nn.ModuleDict(
            {
                f"conv{block}_{index}": nn.Conv2d(
                    before[block - 1] if index == 1 else width, width, 3, padding=1
                )
                for block, (width, count) in enumerate(zip(widths, convs, strict=True), 1)
                for index in range(1, count + 1)
            }
        )
        self.names = tuple(self._order())
        self.register_buffer("scales", torch.ones(len(self.names)))  # mean activation of each name, in order
        self.register_buffer("mean", torch.tensor(IMAGENET_MEAN).view(1, 3, 1, 1), persistent=False)
        self.register_buffer("std", torch.tensor(IMAGENET_STD).view(1, 3, 1, 1), persistent=False)
        self.requires_grad_(False)
        super().train(False)

    def _order(self) -> Iterable[str]:
        for block, count in enumerate(self._counts, 1):
            yield from (f"relu{block}_{index}" for index in range(1, count + 1))
            yield f"pool{block}"

    def train(self, mode: bool = True) -> FeatureExtractor:  # noqa: ARG002
        """Stays in eval mode whatever is asked."""
        return self

    def forward(self, x: Tensor, names: Iterable[str]) -> dict[str, Tensor]:
        """x: N×3×H×W RGB in [0, 1], any size.  Returns the maps asked for: N×C×h×w float32 over `scale`."""
        wanted = set(names)
        for name in wanted:
            self._known(name)
        found: dict[str, Tensor] = {}
        with torch.autocast(x.device.type, enabled=False):
            maps = (x.float() - self.mean) / self.std
            for name in self.names:
                if len(found) == len(wanted):
                    break
                convolve = name.startswith("relu")
                maps = F.relu(self.convs[f"conv{name[4:]}"](maps)) if convolve else F.max_pool2d(maps, 2)
                if name in wanted:
                    found[name] = maps / self.scale(name)
        return found

    def stride(self, name: str) -> int:
        """Pixels of x for one position of the map, along a side."""
        self._known(name)
        block = int(name[4])
        return 1 << (block - 1 if name.startswith("relu") else block)

    def channels(self, name: str) -> int:
        self._known(name)
        return self._widths[int(name[4]) - 1]

    def scale(self, name: str) -> float:
        """Mean activation over the calibration photos; 1 where the network is not calibrated."""
        self._known(name)
        return float(self.scales[self.names.index(name)]) if self.calibrated else 1.0

    def calibrate(self, photos: Iterable[Tensor]) -> None:
        """Set `scales` from N×3×H×W batches, so that each name's mean activation on them is 1."""
        self.scales.fill_(1)
        means = self._means(photos)
        self.scales.copy_(torch.stack([means[name].mean() for name in self.names]).clamp(min=1e-6))

    def dead(self, photos: Iterable[Tensor]) -> dict[str, float]:
        """Each name's share of channels that N×3×H×W batches do not stir (mean activation < 1e-6)."""
        return {name: float((mean < 1e-6).float().mean()) for name, mean in self._means(photos).items()}

    @torch.no_grad()
    def _means(self, batches: Iterable[Tensor]) -> dict[str, Tensor]:
        """Mean activation of each name's channels."""
        sums = {name: torch.zeros(self.channels(name)) for name in self.names}
        count = 0
        for batch in batches:
            count += len(batch)
            for name, maps in self(batch, self.names).items():
                sums[name] += maps.mean((2, 3)).sum(0)
        return {name: total / count for name, total in sums.items()}

    def _known(self, name: str) -> None:
        if name not in self.names:
            raise LayerUnknown(
                Text(
                    "{id} has no {layer}; it has {known}",
                    id=self.id,
                    layer=repr(name),
                    known=", ".join(self.names),
                )
            )
