"""The shift connection (Yan, Li, Li, Zuo, Shan, Shift-Net, ECCV 2018): features moved into the hole."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional as F

MIN_FEATURE_NORM = 1e-8  # Keeps the division finite: after ReLU many features are 0.


def shift(decoded: Tensor, encoded: Tensor, mask: Tensor) -> Tensor:
    """At each missing position the encoder's feature of the known one most like the decoder's guess.

    decoded, encoded: N×C×h×w.  mask: N×1×h×w, above 0 where missing.  Likeness is the cosine.
    Returns N×C×h×w, 0 where nothing is missing and where nothing is known.  The choice has no gradient;
    that of what was chosen goes to `encoded`, where it was taken from.
    """
    missing = mask.flatten(2) > 0  # N×1×P
    nearest = _nearest(decoded, encoded, missing)
    rows = encoded.flatten(2)
    taken = rows.gather(2, nearest[:, None].expand(-1, rows.shape[1], -1))
    wanted = missing & ~missing.all(2, keepdim=True)
    return torch.where(wanted, taken, 0).view_as(encoded)


@torch.no_grad()
def _nearest(decoded: Tensor, encoded: Tensor, missing: Tensor) -> Tensor:
    """N×P: for each position the known one (an index) whose feature is most like it."""
    with torch.autocast(decoded.device.type, enabled=False):
        ours, theirs = (
            F.normalize(one.flatten(2).float(), dim=1, eps=MIN_FEATURE_NORM) for one in (decoded, encoded)
        )
        likeness = theirs.transpose(1, 2) @ ours  # source × position
        return likeness.masked_fill(missing.transpose(1, 2), -torch.inf).argmax(1)


def coarse(mask: Tensor, cell: int) -> Tensor:
    """N×1×H×W → N×1×H/cell×W/cell: a cell is missing where any of its pixels is."""
    return F.max_pool2d(mask, cell)
