"""The mean of two exports of one network: what training gained, without what it lost."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from engine.errors import UsageError
from trainer.data import photos as photo_folder
from trainer.training.export import export, read
from trainer.training.recipe import recipe as find_recipe


def average(before: Path, after: Path, share: float, *, photos: Sequence[Path], out: Path) -> None:
    """Write (1 − share)·before + share·after, finished on the photos as its recipe does (limits), and a card:
    that of `after`, and what it was averaged with.  Both must be of one network, the second trained from
    the first: else there is no valley between them.  Raises LacunaError.
    """
    first, second = read(before), read(after)
    if {name: value.shape for name, value in first.items()} != {
        name: value.shape for name, value in second.items()
    }:
        raise UsageError(f"{before.name} and {after.name} are not of one network")
    card: dict[str, Any] = json.loads(after.with_suffix(".json").read_text(encoding="utf-8"))
    recipe = find_recipe(str(card["recipe"]), card.get("options", {}))
    network = recipe.models()["network"]
    network.load_state_dict({name: value.lerp(second[name], share) for name, value in first.items()})
    whole = recipe.finish(network, photo_folder.load(photos)) if recipe.finish else network.state_dict()
    other = json.loads(before.with_suffix(".json").read_text(encoding="utf-8"))
    own = {name: value for name, value in card.items() if name not in ("held_out", "sha256")}
    export(out, whole, own | {"averaged_with": {"sha256": other["sha256"], "share": round(1 - share, 6)}})
