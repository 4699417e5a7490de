"""What the recipes of the patch MLPs share: Köhler, Schuler, Schölkopf, Harmeling, GCPR 2014."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn, optim

from engine.methods.shared import mask_shape
from engine.models.weights import stem
from engine.networks.mask_mlp import MIDDLE, SPREAD, Architecture, MaskMLP, contrast, parse, restored
from engine.options import Choice, Slider, Text, Toggle, Value
from trainer import corruption
from trainer.data.patches import SIDE, Patches, whole
from trainer.losses.l2 import l2
from trainer.training.recipe import Models, Optimiser, Recipe, Tensors, Turn

OPTIONS = (
    Text(
        id="damage",
        title="Damage",
        default="text:size=14..28",
        help="A kind with its parameters: text:font=FILE,size=20 given:file=MASK.png bars:angle=30 lines",
    ),
    Text(id="name", title="Name", default="", help="Of the weights among the method's: <id>--<name>"),
    Text(id="layers", title="Layers", default="16^2,512,512,512,8^2", help="The paper's tuple"),
    Toggle(
        id="corrects",
        title="Corrects",
        default=True,
        help="Learns to correct a first fill, in minutes; off: the paper's form, which took days",
    ),
    Choice(
        id="optimiser",
        title="Optimiser",
        values=("adadelta", "adam"),
        default="adam",
        help="The paper's is ADADELTA",
    ),
    Slider(id="rate", title="Learning rate of Adam", low=1e-6, high=1e-1, default=1e-3),
    Slider(id="batch", title="Batch", low=1, high=65536, default=128, whole=True),
    Slider(id="pictures", title="Pictures", low=1, high=65536, default=768, whole=True, help="To cut from"),
)
MEASURED = 24  # masks, whose shape tells a person's mask to be of the same damage


def mlp_recipe(id: str, options: Mapping[str, Value], *, with_mask: bool) -> Recipe:
    """The recipe of one network.  Raises OptionInvalid."""
    made = parse(str(options["layers"]), with_mask=with_mask, corrects=bool(options["corrects"]))
    kind, params = corruption.request(str(options["damage"]))
    patches = Patches(
        batch=int(options["batch"]),
        inner=made.inner,
        outer=made.outer,
        kind=kind,
        params=params,
        blind=not with_mask,
        filled=with_mask and made.corrects,
        pictures=int(options["pictures"]),
    )
    steady = options["optimiser"] == "adadelta"
    return Recipe(
        id=stem(id, str(options["name"])),
        models=lambda: {"network": MaskMLP(made)},
        turns=(
            Turn(
                trains="network",
                loss=correction if made.corrects else whole_answer,
                optimiser=_optimiser(options),
                clip=math.inf,
            ),
        ),
        draw=patches,
        check=lambda photos: {"held out": whole(photos, patches)},
        score=gain,
        preview=lambda network, batch: [
            shown(plane) for plane in (marked(batch, with_mask), mended(network, batch), batch["clean"])
        ],
        minutes=40,
        seed=17,
        warm_up=1 if steady else 200,
        flat=1.0 if steady else 0.3,
        facts={"id": id, "recipe": id, "variant": str(options["name"])}
        | facts(made, str(options["damage"]), patches),
    )


def _optimiser(options: Mapping[str, Value]) -> Optimiser:
    def adadelta(parameters: Iterable[nn.Parameter]) -> optim.Optimizer:
        return optim.Adadelta(parameters, 1.0, rho=0.95, eps=1e-6)

    def adam(parameters: Iterable[nn.Parameter]) -> optim.Optimizer:
        return optim.Adam(parameters, float(options["rate"]), fused=True)

    return adadelta if options["optimiser"] == "adadelta" else adam


def facts(made: Architecture, damage: str, patches: Patches) -> dict[str, Any]:
    """What the method must know of its weights: the layers, and what their damage looks like."""
    rng = np.random.default_rng(0)
    masks = [patches.drawn(SIDE, rng)[0] for _ in range(MEASURED)]
    return {
        "layers": str(made),
        "with_mask": made.with_mask,
        "corrects": made.corrects,
        "damage": damage,
        "shape": mask_shape.mean([mask_shape.measure(mask) for mask in masks if mask.any()]).as_json(),
    }


def whole_answer(models: Models, batch: Tensors) -> tuple[Tensor, dict[str, Tensor]]:
    """The paper's: squared error over the whole answer, known and missing pixels alike, in scaled units."""
    error = l2(_answer(models, batch), _scaled(batch["clean"]))
    return error, {"l2": error}


def correction(models: Models, batch: Tensors) -> tuple[Tensor, dict[str, Tensor]]:
    """Squared error in units of each patch's contrast, so that all patches count alike.

    Of the missing pixels where they are known, else of all.
    """
    error = ((_answer(models, batch) - _scaled(batch["clean"])) / contrast(_scaled(batch["seen"]))) ** 2
    counts = batch.get("missing", torch.ones_like(error))
    mean = (error * counts).sum() / counts.sum().clamp(min=1)
    return mean, {"l2": mean}


def _answer(models: Models, batch: Tensors) -> Tensor:
    seen = _scaled(batch["seen"])
    found: Tensor = models["network"](*([seen, batch["mask"]] if "mask" in batch else [seen]))
    return found


def _scaled(values: Tensor) -> Tensor:
    return (values - MIDDLE) / SPREAD


def mended(network: nn.Module, batch: Tensors) -> Tensor:
    """Whole gray photos, N×1×H×W in [0, 1]."""
    assert isinstance(network, MaskMLP)
    made = network.architecture
    found = [
        restored(network, seen[None], mask[None] if made.with_mask else None, stride=max(1, made.outer // 2))
        for seen, mask in zip(batch["seen"], batch["mask"], strict=True)
    ]
    return torch.cat(found).clamp(0, 1)


def gain(network: nn.Module, batch: Tensors) -> dict[str, float]:
    """Mean PSNR in the holes, and by how much it beats a thin-plate fill that is given the mask."""
    filled, plate = (_psnr(p, batch) for p in (mended(network, batch), batch["plate"]))
    return {"psnr": float(filled.mean()), "gain": float((filled - plate).mean())}


def _psnr(filled: Tensor, batch: Tensors) -> Tensor:
    """Of each photo's holes; N."""
    error = ((filled - batch["clean"]) ** 2 * batch["mask"]).sum((1, 2, 3)) / batch["mask"].sum(
        (1, 2, 3)
    ).clamp(min=1)
    return -10 * torch.log10(error + 1e-10)


def marked(batch: Tensors, with_mask: bool) -> Tensor:
    """The damage as a person sees it: painted over, or where it is known, in white."""
    return torch.maximum(batch["seen"], batch["mask"]) if with_mask else batch["seen"]


def shown(planes: Tensor) -> Tensor:
    """N×1×H×W as gray pictures N×3×H×W."""
    return planes.expand(-1, 3, -1, -1)
