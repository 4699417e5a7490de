"""The visual consistency network (Wang, Chen, Tao, Jia, VCNet, ECCV 2020, and the authors' release).

The mask prediction network (MPN) says what does not belong into a photo; the robust inpainting network (RIN)
reads the photo as it is, and the mask through its normalisation alone.  Photos are in [−1, 1] here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, cast

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from engine.networks.layers.certain import certainty
from engine.networks.layers.pcn import ContextNorm
from engine.networks.layers.prefill import first_fills

SIDE_MULTIPLE_PX = 8  # Two halvings, and a third one in a deep MPN.
PAPER_WIDTH = 32
SLIM_WIDTH = 16
Fusion = Literal["late", "bottleneck"]
FOREIGN_FROM = 0.3  # Pixels that are more probably foreign than this are nothing to spread into a hole.
BEND_GAIN = 4.0  # The difference of both fills is small beside the photo.
FULL_SIZE_LAYER, HALF_SIZE_LAYER = 0, 2  # The last layers of `RIN.down` at the photo's size and at half.
START_OF_BETA = -3.0  # Before the sigmoid: a twentieth comes from the context, which the fills already know.
RESIDUAL_GAIN = 0.1  # The second convolutions of blocks that add start small: depth does not slow the start.


@dataclass(frozen=True, kw_only=True)
class VCNDesign:
    """Widths and the choices in which paper and release differ.

    beta: of PCN; None is learned.  rho: one β for all, where none is asked for.
    plain: the blocks r7 and r8 have no shortcut, as in the release.
    fusion: where MPN's features enter RIN; "late" is the release and the paper's count of parameters.
    deep: MPN has one more level, with skips, which is ours: a narrow network needs it to see natural filler.
    begun: RIN is also shown two diffusion fills of the damage, and answers with what to add to their mean.
    Its decoder sees the encoder's maps of its own size, as what is added is finer than the bottleneck.
    Ours too: some thousand steps on a CPU do not teach a network to carry colours.
    """

    width: int = PAPER_WIDTH
    beta: float | None = None
    rho: float | None = None
    plain: bool = True
    fusion: Fusion = "late"
    literal_std: bool = False
    deep: bool = False
    begun: bool = False


class Shortcut(nn.Conv2d):
    """A 1×1 convolution that skips pixels by slicing: torch 2.13 crashes on stride 2 in channels_last."""

    def __init__(self, inside: int, out: int, step: int) -> None:
        super().__init__(inside, out, 1)
        self.step = step

    def forward(self, x: Tensor) -> Tensor:
        return super().forward(x[..., :: self.step, :: self.step])


class PcnBlock(nn.Module):
    """conv, ELU, conv, PCN if there is one, plus the shortcut if there is one, ELU."""

    def __init__(
        self,
        inside: int,
        out: int,
        *,
        kernel: int = 3,
        step: int = 1,
        dilation: int = 1,
        shortcut: bool = True,
        context: ContextNorm | None = None,
    ) -> None:
        super().__init__()
        pad = dilation * (kernel // 2)
        self.first = nn.Conv2d(inside, out, kernel, step, pad, dilation)
        self.second = nn.Conv2d(out, out, kernel, 1, pad, dilation)
        self.shortcut = Shortcut(inside, out, step) if shortcut else None
        self.context = context

    def forward(self, x: Tensor, missing: Tensor | None = None, rho: float | None = None) -> Tensor:
        found = self.second(F.elu(self.first(x)))
        if self.context is not None and missing is not None:
            found = self.context(found, missing, rho)
        return F.elu(found if self.shortcut is None else found + self.shortcut(x))


class Deeper(nn.Module):
    """x and what is seen at half its size, in twice its channels.  H and W divide by 2."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.blocks = nn.Sequential(
            PcnBlock(width, 2 * width, step=2),
            PcnBlock(2 * width, 2 * width, dilation=2),
            PcnBlock(2 * width, 2 * width, dilation=4),
        )
        self.back = nn.Conv2d(2 * width, width, 1)

    def forward(self, x: Tensor) -> Tensor:
        return F.elu(x + _twice(self.back(self.blocks(x))))


