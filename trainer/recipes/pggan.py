"""pggan: L1 first, then with the critics of patches and of the whole, in one run (Demir & Unal 2018)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import cast

import torch
from torch import Tensor, nn, optim

from engine.networks.pggan import DILATIONS, PGGAN, SLIM, Design, Norm, Variant
from engine.options import Choice, Slider, Toggle, Value
from trainer.critics.pggan import Critic
from trainer.data.large_holes import BOX, STROKES, LargeHoles, held_out, previewing, scoring
from trainer.data.thin_holes import Share
from trainer.losses import nsgan
from trainer.losses.hole import hole
from trainer.losses.total import total
from trainer.losses.valid import valid
from trainer.training.recipe import Models, Recipe, Tensors, Turn

OPTIONS = (
    Slider(id="width", title="Width", low=4, high=64, default=SLIM.width, step=4, whole=True),
    Slider(id="blocks", title="Residual blocks", low=1, high=12, default=SLIM.blocks, step=1, whole=True),
    Choice(id="variant", title="Dilations", values=tuple(DILATIONS), default=SLIM.variant),
    Choice(id="norm", title="Norm", values=("instance", "batch", "group"), default=SLIM.norm),
    Toggle(id="begun", title="Begin with a membrane", default=SLIM.begun, help="Off: as in the paper"),
    Slider(id="crop", title="Crop", low=64, high=256, default=SLIM.crop, step=64, whole=True, unit="px"),
    Slider(id="batch", title="Batch", low=1, high=64, default=4, step=1, whole=True),
    Slider(id="rate", title="Learning rate", low=0, high=1e-1, default=4e-4, help="The paper's is 2e-4"),
    Slider(id="critic", title="Width of the critic", low=4, high=64, default=24, step=4, whole=True),
    Slider(id="sharp", title="Critic from", low=0, high=1, default=0.2, help="Share of a run when it begins"),
    Slider(id="hole", title="Holes", low=1, high=20, default=4, help="Weight of their L1; the paper's is 1"),
)
EXACT, ADVERSARIAL = 0.995, 0.0025  # weights of the L1, and of each critic
RECTANGLE = Share(weight=3, kind="rect", params={"side": 128, "shrink": (0, 48)})  # sides of 32 to 128 px
MIX = (
    Share(weight=5, kind=BOX.kind, params=BOX.params),
    RECTANGLE,
    Share(weight=2, kind=STROKES.kind, params=STROKES.params),
)


def build(options: Mapping[str, Value]) -> Recipe:
    crop, sharp = int(options["crop"]), float(options["sharp"])
    design = Design(
        width=int(options["width"]),
        blocks=int(options["blocks"]),
        variant=cast(Variant, options["variant"]),
        norm=cast(Norm, options["norm"]),
        crop=crop,
        begun=bool(options["begun"]),
    )
    missing = float(options["hole"])

    def adam(parameters: Iterable[nn.Parameter]) -> optim.Optimizer:
        return optim.Adam(parameters, float(options["rate"]), betas=(0.5, 0.999))

    turns = [
        Turn(trains="critic", loss=judging, optimiser=adam, begins=sharp),
        Turn(trains="network", loss=Painting(missing, judged=True), optimiser=adam, begins=sharp),
    ]
    if sharp:
        turns.insert(
            0, Turn(trains="network", loss=Painting(missing, judged=False), optimiser=adam, ends=sharp)
        )
    return Recipe(
        id="pggan",
        models=lambda: {"network": PGGAN(design), "critic": Critic(crop, int(options["critic"]))},
        turns=tuple(turns),
        draw=LargeHoles(batch=int(options["batch"]), crop=crop, mix=MIX),
        check=held_out,
        score=scoring(filled),
        preview=previewing(filled),
        minutes=20,
        seed=43,
        warm_up=50,
        facts={"design": asdict(design)},
    )


@dataclass(frozen=True)
class Painting:
    """The generator's losses, in [−1, 1].  missing: weight of the holes' L1.  judged: with both critics."""

    missing: float
    judged: bool

    def __call__(self, models: Models, batch: Tensors) -> tuple[Tensor, dict[str, Tensor]]:
        clean, mask = batch["clean"], batch["mask"]
        painted = models["network"](clean, mask)
        parts = {"known": 2 * valid(painted, clean, mask), "hole": 2 * hole(painted, clean, mask)}
        weights = {"known": EXACT, "hole": EXACT * self.missing}
        if self.judged:
            patches, whole = models["critic"](_laid(painted, batch))
            parts |= {"patches": nsgan.generator(patches), "whole": nsgan.generator(whole)}
            weights |= {"patches": ADVERSARIAL, "whole": ADVERSARIAL}
        return total(parts, weights)


def judging(models: Models, batch: Tensors) -> tuple[Tensor, dict[str, Tensor]]:
    """Of the critic, both heads alike.  Told beside: the shares that each of them judges rightly."""
    with torch.no_grad():
        painted = models["network"](batch["clean"], batch["mask"])
    real, fake = models["critic"](batch["clean"] * 2 - 1), models["critic"](_laid(painted, batch))
    pairs = dict(zip(("patches", "whole"), zip(real, fake, strict=True), strict=True))
    errors = {name: nsgan.critic(*pair) for name, pair in pairs.items()}
    right = {f"{name}_right": _right(*pair) for name, pair in pairs.items()}
    return errors["patches"] + errors["whole"], errors | right


def filled(network: nn.Module, batch: Tensors) -> Tensor:
    return cast(PGGAN, network).fill(batch["clean"], batch["mask"])


def _laid(painted: Tensor, batch: Tensors) -> Tensor:
    """What the critic is shown, in [−1, 1]: known pixels are the photo's."""
    return (painted * batch["mask"] + batch["clean"] * (1 - batch["mask"])) * 2 - 1


def _right(real: Tensor, fake: Tensor) -> Tensor:
    return ((real > 0).float().mean() + (fake < 0).float().mean()) / 2
