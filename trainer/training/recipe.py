"""What a recipe is: typed data that says how weights are trained.  The loop (loop.py) runs any of them."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any, TypeVar, cast

import numpy as np
from torch import Tensor, nn, optim

from engine.errors import UsageError
from engine.options import Option, TextField, Value
from engine.text import Text, mark
from trainer.data.batch import Batch as Batch
from trainer.data.batch import Tensors as Tensors
from trainer.data.photos import Photos

RECIPES_PACKAGE = "trainer.recipes"  # Imported by name, as plug-ins are: each recipe imports this module.
Network = TypeVar("Network", bound=nn.Module)
Models = Mapping[str, nn.Module]
Parts = dict[str, Tensor]  # the unweighted terms of a loss by name, for the log
Loss = Callable[[Models, Tensors], tuple[Tensor, Parts]]  # (models, batch) → (value to minimise, its parts)
Optimiser = Callable[[Iterable[nn.Parameter]], optim.Optimizer]
Draw = Callable[[Photos, np.random.Generator], Batch]


class RecipeUnknown(UsageError):
    title = mark("There is no such recipe")


@dataclass(frozen=True, kw_only=True)
class Objective:
    """A loss and the model that is trained on it; adversarial recipes have one for the critic as well.

    trains: key of the model whose parameters are updated; all other models are frozen meanwhile.
    optimiser: at the peak learning rate, which the loop scales by the schedule.
    repeats: updates in each step of the loop, each on a new batch.
    max_gradient_norm: larger gradients are scaled down to it.
    begins, ends: shares of the run between which it is active; the phases of a paper become one run.
    """

    trains: str
    loss: Loss
    optimiser: Optimiser
    repeats: int = 1
    max_gradient_norm: float = 1.0
    begins: float = 0.0
    ends: float = 1.0


@dataclass(frozen=True, kw_only=True)
class Recipe:
    """How weights are trained.

    models: creates them by name; "network" is the one that is averaged and exported.
    draw: one batch for training.
    check: the fixed batches of a validation, by name, drawn from held-out photos.
    score: of one such batch, by name; larger is better.
    preview: N×3×H×W pictures of one such batch, side by side in a contact sheet.
    finish: from the averaged network and the photos, the weights to export; None: the averaged weights.
    minutes: the default length of a run.
    warm_up_steps: during which the learning rate rises linearly.
    constant_share: of the run, at the peak rate; after it a cosine falls to 0.  1: no decay.
    ema_decay: of the exponential moving average of the network's weights, per step.
    permits_bfloat16: where the device multiplies in it; see engine/networks/layers/precision.py.
    interactive: a person watches the run.  It is checked often, exported at its end alone, and limited to
    some of the photos.
    notes: what may not be as a person meant it, for the log.
    facts: what the method has to know, for the card of the weights.
    """

    id: str
    models: Callable[[], Mapping[str, nn.Module]]
    objectives: tuple[Objective, ...]
    draw: Draw
    check: Callable[[Photos], Mapping[str, Batch]]
    score: Callable[[nn.Module, Tensors], dict[str, float]]
    preview: Callable[[nn.Module, Tensors], list[Tensor]] | None = None
    finish: Callable[[nn.Module, Photos], Mapping[str, Tensor]] | None = None
    minutes: float = 60
    seed: int = 0
    warm_up_steps: int = 200
    constant_share: float = 0.4
    ema_decay: float = 0.999
    permits_bfloat16: bool = True
    interactive: bool = False
    notes: tuple[Text, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)


def recipe(id: str, options: Mapping[str, Value]) -> Recipe:
    """The recipe of this id with its options resolved.  Raises RecipeUnknown or OptionInvalid."""
    from engine.options import resolve

    module = _module(id)
    allowed: tuple[Option | TextField, ...] = module.OPTIONS
    built: Recipe = module.build(resolve(allowed, options))
    return built


def public_options(id: str, options: Mapping[str, Value]) -> dict[str, Value]:
    """The options as a card tells them: of folders the names alone, which say nothing of this machine."""
    folders = folder_options(id)
    return {
        name: ",".join(Path(part).name for part in str(value).split(",")) if name in folders else value
        for name, value in options.items()
    }


def folder_options(id: str) -> set[str]:
    """The ids of a recipe's options that name folders or files of the machine it runs on."""
    return {
        option.id for option in _module(id).OPTIONS if isinstance(option, TextField) and option.are_folders
    }


def _module(id: str) -> ModuleType:
    recipes = importlib.import_module(RECIPES_PACKAGE)
    known = [module.name for module in pkgutil.iter_modules(recipes.__path__)]
    name = id.replace("-", "_")
    if name not in known:
        raise RecipeUnknown(f"{id!r}; there are: {', '.join(one.replace('_', '-') for one in known)}")
    return importlib.import_module(f"{recipes.__name__}.{name}")


def undistributed(network: nn.Module, kind: type[Network]) -> Network:  # noqa: ARG001 - for the type checker
    """The network itself, also where DistributedDataParallel wraps it: a wrapper has none of its methods."""
    return cast(Network, getattr(network, "module", network))