class MPN(nn.Module):
    """Says what is foreign.  N×3×H×W → logits N×1×H×W and the feature F_m, N×4c×H/4×W/4."""

    def __init__(self, width: int = PAPER_WIDTH, *, deep: bool = False) -> None:
        super().__init__()
        c = width
        self.deeper = Deeper(4 * c) if deep else None
        self.m1 = PcnBlock(3, 2 * c, kernel=5, step=2)
        self.m2 = PcnBlock(2 * c, 4 * c, step=2)
        self.m3 = PcnBlock(4 * c, 4 * c, dilation=2)
        self.m4 = PcnBlock(4 * c, 4 * c, dilation=4)
        self.m5 = nn.Conv2d(4 * c, 4 * c, 3, padding=1)
        self.m6 = PcnBlock(4 * c, 2 * c)
        self.m7 = PcnBlock(2 * c, c)
        self.m8 = nn.Conv2d(c, c // 2, 3, padding=1)
        self.m9 = nn.Conv2d(c // 2, 1, 3, padding=1)

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        early = self.m1(x)
        feature = self.m4(self.m3(self.m2(early)))
        if self.deeper is not None:
            feature = self.deeper(feature)
        found = self.m6(_twice(F.elu(self.m5(feature))))
        if self.deeper is not None:
            found = found + early
        found = self.m7(_twice(found))
        logits: Tensor = self.m9(F.elu(self.m8(found)))
        return logits.float(), feature


class RIN(nn.Module):
    """Repaints what is missing.  The photo is read unmasked: the mask enters only through PCN."""

    def __init__(self, design: VCNDesign) -> None:
        super().__init__()
        c = design.width

        def block(
            inside: int, out: int, *, kernel: int = 3, step: int = 1, dilation: int = 1, plain: bool = False
        ) -> PcnBlock:
            context = ContextNorm(out, beta=design.beta, literal_std=design.literal_std)
            return PcnBlock(
                inside, out, kernel=kernel, step=step, dilation=dilation, shortcut=not plain, context=context
            )

        self.late, self.rho, self.begun = design.fusion == "late", design.rho, design.begun
        self.down = nn.ModuleList(
            [
                block(10 if design.begun else 3, c, kernel=5),
                block(c, 2 * c, step=2),
                block(2 * c, 2 * c),
                block(2 * c, 4 * c, step=2),
                block(4 * c, 4 * c),
                block(4 * c, 4 * c, dilation=2),
                block(4 * c, 4 * c, dilation=2, plain=design.plain),
                block(4 * c, 4 * c, dilation=4, plain=design.plain),
                block(4 * c, 4 * c, dilation=4),
            ]
        )
        self.bottom = block(4 * c, 4 * c)
        self.middle = nn.ModuleList([block(4 * c, 2 * c), block(2 * c, 2 * c)])
        self.fine = nn.ModuleList([block(2 * c, c), block(c, c)])
        joined = c if self.late else 4 * c
        self.fuse = nn.Conv2d(joined + 4 * c, joined, 3, padding=1)
        self.r15 = nn.Conv2d(c, c // 2, 3, padding=1)
        # What is added to each channel, and where RIN begins at fills the thin plate's share of them.
        self.out = nn.Conv2d(c // 2, 4 if design.begun else 3, 3, padding=1)

    def forward(self, x: Tensor, missing: Tensor, feature: Tensor, rho: float | None = None) -> Tensor:
        """x: N×3×H×W.  missing: N×1×H×W in [0, 1].  feature: F_m.  rho: one β for all.  → N×3×H×W."""
        rho = self.rho if rho is None else rho
        begun = begin(x, missing) if self.begun else None
        found = x if begun is None else torch.cat([x, *begun, missing.to(x.dtype)], 1)
        passed = []
        for layer in self.down:
            found = layer(found, missing, rho)
            passed.append(found)
        if not self.late:
            found = self._fused(found, feature)
        found = _twice(self.bottom(found, missing, rho))
        for layer in self.middle:
            found = layer(found, missing, rho)
        if begun is not None:
            found = found + passed[HALF_SIZE_LAYER]
        found = _twice(found)
        for layer in self.fine:
            found = layer(found, missing, rho)
        if begun is not None:
            found = found + passed[FULL_SIZE_LAYER]
        if self.late:
            wide = F.interpolate(feature, found.shape[2:], mode="bilinear", align_corners=False)
            found = self._fused(found, wide)
        painted: Tensor = self.out(F.elu(self.r15(found))).float()
        if begun is None:
            return painted.clamp(-1, 1)
        start, bend = begun
        # What is known stays: an absolute error has a kink there, which would keep all that is added at 0.
        return (start + missing * (painted[:, :3] + painted[:, 3:] * bend)).clamp(-1, 1)

    def start_at_fills(self) -> None:
        """Set weights so that nothing is added at first, and what is added then is learnt from the fills.

        What lies in the damage says nothing about the photo, but is most of what RIN sees: the weights of the
        photo as it is, and of what the mask network saw, begin at 0 and grow where they help.
        """
        nn.init.zeros_(self.out.weight)
        with torch.no_grad():
            for layer in self.modules():
                if isinstance(layer, PcnBlock) and layer.shortcut is not None:
                    layer.second.weight.mul_(RESIDUAL_GAIN)
                if isinstance(layer, ContextNorm) and layer.fixed is None:
                    layer.excite.bias.fill_(START_OF_BETA)
            first = cast(PcnBlock, self.down[0])
            for seen in (first.first, cast(Shortcut, first.shortcut)):
                seen.weight[:, :3] = 0
            self.fuse.weight[:, self.fuse.out_channels :] = 0

    def _fused(self, found: Tensor, feature: Tensor) -> Tensor:
        return F.elu(self.fuse(torch.cat([found, feature.to(found.dtype)], 1)))


class VCN(nn.Module):
    """Both networks.  limit: the logit that sound photos seldom reach."""

    limit: Tensor

    def __init__(self, design: VCNDesign | None = None) -> None:
        super().__init__()
        self.design = design or VCNDesign()
        self.mpn = MPN(self.design.width, deep=self.design.deep)
        self.rin = RIN(self.design)
        self.register_buffer("limit", torch.ones(1))
        for layer in self.modules():
            if isinstance(layer, nn.Conv2d):  # without normalisation, signals must keep their size
                nn.init.kaiming_uniform_(layer.weight, nonlinearity="linear")
                if layer.bias is not None:
                    nn.init.zeros_(layer.bias)
        if self.design.begun:
            self.rin.start_at_fills()

    def forward(
        self, photo: Tensor, missing: Tensor | None = None, rho: float | None = None
    ) -> tuple[Tensor, Tensor]:
        """photo: N×3×H×W in [−1, 1], sides divide by SIDE_MULTIPLE_PX.

        missing: N×1×H×W, None: what MPN finds.

        Returns the repainted photo in [−1, 1], and the logits of what MPN found, N×1×H×W.
        """
        logits, feature = self.mpn(photo)
        seen = torch.sigmoid(logits) if missing is None else missing
        return self.rin(photo, seen, feature, rho), logits

    def confidence(self, photo: Tensor) -> Tensor:
        """photo as above → N×1×H×W in [0, 1]: 0.5 where damage is as likely as not, 1 from the limit on."""
        return certainty(self.mpn(photo)[0], self.limit)


def begin(photo: Tensor, missing: Tensor) -> tuple[Tensor, Tensor]:
    """What RIN begins at: the photo with its damage filled, by how much of it is `missing`.

    photo: N×3×H×W in [−1, 1].  missing: N×1×H×W in [0, 1].  Returns N×3×H×W twice: the mean of the membrane
    and the thin plate, which is the photo where nothing is missing; and BEND_GAIN times what the plate has
    more than the membrane.
    """
    foreign = (missing.detach() > FOREIGN_FROM).to(photo.dtype)
    membrane, plate = first_fills((photo.detach() + 1) / 2, foreign)
    filled = (membrane + plate) - 1  # 2 · their mean − 1
    return torch.lerp(photo, filled, missing.to(photo.dtype)), (plate - membrane) * BEND_GAIN


def _twice(x: Tensor) -> Tensor:
    return F.interpolate(x, scale_factor=2, mode="nearest")
