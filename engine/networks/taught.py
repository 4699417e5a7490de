"""The network of a taught method: for one kind of damage its place, its alpha matte and its colour.

Ours, no paper.  It is a `Finder` with another last layer, so that training begins at weights that know
damage.  Where the colours of the damage are known, the distance of each pixel to them is a further input: it
may be all that distinguishes a scratch from a bright edge that it crosses.  Translucent damage is removed by
solving photo = (1 − alpha)·clean + alpha·colour for `clean`, so that the photo under a watermark comes back
instead of being invented.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from engine.networks.finder import KIND_IDS, Finder
from engine.networks.layers.certain import certainty

OUTPUT_PLANES = 5  # The logit of damage, alpha, and three of colour.
# Damage with a higher alpha is not removed: noise of the photo would get 25 times as strong.
MAX_UNBLEND_ALPHA = 0.96
# Scales of the nearness to a colour: for exact colours, for colours after JPEG, and for partial coverage.
NEARNESS_SCALES = (3 / 255, 12 / 255, 48 / 255)


@dataclass(frozen=True, kw_only=True)
class TaughtDesign:
    """The sizes of the network, stored in its card: those of a `Finder`, and the number of known colours."""

    widths: tuple[int, ...] = (32, 48, 96, 128, 160)
    before: tuple[int, ...] = (1, 2, 2, 2, 3)
    after: tuple[int, ...] = (1, 1, 1, 1)
    colours: int = 0


@dataclass(frozen=True)
class DamageMatte:
    """The answer of the network.

    logit: N×1×H×W, of damage.  alpha: N×1×H×W in [0, 1].  colour: N×3×H×W, mostly in [0, 1].
    """

    logit: Tensor
    alpha: Tensor
    colour: Tensor


class Taught(Finder):
    """U-Net: image N×3×H×W in [0, 1] → N×OUTPUT_PLANES×H×W.  H and W divide by finder.SIDE_MULTIPLE_PX.

    Buffers: `limits`, the logit that counts as certain; `opaque`, the alpha from which damage is filled
    instead of removed, 0 (always filled) to 1 (never); `palette`, K×3 in [0, 1], the colours of the damage.
    """

    def __init__(self, design: TaughtDesign | None = None) -> None:
        made = design or TaughtDesign()
        super().__init__(made.widths, made.before, made.after)
        self.head = nn.Conv2d(made.widths[0], OUTPUT_PLANES * 4, 3, padding=1)
        nn.init.zeros_(self.head.weight)
        nn.init.zeros_(self.head.bias)  # type: ignore[arg-type]
        self.limits: Tensor = torch.ones(1)
        self.opaque: Tensor
        self.register_buffer("opaque", torch.full((1,), 0.2))
        self.palette: Tensor
        if made.colours:
            self.register_buffer("palette", torch.zeros(made.colours, 3))
            self.tint = nn.Conv2d(
                made.colours * len(NEARNESS_SCALES) * 4, made.widths[0], 3, padding=1, bias=False
            )
            nn.init.zeros_(self.tint.weight)

    def initialise_from(self, finder: Mapping[str, Tensor], kind: str) -> None:
        """Copy the weights of a trained `Finder` of the same sizes.

        kind: the finder's kind that is most like this damage.  Alpha starts as its probability.
        """
        head, own = self.head, dict(finder)
        plane = slice(4 * KIND_IDS.index(kind), 4 * KIND_IDS.index(kind) + 4)
        with torch.no_grad():
            head.weight[:8] = own.pop("head.weight")[plane].repeat(2, 1, 1, 1)
            head.bias[:8] = own.pop("head.bias")[plane].repeat(2)  # type: ignore[index]
        self.load_state_dict(
            self.state_dict() | {name: value for name, value in own.items() if name != "limits"}
        )

    def stem_features(self, image: Tensor) -> Tensor:
        features = super().stem_features(image)
        if not hasattr(self, "tint"):
            return features
        near = F.pixel_unshuffle(nearness(image, self.palette), 2)
        tinted: Tensor = features + self.tint(near.contiguous(memory_format=torch.channels_last))
        return tinted

    def matte(self, image: Tensor) -> DamageMatte:
        return self.split(self(image))

    @staticmethod
    def split(planes: Tensor) -> DamageMatte:
        """The answer of `forward`, N×OUTPUT_PLANES×H×W, as a matte."""
        return DamageMatte(planes[:, :1], torch.sigmoid(planes[:, 1:2]), 0.5 + planes[:, 2:])

    def confidence(self, image: Tensor) -> Tensor:
        """N×1×H×W in [0, 1]: 0.5 where the logit is 0, 1 from `limits` on."""
        return certainty(self.matte(image).logit, self.limits)


def nearness(image: Tensor, palette: Tensor) -> Tensor:
    """The nearness of pixels to K colours, K×3, at each scale: 1 at the colour, falling to 0.

    Returns N×(K·len(NEARNESS_SCALES))×H×W.
    """
    difference = (image[:, None] - palette[None, :, :, None, None]).abs().amax(2)
    return torch.cat([torch.exp(-difference / scale) for scale in NEARNESS_SCALES], 1)


def unblended(image: Tensor, matte: DamageMatte) -> Tensor:
    """The photo without the damage, N×3×H×W, not clamped; valid where alpha is at most MAX_UNBLEND_ALPHA."""
    alpha = matte.alpha.clamp(max=MAX_UNBLEND_ALPHA)
    return (image - alpha * matte.colour) / (1 - alpha)
