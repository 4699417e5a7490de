"""msnps: the content network, by L2 and, late in the run, a critic of small weight (Yang et al. 2017).

The texture stage of the method has no weights.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import cast

import torch
from torch import Tensor, nn

from engine.networks.msnps import SLIM_DESIGN, Content
from engine.options import Slider, Toggle, Value
from trainer.critics.context_encoder import ContextEncoderCritic
from trainer.data.large_holes import HOLE_SHARES, LargeHoles, held_out, previewing, scoring
from trainer.data.thin_holes import Share
from trainer.losses import nsgan
from trainer.losses.total import total
from trainer.training.optimisers import ADVERSARIAL_BETAS, adam
from trainer.training.recipe import Models, Objective, Recipe, Tensors

OPTIONS = (
    Slider(id="width", title="Width", low=4, high=64, default=SLIM_DESIGN.width, step=4, whole=True),
    Slider(id="neck", title="Bottleneck", low=16, high=4000, default=SLIM_DESIGN.neck, step=1, whole=True),
    Slider(id="batch", title="Batch", low=2, high=128, default=32, step=1, whole=True),
    Slider(id="rate", title="Learning rate", low=0, high=1e-1, default=1e-3, help="The paper's is 2e-3"),
    Slider(id="critic", title="Width of the critic", low=4, high=64, default=16, step=4, whole=True),
    Slider(id="sharp", title="Critic from", low=0, high=1, default=0.5, help="Share of a run when it begins"),
    Slider(
        id="known", title="Known pixels", low=0, high=1, default=0.2, help="Their weight; the paper's is 1"
    ),
    Toggle(id="begun", title="Begin with a membrane", default=SLIM_DESIGN.begun, help="Off: as in the paper"),
)
L2_WEIGHT, ADVERSARIAL_WEIGHT = 0.999, 0.001  # The paper's.
CRITIC_RATE = 2e-4  # Radford et al., DCGAN, 2016.
HALF_CENTRE = (Share(weight=sum(share.weight for share in HOLE_SHARES), kind="center"), *HOLE_SHARES)


def build(options: Mapping[str, Value]) -> Recipe:
    width, neck = int(options["width"]), int(options["neck"])
    design = replace(SLIM_DESIGN, width=width, neck=neck, begun=bool(options["begun"]))
    critic_begins, known = float(options["sharp"]), float(options["known"])
    network_adam = adam(float(options["rate"]), ADVERSARIAL_BETAS)
    return Recipe(
        id="msnps",
        models=lambda: {
            "network": Content(design),
            "critic": ContextEncoderCritic(int(options["critic"]), side=design.side),
        },
        objectives=(
            Objective(
                trains="network",
                loss=MsnpsLosses(known, with_critic=False),
                optimiser=network_adam,
                ends=critic_begins,
            ),
            Objective(
                trains="critic",
                loss=critic_loss,
                optimiser=adam(CRITIC_RATE, ADVERSARIAL_BETAS),
                begins=critic_begins,
            ),
            Objective(
                trains="network",
                loss=MsnpsLosses(known, with_critic=True),
                optimiser=network_adam,
                begins=critic_begins,
            ),
        ),
        draw=LargeHoles(batch=int(options["batch"]), crop=design.side, mix=HALF_CENTRE),
        check=held_out,
        score=scoring(filled),
        preview=previewing(filled),
        minutes=20,
        seed=47,
        warm_up_steps=50,
        facts={"design": asdict(design)},
    )


@dataclass(frozen=True)
class MsnpsLosses:
    """The network's losses, on pictures in [−1, 1].

    known: weight of known pixels, where missing ones weigh 1.  with_critic: adds the adversarial loss.
    """

    known: float
    with_critic: bool

    def __call__(self, models: Models, batch: Tensors) -> tuple[Tensor, dict[str, Tensor]]:
        painted = models["network"](batch["clean"], batch["mask"])
        weight = batch["mask"] + self.known * (1 - batch["mask"])
        square = (2 * (painted - batch["clean"])) ** 2
        parts, weights = {"l2": (square * weight).mean() / weight.mean()}, {"l2": L2_WEIGHT}
        if self.with_critic:
            parts["adversarial"] = nsgan.generator(models["critic"](painted * 2 - 1))
            weights["adversarial"] = ADVERSARIAL_WEIGHT
        return total(parts, weights)


def critic_loss(models: Models, batch: Tensors) -> tuple[Tensor, dict[str, Tensor]]:
    """The critic's: the sum of both errors, not their mean."""
    with torch.no_grad():
        painted = models["network"](batch["clean"], batch["mask"])
    real, fake = (models["critic"](one * 2 - 1) for one in (batch["clean"], painted))
    error = 2 * nsgan.critic(real, fake)
    return error, {"critic": error}


def filled(network: nn.Module, batch: Tensors) -> Tensor:
    """The content network's fill: the texture stage takes seconds a photo, and PSNR does not reward it."""
    return cast(Content, network).fill(batch["clean"], batch["mask"])
