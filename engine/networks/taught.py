"""A network for one damage that a person taught: where it is, how much it covers, and its colour.

Ours, no paper.  It is `finder` with another last layer, so that training begins at weights that know damage.
Where the colours of the damage are known it is shown how near each pixel is to them: a scratch over a bright
edge differs from it by that alone.
What is see-through is taken off by the formula of all damage, photo = (1 − alpha)·clean + alpha·colour,
solved for `clean`: what can still be seen under a watermark comes back instead of being invented.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from engine.networks.finder import KINDS, Finder
from engine.networks.layers.certain import certainty

PLANES = 5  # whether damaged, alpha, and the colour
MOST = 0.96  # alpha: what is covered more than this is not brought back, noise would be 25 times as strong
NEAR = (3 / 255, 12 / 255, 48 / 255)  # from a colour: as it was laid on, after JPEG, and covering in part


@dataclass(frozen=True, kw_only=True)
class Design:
    """The sizes of a `Finder`, and how many colours of damage are known; its card says them."""

    widths: tuple[int, ...] = (32, 48, 96, 128, 160)
    before: tuple[int, ...] = (1, 2, 2, 2, 3)
    after: tuple[int, ...] = (1, 1, 1, 1)
    colours: int = 0


@dataclass(frozen=True)
class Seen:
    """logit N×1×H×W; alpha N×1×H×W in [0, 1]; colour N×3×H×W, about [0, 1]."""

    logit: Tensor
    alpha: Tensor
    colour: Tensor


class Taught(Finder):
    """image: N×3×H×W in [0, 1] → N×PLANES×H×W.  H and W divide by finder.MULTIPLE.

    State beside the layers: `limits`, the logit that sound photos seldom reach; `opaque`, the alpha from
    which damage is filled from around it, 0 (always) to 1 (never); `palette`, K×3 in [0, 1], its colours.
    """

    def __init__(self, design: Design | None = None) -> None:
        made = design or Design()
        super().__init__(made.widths, made.before, made.after)
        self.head = nn.Conv2d(made.widths[0], PLANES * 4, 3, padding=1)
        nn.init.zeros_(self.head.weight)
        nn.init.zeros_(self.head.bias)  # type: ignore[arg-type]
        self.limits: Tensor = torch.ones(1)
        self.opaque: Tensor
        self.register_buffer("opaque", torch.full((1,), 0.2))
        self.palette: Tensor
        if made.colours:
            self.register_buffer("palette", torch.zeros(made.colours, 3))
            self.tint = nn.Conv2d(made.colours * len(NEAR) * 4, made.widths[0], 3, padding=1, bias=False)
            nn.init.zeros_(self.tint.weight)

    def begin_at(self, finder: Mapping[str, Tensor], kind: str) -> None:
        """Take the weights of a trained `Finder` of the same sizes; `kind` is the damage most like this.

        Alpha begins as the probability of damage.
        """
        head, own = self.head, dict(finder)
        plane = slice(4 * KINDS.index(kind), 4 * KINDS.index(kind) + 4)
        with torch.no_grad():
            head.weight[:8] = own.pop("head.weight")[plane].repeat(2, 1, 1, 1)
            head.bias[:8] = own.pop("head.bias")[plane].repeat(2)  # type: ignore[index]
        self.load_state_dict(
            self.state_dict() | {name: value for name, value in own.items() if name != "limits"}
        )

    def begun(self, image: Tensor) -> Tensor:
        first = super().begun(image)
        if not hasattr(self, "tint"):
            return first
        near = F.pixel_unshuffle(nearness(image, self.palette), 2)
        tinted: Tensor = first + self.tint(near.contiguous(memory_format=torch.channels_last))
        return tinted

    def look(self, image: Tensor) -> Seen:
        return self.split(self(image))

    @staticmethod
    def split(planes: Tensor) -> Seen:
        """What the planes of `forward` say."""
        return Seen(planes[:, :1], torch.sigmoid(planes[:, 1:2]), 0.5 + planes[:, 2:])

    def confidence(self, image: Tensor) -> Tensor:
        """N×1×H×W in [0, 1]: one half where damage is as likely as not."""
        return certainty(self.look(image).logit, self.limits)


def nearness(image: Tensor, palette: Tensor) -> Tensor:
    """How near pixels are to K colours, K×3: N×(K·len(NEAR))×H×W, 1 at the colour, falling to 0."""
    apart = (image[:, None] - palette[None, :, :, None, None]).abs().amax(2)
    return torch.cat([torch.exp(-apart / reach) for reach in NEAR], 1)


def bared(image: Tensor, seen: Seen) -> Tensor:
    """The photo without what was laid over it, N×3×H×W, not clamped; right where alpha is below MOST."""
    alpha = seen.alpha.clamp(max=MOST)
    return (image - alpha * seen.colour) / (1 - alpha)
