"""Trains one step of every recipe on the photos of a folder, as small as the recipe's options allow.

Arguments: the folder of photos, of which the finder needs twenty, and an empty folder.  Prints the recipes
that were trained; what fails is told on stderr, and then the exit code is 1.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys
import traceback
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import torch

from engine.options import Choice, Slider, resolve
from trainer import recipes
from trainer.data import photos
from trainer.data.photos import Photos
from trainer.training.loop import Budget, LoopSettings, Training
from trainer.training.recipe import Batch, Recipe

SIZES = ("batch", "crop", "width", "levels", "downs", "cnum", "critic", "neck", "dense", "top", "base")
SMALL_CHOICES = {"size": "slim"}  # By the option's id; of all its other options a recipe takes the default.
MIN_BATCH = 2  # A batch normalisation cannot learn from one value.


def smallest(name: str) -> Iterator[Recipe]:
    """The recipe at its least size: once for each of its phases, with all its objectives active."""
    module = importlib.import_module(f"{recipes.__name__}.{name}")
    options = {one.id: one.low for one in module.OPTIONS if isinstance(one, Slider) and one.id in SIZES}
    options["batch"] = max(options["batch"], MIN_BATCH)
    choices = [one for one in module.OPTIONS if isinstance(one, Choice)]
    options |= {one.id: SMALL_CHOICES[one.id] for one in choices if one.id in SMALL_CHOICES}
    phases = [value for one in choices if one.id == "phase" for value in one.values]
    for phase in [{"phase": value} for value in phases] or [{}]:
        recipe = module.build(resolve(module.OPTIONS, options | phase))
        yield replace(
            recipe,
            objectives=tuple(replace(one, begins=0.0, ends=1.0) for one in recipe.objectives),
            check=lambda seen, recipe=recipe: first_items(recipe, seen),
        )


def first_items(recipe: Recipe, seen: Photos) -> Mapping[str, Batch]:
    """The first of the recipe's validation batches, cut to the least batch."""
    for name, batch in recipe.check(seen).items():
        return {name: {key: plane[:MIN_BATCH] for key, plane in batch.items()}}
    return {}


def main(folder: Path, out: Path) -> int:
    torch.set_num_threads(1)
    seen, code = photos.load([folder]), 0
    settings = LoopSettings(workers=0)
    for module in pkgutil.iter_modules(recipes.__path__):
        try:
            for recipe in smallest(module.name):
                Training(recipe, seen, out=out, budget=Budget(steps=1), settings=settings).run()
            print(module.name)
        except Exception:
            code = 1
            print(module.name, traceback.format_exc(), sep="\n", file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
