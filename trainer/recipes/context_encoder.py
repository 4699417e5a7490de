"""context-encoder: L2 and, late in the run, a critic of small weight (Pathak et al. 2016).

The mode "random" predicts all of a picture with holes anywhere, "centre" the middle alone.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import cast, get_args

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from engine.networks.context_encoder import (
    OVERLAP_PX,
    SLIM_DESIGN,
    Bottleneck,
    ContextEncoder,
    ContextEncoderDesign,
    Mode,
)
from engine.options import Choice, Slider, Toggle, Value
from trainer.critics.context_encoder import ContextEncoderCritic
from trainer.data.large_holes import HOLE_SHARES, LargeHoles, held_out, previewing, scoring
from trainer.data.photos import Photos
from trainer.data.thin_holes import Share
from trainer.losses import nsgan
from trainer.losses.total import total
from trainer.training.optimisers import ADVERSARIAL_BETAS, adam
from trainer.training.recipe import Batch, Models, Objective, Recipe, Tensors, undistributed

OPTIONS = (
    Choice(id="mode", title="Mode", values=get_args(Mode), default=SLIM_DESIGN.mode),
    Choice(id="bottleneck", title="Bottleneck", values=get_args(Bottleneck), default=SLIM_DESIGN.bottleneck),
    Slider(id="width", title="Width", low=4, high=64, default=SLIM_DESIGN.width, whole=True),
    Slider(id="neck", title="Width of a dense bottleneck", low=16, high=4000, default=512, whole=True),
    Slider(id="batch", title="Batch", low=2, high=128, default=32, whole=True),
    Slider(id="rate", title="Learning rate", low=0, high=1e-1, default=1e-3, help="The paper's is 2e-3"),
    Slider(id="critic", title="Width of the critic", low=4, high=64, default=16, whole=True),
    Slider(id="sharp", title="Critic from", low=0, high=1, default=0.5, help="Share of a run when it begins"),
    Slider(
        id="known", title="Known pixels", low=0, high=1, default=0.2, help="Their weight; the paper's is 1"
    ),
    Toggle(id="begun", title="Begin with a membrane", default=SLIM_DESIGN.begun, help="Off: as in the paper"),
)
L2_WEIGHT, ADVERSARIAL_WEIGHT = 0.999, 0.001  # The paper's.
CRITIC_RATE = 2e-4  # Radford et al., DCGAN, 2016.
# Of the known band around the hole of the centre mode, as in the paper: it makes hole and photo join.
OVERLAP_WEIGHT = 10.0
CENTRE_SHARE = Share(weight=1, kind="center")
HALF_CENTRE = (Share(weight=sum(share.weight for share in HOLE_SHARES), kind="center"), *HOLE_SHARES)


def build(options: Mapping[str, Value]) -> Recipe:
    design = ContextEncoderDesign(
        mode=cast(Mode, options["mode"]),
        width=int(options["width"]),
        bottleneck=cast(Bottleneck, options["bottleneck"]),
        neck=int(options["neck"]),
        begun=bool(options["begun"]),
    )
    centre, critic_begins = design.mode == "centre", float(options["sharp"])
    predicted_side = design.side // 2 if centre else design.side
    losses = functools.partial(ContextEncoderLosses, known=float(options["known"]))
    holes = LargeHoles(
        batch=int(options["batch"]), crop=design.side, mix=(CENTRE_SHARE,) if centre else HALF_CENTRE
    )

    network_adam = adam(float(options["rate"]), ADVERSARIAL_BETAS)
    return Recipe(
        id="context-encoder",
        models=lambda: {
            "network": ContextEncoder(design),
            "critic": ContextEncoderCritic(int(options["critic"]), side=predicted_side),
        },
        objectives=(
            Objective(
                trains="network",
                loss=losses(with_critic=False).loss,
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
                loss=losses(with_critic=True).loss,
                optimiser=network_adam,
                begins=critic_begins,
            ),
        ),
        draw=NarrowedHoles(holes) if centre else holes,
        check=held_out,
        score=scoring(filled),
        preview=previewing(filled),
        minutes=20,
        seed=41,
        warm_up_steps=50,
        facts={"design": asdict(design)},
    )


@dataclass(frozen=True)
class NarrowedHoles:
    """Batches whose holes are smaller by OVERLAP_PX on each side than the middle that is predicted."""

    holes: LargeHoles

    def __call__(self, photos: Photos, rng: np.random.Generator) -> Batch:
        batch = self.holes(photos, rng)
        return {**batch, "mask": -_dilated(torch.from_numpy(-batch["mask"])).numpy()}


@dataclass(frozen=True)
class ContextEncoderLosses:
    """The network's losses.

    known: weight of known pixels in the random mode, where missing ones weigh 1.
    with_critic: adds the adversarial loss.
    """

    known: float
    with_critic: bool

    def loss(self, models: Models, batch: Tensors) -> tuple[Tensor, dict[str, Tensor]]:
        network = undistributed(models["network"], ContextEncoder)
        painted = models["network"](batch["clean"], batch["mask"])
        square = (2 * (painted - network.middle(batch["clean"]))) ** 2
        weight = self._weight(network, batch["mask"])
        parts = {"l2": (square * weight).mean() / weight.mean()}
        weights = {"l2": L2_WEIGHT}
        if self.with_critic:
            parts["adversarial"] = nsgan.generator(models["critic"](painted * 2 - 1))
            weights["adversarial"] = ADVERSARIAL_WEIGHT
        return total(parts, weights)

    def _weight(self, network: ContextEncoder, mask: Tensor) -> Tensor:
        missing = network.middle(mask)
        if network.design.mode == "centre":
            return missing + OVERLAP_WEIGHT * (1 - missing)
        return missing + self.known * (1 - missing)


def critic_loss(models: Models, batch: Tensors) -> tuple[Tensor, dict[str, Tensor]]:
    """The critic's.

    The sum of both errors, not their mean; it sees the predicted pixels and nothing around.
    """
    network = undistributed(models["network"], ContextEncoder)
    with torch.no_grad():
        painted = network(batch["clean"], batch["mask"])
    real, fake = (models["critic"](one * 2 - 1) for one in (network.middle(batch["clean"]), painted))
    error = 2 * nsgan.critic(real, fake)
    return error, {"critic": error}


def filled(network: nn.Module, batch: Tensors) -> Tensor:
    """The repaired photos, as the method fills them."""
    return cast(ContextEncoder, network).fill(batch["clean"], batch["mask"])


def _dilated(plane: Tensor) -> Tensor:
    return F.max_pool2d(plane, 2 * OVERLAP_PX + 1, 1, OVERLAP_PX)
