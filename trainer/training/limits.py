"""Sets the limits of a detector anew, without training: on other photos, or after its code has changed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from torch import Tensor

from engine.errors import UsageError
from trainer.data import photos as photo_folder
from trainer.training.export import export, read
from trainer.training.recipe import folder_options
from trainer.training.recipe import recipe as find_recipe


def set_limits(weights: Path, *, photos: Sequence[Path], out: Path) -> None:
    """Write the same weights with limits that are set on these folders of sound photos, and their card.

    Raises UsageError where the recipe of the weights sets no limits, LacunaError.
    """
    card: dict[str, Any] = json.loads(weights.with_suffix(".json").read_text(encoding="utf-8"))
    finished = finish(card, read(weights), photos)
    if finished is None:
        raise UsageError(f"{card['recipe']} sets no limits")
    options = card.get("options", {}) | {"sound": ",".join(folder.name for folder in photos)}
    export(
        out,
        finished,
        {name: value for name, value in card.items() if name != "sha256"} | {"options": options},
    )


def finish(
    card: Mapping[str, Any], weights: Mapping[str, Tensor], photos: Sequence[Path]
) -> Mapping[str, Tensor] | None:
    """What the recipe of a card makes of weights on these photos; None where it exports them as they are."""
    id = str(card["recipe"])
    there = folder_options(id)  # A card has their names alone; the photos are given.
    options = {name: value for name, value in card.get("options", {}).items() if name not in there}
    recipe = find_recipe(id, options)
    if recipe.finish is None:
        return None
    network = recipe.models()["network"]
    network.load_state_dict(weights)
    return recipe.finish(network, photo_folder.load(photos))
