"""The detector network for scratches, hairs, dust and cracks: a small U-Net that runs at full resolution.

Ours, no paper. Such marks are 1 to 5 px wide and vanish where a photo is reduced, and what tells them from
the scene stands within some 100 px of them. So the network is local and small, and sees every pixel once:
2×2 pixels become channels, four levels, no global context.
"""

from __future__ import annotations

import itertools

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from engine.networks.finder import PreActivationBlock
from engine.networks.layers.certain import stepwise_certainty

SIDE_MULTIPLE_PX = 16  # Sides must divide by this: the 2×2 stem and three halvings.
INITIAL_LOGIT = -3.0  # Most pixels are sound.
# In such a window around a pixel surer than this logit, a mark has at least this share of what the logit of
# that pixel is above it; less is its blurred edge.  So masks of drawn scratches gained 0.014 in F1, those
# drawn by other code 0.025 and 0.4 dB after the repair; cracks lost 0.003.
EDGE_WINDOW_PX, SURE_LOGIT, LEAST_LOGIT_SHARE = 5, 3.0, 0.5
# Where the network suspects marks all around, as among twigs, a find counts for less.  Suspected are pixels
# from this logit on that belong to no mark; they are counted on a grid in a window around the find.
SUSPECTED_LOGIT, CLUTTER_WINDOW_PX, CLUTTER_GRID_PX = -3.0, 60, 4
# This share of suspected pixels costs CLUTTER_COST · ln 2 of the logit.  Of what was marked in 209 damaged
# photos 70 % was damage then, 57 % without any cost, 83 % at twice the cost, which found fewer scratches of
# other drawings.  The limits were set on the same sound photos each time.
USUAL_SUSPECTED_SHARE, CLUTTER_COST = 0.01, 1.0
LEAST_MARK_LOGIT = 1e-3  # What is left of a mark's logit: the mark keeps its shape.
# (finds, confidence): so many finds reach the confidence in few sound photos.
EVIDENCE_STEPS = ((1, 1.0), (4, 0.9), (16, 0.8), (32, 0.7))


class ThinMarks(nn.Module):
    """image: N×3×H×W in [0, 1] → logits N×1×H×W.  H and W divide by SIDE_MULTIPLE_PX."""

    def __init__(
        self,
        widths: tuple[int, ...] = (24, 40, 64, 96),
        encoder_blocks: tuple[int, ...] = (1, 2, 2, 3),
        decoder_blocks: tuple[int, ...] = (1, 1, 1),
    ) -> None:
        super().__init__()
        self.stem = nn.Conv2d(3 * 4, widths[0], 3, padding=1)
        self.encoder = nn.ModuleList(
            nn.Sequential(*(PreActivationBlock(width) for _ in range(count)))
            for width, count in zip(widths, encoder_blocks, strict=True)
        )
        self.down = nn.ModuleList(
            nn.Conv2d(fine, coarse, 2, 2) for fine, coarse in itertools.pairwise(widths)
        )
        self.up = nn.ModuleList(nn.Conv2d(coarse, fine * 4, 1) for fine, coarse in itertools.pairwise(widths))
        self.decoder = nn.ModuleList(
            nn.Sequential(*(PreActivationBlock(width) for _ in range(count)))
            for width, count in zip(widths[:-1], decoder_blocks, strict=True)
        )
        self.head = nn.Conv2d(widths[0], 4, 3, padding=1)
        nn.init.constant_(self.head.bias, INITIAL_LOGIT)  # type: ignore[arg-type]
        self.limits: Tensor
        # The logits of EVIDENCE_STEPS' confidences, the highest first.
        self.register_buffer("limits", torch.arange(len(EVIDENCE_STEPS), 0.0, -1.0))

    def forward(self, image: Tensor) -> Tensor:
        x = F.pixel_unshuffle((image - 0.5) * 2, 2).contiguous(memory_format=torch.channels_last)
        x = self.stem(x)
        skipped: list[Tensor] = []
        for level, blocks in enumerate(self.encoder):
            x = blocks(x)
            if level < len(self.down):
                skipped.append(x)
                x = self.down[level](x)
        for level in range(len(self.up) - 1, -1, -1):
            x = self.decoder[level](skipped[level] + F.pixel_shuffle(self.up[level](x), 2))
        return F.pixel_shuffle(self.head(x), 2).contiguous().float()

    def judged(self, image: Tensor) -> Tensor:
        """The logits N×1×H×W after blurred edges and clutter: what `limits` are for."""
        logits = self(image)
        return less_sure_in_clutter(without_blurred_edges(logits), logits)

    def confidence(self, image: Tensor) -> Tensor:
        """N×1×H×W in [0, 1]: one half where a mark is as likely as not, then as EVIDENCE_STEPS say."""
        logits = self.judged(image)
        return stepwise_certainty(logits, self.limits, tuple(reached for _, reached in EVIDENCE_STEPS))


def without_blurred_edges(logits: Tensor) -> Tensor:
    """Logits N×1×H×W, made negative beside pixels of a mark that are far surer; others are kept."""
    least = F.relu((_surest_near(logits) - SURE_LOGIT) * LEAST_LOGIT_SHARE)
    return torch.where(logits < least, logits - least, logits)


def less_sure_in_clutter(marks: Tensor, logits: Tensor) -> Tensor:
    """`marks`, N×1×H×W, with lower logits above 0 where marks are suspected all around in `logits`.

    H and W divide by CLUTTER_GRID_PX.
    """
    suspected = (logits > SUSPECTED_LOGIT) & (_surest_near(logits) <= 0)
    share = F.avg_pool2d(suspected.float(), CLUTTER_GRID_PX)
    cells = CLUTTER_WINDOW_PX // CLUTTER_GRID_PX
    for window in ((cells, 1), (1, cells)):
        reach = window[0] // 2, window[1] // 2
        share = F.avg_pool2d(share, window, stride=1, padding=reach, count_include_pad=False)
    cost = CLUTTER_COST * torch.log1p(share / USUAL_SUSPECTED_SHARE)
    cost = F.interpolate(cost, scale_factor=CLUTTER_GRID_PX, mode="nearest")
    return torch.where(marks > 0, (marks - cost).clamp(min=LEAST_MARK_LOGIT), marks)


def _surest_near(logits: Tensor) -> Tensor:
    """The highest logit in a window of EDGE_WINDOW_PX around each pixel."""
    reach = EDGE_WINDOW_PX // 2
    padded = F.pad(logits, (reach, reach, reach, reach), value=-torch.inf)
    # One axis after the other: ten times as fast as max_pool2d on a CPU.
    return padded.unfold(2, EDGE_WINDOW_PX, 1).amax(-1).unfold(3, EDGE_WINDOW_PX, 1).amax(-1)
