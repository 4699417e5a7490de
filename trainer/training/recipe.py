"""What a recipe is: typed data that says how weights are trained.  The loop (loop.py) runs any of them."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
from torch import Tensor, nn, optim

from engine.errors import UsageError, mark
from engine.options import Option, Text, Value
from trainer.data.batch import Batch as Batch
from trainer.data.batch import Tensors as Tensors
from trainer.data.photos import Photos

RECIPES = "trainer.recipes"  # asked for by name, as plug-ins are: each of them stands on this module
Models = Mapping[str, nn.Module]
Loss = Callable[[Models, Tensors], tuple[Tensor, dict[str, Tensor]]]  # (what falls, unweighted parts to log)
Optimiser = Callable[[Iterable[nn.Parameter]], optim.Optimizer]
Drawn = Callable[[Photos, np.random.Generator], Batch]


class RecipeUnknown(UsageError):
    title = mark("There is no such recipe")


@dataclass(frozen=True, kw_only=True)
class Turn:
    """One kind of optimiser step.  Adversarial recipes have two turns: the critic's and the network's.

    begins, ends: shares of the run between which it is taken: what a paper does in phases is one run.
    """

    trains: str  # key of the model whose parameters move
    loss: Loss
    optimiser: Optimiser  # at the peak learning rate; the loop scales it by the schedule
    times: int = 1  # in each step, on a new batch each
    clip: float = 1.0  # largest gradient norm
    begins: float = 0.0
    ends: float = 1.0


@dataclass(frozen=True, kw_only=True)
class Recipe:
    """How weights are trained.  `models` always holds "network", the one that is averaged and exported."""

    id: str
    models: Callable[[], Mapping[str, nn.Module]]
    turns: tuple[Turn, ...]
    draw: Drawn  # one batch
    check: Callable[[Photos], Mapping[str, Batch]]  # the fixed batches of a validation, by name
    score: Callable[[nn.Module, Tensors], dict[str, float]]  # of one such batch, larger is better
    preview: Callable[[nn.Module, Tensors], list[Tensor]] | None = (
        None  # N×3×H×W planes, side by side in a sheet
    )
    finish: Callable[[nn.Module, Photos], Mapping[str, Tensor]] | None = None  # what is exported in its place
    minutes: float = 60
    seed: int = 0
    warm_up: int = 200  # steps of linear warm-up
    flat: float = 0.4  # share of the run at the peak rate, after which a cosine takes it to 0; 1: no schedule
    ema: float = 0.999  # per step
    permits_bfloat16: bool = True  # Where the device multiplies in it; see engine/models/precision.py.
    live: bool = False  # somebody watches: looks up often, exports at the end alone, takes not all photos
    facts: Mapping[str, Any] = field(default_factory=dict)  # for the card: what the method must know


def recipe(id: str, options: Mapping[str, Value]) -> Recipe:
    """The recipe of this id with its options resolved.  Raises RecipeUnknown or OptionInvalid."""
    from engine.options import resolve

    module = _module(id)
    allowed: tuple[Option | Text, ...] = module.OPTIONS
    built: Recipe = module.build(resolve(allowed, options))
    return built


def public_options(id: str, options: Mapping[str, Value]) -> dict[str, Value]:
    """The options as a card tells them: of folders the names alone, which say nothing of this machine."""
    folders = {option.id for option in _module(id).OPTIONS if isinstance(option, Text) and option.are_folders}
    return {
        name: ",".join(Path(part).name for part in str(value).split(",")) if name in folders else value
        for name, value in options.items()
    }


def _module(id: str) -> ModuleType:
    recipes = importlib.import_module(RECIPES)
    known = [module.name for module in pkgutil.iter_modules(recipes.__path__)]
    name = id.replace("-", "_")
    if name not in known:
        raise RecipeUnknown(f"{id!r}; there are: {', '.join(one.replace('_', '-') for one in known)}")
    return importlib.import_module(f"{recipes.__name__}.{name}")
