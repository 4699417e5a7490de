"""The weighted mean of two exports of one network, the second trained from the first.

Wortsman et al., "Robust fine-tuning of zero-shot models", CVPR 2022: interpolated weights keep most of what
fine-tuning gained and forget less of what the network did before.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from engine.errors import UsageError
from trainer.training.export import export, read
from trainer.training.limits import finish

NOT_INHERITED = ("held_out", "sha256")  # card entries that hold for `after` alone


def average(before: Path, after: Path, share: float, *, photos: Sequence[Path], out: Path) -> None:
    """Write (1 − share)·before + share·after and a card: that of `after`, and what it was averaged with.

    before, after: exports of one network; unless the second was trained from the first, the loss between them
    is high and the mean is useless.  photos: folders on which the recipe sets its thresholds anew.
    Raises LacunaError.
    """
    first, second = read(before), read(after)
    if {name: value.shape for name, value in first.items()} != {
        name: value.shape for name, value in second.items()
    }:
        raise UsageError(f"{before.name} and {after.name} are not of one network")
    card: dict[str, Any] = json.loads(after.with_suffix(".json").read_text(encoding="utf-8"))
    mean = {name: value.lerp(second[name], share) for name, value in first.items()}
    weights = finish(card, mean, photos)
    other = json.loads(before.with_suffix(".json").read_text(encoding="utf-8"))
    inherited = {name: value for name, value in card.items() if name not in NOT_INHERITED}
    averaged = {"averaged_with": {"sha256": other["sha256"], "share": round(1 - share, 6)}}
    export(out, mean if weights is None else weights, inherited | averaged)
