"""Contextual attention (Yu et al., Generative Image Inpainting with Contextual Attention, CVPR 2018)."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional as F

ATTENTION_STRIDE = 2  # Positions are compared at half the size of the maps.
PATCH_SIDE = 3
SOFTMAX_SCALE = 10.0
MIN_PATCH_NORM = 1e-4  # Keeps the division by the norm of a flat patch finite.
EXCLUDED_SCORE = -1e4  # Before the softmax, of patches that nothing may be taken from.


def attend(
    foreground: Tensor,
    background: Tensor,
    mask: Tensor,
    *,
    valid: float = 0.0,
    scale: float = SOFTMAX_SCALE,
    fuse: bool = True,
    strict: bool = False,
    exact: bool = False,
) -> tuple[Tensor, Tensor]:
    """Every position of `foreground` rebuilt from patches of `background`.

    foreground, background: N×C×h×w, sides even.  mask: N×1×h×w, 1 = missing: a background patch counts where
    the mean of its 3×3 window, at half size, is at most `valid`.
    strict: patches that do not count get no share of the softmax at all, not that of a score of 0.
    exact: borders, which fewer patches cover, are as strong as the middle.
    Returns N×C×h×w and the weights N×P×P, background before foreground, P = (h/2)(w/2) row by row; rows of
    patches that do not count are 0, so the weights of a position add up to 1 or less.
    """
    with torch.autocast(foreground.device.type, enabled=False):
        front, back = foreground.float(), background.float()
        height, width = front.shape[2] // ATTENTION_STRIDE, front.shape[3] // ATTENTION_STRIDE
        usable = _usable(mask.float(), valid)
        if not usable.any():  # all of it is damaged, as where the whole photo is noisy
            return torch.zeros_like(front), usable.new_zeros(len(usable), *2 * (height * width,))
        patches = F.unfold(back[..., ::ATTENTION_STRIDE, ::ATTENTION_STRIDE], PATCH_SIDE, padding=1)
        patches = patches / patches.norm(dim=1, keepdim=True).clamp(min=MIN_PATCH_NORM)
        scores = patches.transpose(1, 2) @ F.unfold(
            front[..., ::ATTENTION_STRIDE, ::ATTENTION_STRIDE], PATCH_SIDE, padding=1
        )
        if fuse:
            scores = _fused(scores, height, width)
        scores = scores.masked_fill(usable == 0, EXCLUDED_SCORE) if strict else scores * usable
        weights = torch.softmax(scores * scale, 1) * usable
        raw = F.unfold(back, 2 * ATTENTION_STRIDE, padding=1, stride=ATTENTION_STRIDE)
        pasted = F.fold(
            raw @ weights, front.shape[2:], 2 * ATTENTION_STRIDE, padding=1, stride=ATTENTION_STRIDE
        )
        return pasted / (_covers(front) if exact else 4), weights


def _covers(front: Tensor) -> Tensor:
    """How many patches lie on each position, 1×1×h×w."""
    ones = torch.ones_like(front[:1, :1])
    patches = F.unfold(ones, 2 * ATTENTION_STRIDE, padding=1, stride=ATTENTION_STRIDE)
    return F.fold(
        torch.ones_like(patches), front.shape[2:], 2 * ATTENTION_STRIDE, padding=1, stride=ATTENTION_STRIDE
    )


def _usable(mask: Tensor, valid: float) -> Tensor:
    """N×P×1 of 0 and 1: background patches that know enough."""
    window = F.avg_pool2d(
        mask[..., ::ATTENTION_STRIDE, ::ATTENTION_STRIDE], PATCH_SIDE, 1, 1, count_include_pad=False
    )
    return (window <= valid).to(mask.dtype).flatten(1)[..., None]


def _fused(scores: Tensor, height: int, width: int) -> Tensor:
    """Scores of neighbours that match neighbours add up: along rows, then along columns."""
    scores = _diagonal(scores)
    transposed = _transposed(scores, height, width)
    return _transposed(_diagonal(transposed), width, height)


def _transposed(scores: Tensor, height: int, width: int) -> Tensor:
    """Positions counted row by row become counted column by column."""
    grid = scores.view(len(scores), height, width, height, width)
    return grid.permute(0, 2, 1, 4, 3).reshape(scores.shape)


def _diagonal(scores: Tensor) -> Tensor:
    """A convolution with a 3×3 identity matrix."""
    padded = F.pad(scores, (1, 1, 1, 1))
    return padded[:, :-2, :-2] + scores + padded[:, 2:, 2:]
