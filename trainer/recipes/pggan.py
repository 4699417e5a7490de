"""pggan: L1 alone, then with a critic of patches and of the whole, in one run (Demir & Unal 2018)."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import cast

import torch
from torch import Tensor, nn

from engine.networks.pggan import DILATIONS_OF_VARIANT, PGGAN, SLIM_DESIGN, Norm, PGGANDesign, Variant
from engine.options import Choice, Slider, Toggle, Value
from trainer.critics.pggan import PgganCritic
from trainer.data.large_holes import BOX_SHARE, STROKES_SHARE, LargeHoles, held_out, previewing, scoring
from trainer.data.thin_holes import Share
from trainer.losses import nsgan
from trainer.losses.hole import hole
from trainer.losses.total import total
from trainer.losses.valid import valid
from trainer.training.optimisers import ADVERSARIAL_BETAS, adam
from trainer.training.recipe import Models, Objective, Recipe, Tensors

OPTIONS = (
    Slider(id="width", title="Width", low=4, high=64, default=SLIM_DESIGN.width, step=4, whole=True),
    Slider(
        id="blocks", title="Residual blocks", low=1, high=12, default=SLIM_DESIGN.blocks, step=1, whole=True
    ),
    Choice(id="variant", title="Dilations", values=tuple(DILATIONS_OF_VARIANT), default=SLIM_DESIGN.variant),
    Choice(id="norm", title="Norm", values=("instance", "batch", "group"), default=SLIM_DESIGN.norm),
    Toggle(id="begun", title="Begin with a membrane", default=SLIM_DESIGN.begun, help="Off: as in the paper"),
    Slider(
        id="crop", title="Crop", low=64, high=256, default=SLIM_DESIGN.crop, step=64, whole=True, unit="px"
    ),
    Slider(id="batch", title="Batch", low=1, high=64, default=4, step=1, whole=True),
    Slider(id="rate", title="Learning rate", low=0, high=1e-1, default=4e-4, help="The paper's is 2e-4"),
    Slider(id="critic", title="Width of the critic", low=4, high=64, default=24, step=4, whole=True),
    Toggle(id="patches", title="Critic of patches", default=True, help="Off: the critic of the whole alone"),
    Slider(id="sharp", title="Critic from", low=0, high=1, default=0.2, help="Share of a run when it begins"),
    Slider(id="hole", title="Holes", low=1, high=20, default=4, help="Weight of their L1; the paper's is 1"),
)
CRITIC_HEADS = ("patches", "whole")
L1_WEIGHT, ADVERSARIAL_WEIGHT = 0.995, 0.0025  # The paper's; the second is of each of the critic's heads.
# Its sides: 32 to 128 px.
RECTANGLE_SHARE = Share(weight=3, kind="rect", params={"side": 128, "shrink": (0, 48)})
HOLE_SHARES = (
    Share(weight=5, kind=BOX_SHARE.kind, params=BOX_SHARE.params),
    RECTANGLE_SHARE,
    Share(weight=2, kind=STROKES_SHARE.kind, params=STROKES_SHARE.params),
)


def build(options: Mapping[str, Value]) -> Recipe:
    crop, critic_begins = int(options["crop"]), float(options["sharp"])
    design = PGGANDesign(
        width=int(options["width"]),
        blocks=int(options["blocks"]),
        variant=cast(Variant, options["variant"]),
        norm=cast(Norm, options["norm"]),
        crop=crop,
        begun=bool(options["begun"]),
    )
    hole_weight = float(options["hole"])
    heads = CRITIC_HEADS if options["patches"] else CRITIC_HEADS[1:]
    optimiser = adam(float(options["rate"]), ADVERSARIAL_BETAS)

    objectives = [
        Objective(
            trains="critic",
            loss=functools.partial(critic_loss, heads=heads),
            optimiser=optimiser,
            begins=critic_begins,
        ),
        Objective(
            trains="network",
            loss=PgganLosses(hole_weight, heads),
            optimiser=optimiser,
            begins=critic_begins,
        ),
    ]
    if critic_begins:
        objectives.insert(
            0,
            Objective(
                trains="network",
                loss=PgganLosses(hole_weight, heads=()),
                optimiser=optimiser,
                ends=critic_begins,
            ),
        )
    return Recipe(
        id="pggan",
        models=lambda: {"network": PGGAN(design), "critic": PgganCritic(crop, int(options["critic"]))},
        objectives=tuple(objectives),
        draw=LargeHoles(batch=int(options["batch"]), crop=crop, mix=HOLE_SHARES),
        check=held_out,
        score=scoring(filled),
        preview=previewing(filled),
        minutes=20,
        seed=43,
        warm_up_steps=50,
        facts={"design": asdict(design)},
    )


@dataclass(frozen=True)
class PgganLosses:
    """The network's losses, on pictures in [−1, 1].

    hole_weight: of the holes' L1, where that of known pixels is 1.  heads: those of the critic whose
    adversarial losses are added.
    """

    hole_weight: float
    heads: tuple[str, ...] = CRITIC_HEADS

    def __call__(self, models: Models, batch: Tensors) -> tuple[Tensor, dict[str, Tensor]]:
        clean, mask = batch["clean"], batch["mask"]
        painted = models["network"](clean, mask)
        parts = {"known": 2 * valid(painted, clean, mask), "hole": 2 * hole(painted, clean, mask)}
        weights = {"known": L1_WEIGHT, "hole": L1_WEIGHT * self.hole_weight}
        if self.heads:
            logits = dict(zip(CRITIC_HEADS, models["critic"](_composite(painted, batch)), strict=True))
            parts |= {head: nsgan.generator(logits[head]) for head in self.heads}
            weights |= dict.fromkeys(self.heads, ADVERSARIAL_WEIGHT)
        return total(parts, weights)


def critic_loss(
    models: Models, batch: Tensors, *, heads: tuple[str, ...] = CRITIC_HEADS
) -> tuple[Tensor, dict[str, Tensor]]:
    """The critic's.

    The sum of its heads.  Logged beside it: the share that each head classifies correctly.
    """
    with torch.no_grad():
        painted = models["network"](batch["clean"], batch["mask"])
    real, fake = models["critic"](batch["clean"] * 2 - 1), models["critic"](_composite(painted, batch))
    pairs = dict(zip(CRITIC_HEADS, zip(real, fake, strict=True), strict=True))
    errors = {name: nsgan.critic(*pairs[name]) for name in heads}
    correct = {f"{name}_right": _correct_share(*pair) for name, pair in pairs.items()}
    return torch.stack(list(errors.values())).sum(), errors | correct


def filled(network: nn.Module, batch: Tensors) -> Tensor:
    """The repaired photos, as the method fills them."""
    return cast(PGGAN, network).fill(batch["clean"], batch["mask"])


def _composite(painted: Tensor, batch: Tensors) -> Tensor:
    """The critic's input, in [−1, 1]: the painted holes in the known photo."""
    return (painted * batch["mask"] + batch["clean"] * (1 - batch["mask"])) * 2 - 1


def _correct_share(real: Tensor, fake: Tensor) -> Tensor:
    return ((real > 0).float().mean() + (fake < 0).float().mean()) / 2
