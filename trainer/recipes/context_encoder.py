"""context-encoder: L2 and a faint critic, in the random mode (all of a picture) or the centre mode."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import cast, get_args

import numpy as np
import torch
from torch import Tensor, nn, optim
from torch.nn import functional as F

from engine.networks.context_encoder import BAND, SLIM, Bottleneck, ContextEncoder, Design, Mode
from engine.options import Choice, Slider, Toggle, Value
from trainer.critics.context_encoder import Critic
from trainer.data.large_holes import MIX, LargeHoles, held_out, previewing, scoring
from trainer.data.photos import Photos
from trainer.data.thin_holes import Share
from trainer.losses import nsgan
from trainer.losses.total import total
from trainer.training.recipe import Batch, Models, Recipe, Tensors, Turn

OPTIONS = (
    Choice(id="mode", title="Mode", values=get_args(Mode), default=SLIM.mode),
    Choice(id="bottleneck", title="Bottleneck", values=get_args(Bottleneck), default=SLIM.bottleneck),
    Slider(id="width", title="Width", low=4, high=64, default=SLIM.width, whole=True),
    Slider(id="neck", title="Width of a dense bottleneck", low=16, high=4000, default=512, whole=True),
    Slider(id="batch", title="Batch", low=2, high=128, default=32, whole=True),
    Slider(id="rate", title="Learning rate", low=0, high=1e-1, default=1e-3, help="The paper's is 2e-3"),
    Slider(id="critic", title="Width of the critic", low=4, high=64, default=16, whole=True),
    Slider(id="sharp", title="Critic from", low=0, high=1, default=0.5, help="Share of a run when it begins"),
    Slider(
        id="known", title="Known pixels", low=0, high=1, default=0.2, help="Their weight; the paper's is 1"
    ),
    Toggle(id="begun", title="Begin with a membrane", default=SLIM.begun, help="Off: as in the paper"),
)
L2, ADVERSARIAL = 0.999, 0.001
CRITIC_RATE = 2e-4
RIM = 10.0  # weight of the band around the middle's hole, so that both meet
CENTRE = Share(weight=1, kind="center")
HALF_CENTRE = (Share(weight=sum(share.weight for share in MIX), kind="center"), *MIX)


def build(options: Mapping[str, Value]) -> Recipe:
    design = Design(
        mode=cast(Mode, options["mode"]),
        width=int(options["width"]),
        bottleneck=cast(Bottleneck, options["bottleneck"]),
        neck=int(options["neck"]),
        begun=bool(options["begun"]),
    )
    centre, sharp = design.mode == "centre", float(options["sharp"])
    answered = design.side // 2 if centre else design.side
    learning = functools.partial(Learning, known=float(options["known"]))
    holes = LargeHoles(
        batch=int(options["batch"]), crop=design.side, mix=(CENTRE,) if centre else HALF_CENTRE
    )

    def adam(rate: float) -> Callable[[Iterable[nn.Parameter]], optim.Optimizer]:
        return lambda parameters: optim.Adam(parameters, rate, betas=(0.5, 0.999))

    own = adam(float(options["rate"]))
    return Recipe(
        id="context-encoder",
        models=lambda: {
            "network": ContextEncoder(design),
            "critic": Critic(int(options["critic"]), side=answered),
        },
        turns=(
            Turn(trains="network", loss=learning(judged=False).loss, optimiser=own, ends=sharp),
            Turn(trains="critic", loss=judging, optimiser=adam(CRITIC_RATE), begins=sharp),
            Turn(trains="network", loss=learning(judged=True).loss, optimiser=own, begins=sharp),
        ),
        draw=Narrowed(holes) if centre else holes,
        check=held_out,
        score=scoring(filled),
        preview=previewing(filled),
        minutes=20,
        seed=41,
        warm_up=50,
        facts={"design": asdict(design)},
    )


@dataclass(frozen=True)
class Narrowed:
    """Holes that are a band narrower than the middle that is answered for."""

    holes: LargeHoles

    def __call__(self, photos: Photos, rng: np.random.Generator) -> Batch:
        batch = self.holes(photos, rng)
        return {**batch, "mask": -_grown(torch.from_numpy(-batch["mask"])).numpy()}


@dataclass(frozen=True)
class Learning:
    """The network's losses.  known: weight of known pixels in the random mode, where holes weigh 1."""

    known: float
    judged: bool

    def loss(self, models: Models, batch: Tensors) -> tuple[Tensor, dict[str, Tensor]]:
        network = _network(models)
        painted = models["network"](batch["clean"], batch["mask"])
        square = (2 * (painted - network.middle(batch["clean"]))) ** 2
        weight = self._weight(network, batch["mask"])
        parts = {"l2": (square * weight).mean() / weight.mean()}
        weights = {"l2": L2}
        if self.judged:
            parts["adversarial"] = nsgan.generator(models["critic"](painted * 2 - 1))
            weights["adversarial"] = ADVERSARIAL
        return total(parts, weights)

    def _weight(self, network: ContextEncoder, mask: Tensor) -> Tensor:
        missing = network.middle(mask)
        if network.design.mode == "centre":
            return missing + RIM * (1 - missing)
        return missing + self.known * (1 - missing)


def judging(models: Models, batch: Tensors) -> tuple[Tensor, dict[str, Tensor]]:
    """Of the critic: both errors, not their mean; it sees what is answered for and nothing around it."""
    network = _network(models)
    with torch.no_grad():
        painted = network(batch["clean"], batch["mask"])
    real, fake = (models["critic"](one * 2 - 1) for one in (network.middle(batch["clean"]), painted))
    error = 2 * nsgan.critic(real, fake)
    return error, {"critic": error}


def filled(network: nn.Module, batch: Tensors) -> Tensor:
    return cast(ContextEncoder, network).fill(batch["clean"], batch["mask"])


def _grown(plane: Tensor) -> Tensor:
    return F.max_pool2d(plane, 2 * BAND + 1, 1, BAND)


def _network(models: Models) -> ContextEncoder:
    network = models["network"]
    return cast(ContextEncoder, getattr(network, "module", network))  # itself, or what is distributed
