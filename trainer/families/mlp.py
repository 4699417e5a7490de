"""What the recipes of the patch MLPs share (Köhler, Schuler, Schölkopf, Harmeling, GCPR 2014)."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from engine.methods.shared import mask_shape
from engine.models.weights import stem
from engine.networks.mask_mlp import (
    INPUT_DEVIATION,
    INPUT_MEAN,
    Architecture,
    MaskMLP,
    contrast,
    parse,
    restored,
)
from engine.options import Choice, Slider, TextField, Toggle, Value
from trainer import corruption
from trainer.data.patches import PICTURE_SIDE_PX, Patches, check_batch
from trainer.losses.l2 import l2
from trainer.training.optimisers import adadelta, adam
from trainer.training.recipe import Models, Objective, Recipe, Tensors

OPTIONS = (
    TextField(
        id="damage",
        title="Damage",
        default="text:size=14..28",
        help="A kind with its parameters: text:font=FILE,size=20 given:file=MASK.png bars:angle=30 lines",
    ),
    TextField(id="name", title="Name", default="", help="Of the weights among the method's: <id>--<name>"),
    TextField(id="layers", title="Layers", default="16^2,512,512,512,8^2", help="The paper's tuple"),
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
SHAPE_MASKS = 24  # Their mean shape goes into the card: by it `auto` recognises masks of this damage.


def mlp_recipe(id: str, options: Mapping[str, Value], *, with_mask: bool) -> Recipe:
    """The recipe of one network.  with_mask: the place of its damage is known.  Raises OptionInvalid."""
    architecture = parse(str(options["layers"]), with_mask=with_mask, corrects=bool(options["corrects"]))
    kind, params = corruption.request(str(options["damage"]))
    patches = Patches(
        batch=int(options["batch"]),
        inner=architecture.inner,
        outer=architecture.outer,
        kind=kind,
        params=params,
        blind=not with_mask,
        filled=with_mask and architecture.corrects,
        pictures=int(options["pictures"]),
    )
    constant_rate = options["optimiser"] == "adadelta"
    return Recipe(
        id=stem(id, str(options["name"])),
        models=lambda: {"network": MaskMLP(architecture)},
        objectives=(
            Objective(
                trains="network",
                loss=correction_loss if architecture.corrects else patch_loss,
                optimiser=adadelta() if constant_rate else adam(float(options["rate"]), fused=True),
                max_gradient_norm=math.inf,
            ),
        ),
        draw=patches,
        check=lambda photos: {"held out": check_batch(photos, patches)},
        score=gain,
        preview=lambda network, batch: [
            as_rgb(plane)
            for plane in (with_damage_shown(batch, with_mask), repaired(network, batch), batch["clean"])
        ],
        minutes=40,
        seed=17,
        warm_up_steps=1 if constant_rate else 200,
        constant_share=1.0 if constant_rate else 0.3,
        facts={"id": id, "recipe": id, "variant": str(options["name"])}
        | facts(architecture, str(options["damage"]), patches),
    )


def facts(architecture: Architecture, damage: str, patches: Patches) -> dict[str, Any]:
    """For the card: the layers, and what damage of this kind looks like."""
    rng = np.random.default_rng(0)
    masks = [patches.drawn(PICTURE_SIDE_PX, rng)[0] for _ in range(SHAPE_MASKS)]
    return {
        "layers": str(architecture),
        "with_mask": architecture.with_mask,
        "corrects": architecture.corrects,
        "damage": damage,
        "shape": mask_shape.mean([mask_shape.measure(mask) for mask in masks if mask.any()]).as_json(),
    }


def patch_loss(models: Models, batch: Tensors) -> tuple[Tensor, dict[str, Tensor]]:
    """The paper's: squared error over the whole predicted patch, of known and missing pixels alike."""
    error = l2(_prediction(models, batch), _scaled(batch["clean"]))
    return error, {"l2": error}


def correction_loss(models: Models, batch: Tensors) -> tuple[Tensor, dict[str, Tensor]]:
    """Squared error in units of each patch's contrast, so that all patches have the same weight.

    Over the missing pixels where the batch says which they are, else over all.
    """
    error = ((_prediction(models, batch) - _scaled(batch["clean"])) / contrast(_scaled(batch["seen"]))) ** 2
    counts = batch.get("missing", torch.ones_like(error))
    mean = (error * counts).sum() / counts.sum().clamp(min=1)
    return mean, {"l2": mean}


def _prediction(models: Models, batch: Tensors) -> Tensor:
    seen = _scaled(batch["seen"])
    found: Tensor = models["network"](*([seen, batch["mask"]] if "mask" in batch else [seen]))
    return found


def _scaled(values: Tensor) -> Tensor:
    return (values - INPUT_MEAN) / INPUT_DEVIATION


def repaired(network: nn.Module, batch: Tensors) -> Tensor:
    """The repaired gray photos, N×1×H×W in [0, 1]."""
    assert isinstance(network, MaskMLP)
    architecture = network.architecture
    found = [
        restored(
            network,
            seen[None],
            mask[None] if architecture.with_mask else None,
            stride=max(1, architecture.outer // 2),
        )
        for seen, mask in zip(batch["seen"], batch["mask"], strict=True)
    ]
    return torch.cat(found).clamp(0, 1)


def gain(network: nn.Module, batch: Tensors) -> dict[str, float]:
    """Mean PSNR in the holes, and its gain over a thin-plate fill that is given the mask, in dB."""
    filled, plate = (_psnr(p, batch) for p in (repaired(network, batch), batch["plate"]))
    return {"psnr": float(filled.mean()), "gain": float((filled - plate).mean())}


def _psnr(filled: Tensor, batch: Tensors) -> Tensor:
    """N: the PSNR of each photo's holes."""
    error = ((filled - batch["clean"]) ** 2 * batch["mask"]).sum((1, 2, 3)) / batch["mask"].sum(
        (1, 2, 3)
    ).clamp(min=1)
    return -10 * torch.log10(error + 1e-10)


def with_damage_shown(batch: Tensors, with_mask: bool) -> Tensor:
    """The damaged photo for the preview: with white holes, or for a blind network as it is."""
    return torch.maximum(batch["seen"], batch["mask"]) if with_mask else batch["seen"]


def as_rgb(planes: Tensor) -> Tensor:
    """N×1×H×W as gray pictures N×3×H×W."""
    return planes.expand(-1, 3, -1, -1)
