"""shift-net: L1 over all and in the hole, guidance of the shifted features, and late in the run a critic."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import cast

import torch
from torch import Tensor, nn, optim

from engine.errors import OptionInvalid
from engine.networks.layers.shift import coarse
from engine.networks.shift_net import SHIFTED, SLIM, Design, ShiftNet
from engine.options import Slider, Toggle, Value
from trainer.critics.shift_net import Critic
from trainer.data.large_holes import LargeHoles, held_out, previewing, scoring
from trainer.losses import nsgan
from trainer.losses.guidance import guidance
from trainer.losses.hole_area import hole_area
from trainer.losses.l1 import l1
from trainer.losses.total import total
from trainer.training.recipe import Models, Recipe, Tensors, Turn

OPTIONS = (
    Slider(id="width", title="Width", low=4, high=64, default=SLIM.width, whole=True),
    Slider(id="downs", title="Halvings", low=4, high=8, default=SLIM.downs, whole=True),
    Slider(id="crop", title="Crop", low=64, high=256, default=SLIM.crop, step=64, whole=True, unit="px"),
    Slider(id="batch", title="Batch", low=1, high=64, default=8, whole=True),
    Slider(id="rate", title="Learning rate", low=0, high=1e-1, default=5e-4, help="The paper's is 2e-4"),
    Slider(id="critic", title="Width of the critic", low=4, high=64, default=24, whole=True),
    Slider(id="adversarial", title="Weight of the critic", low=0, high=1, default=2e-3),
    Slider(id="sharp", title="Critic from", low=0, high=1, default=0.6, help="Share of a run when it begins"),
    Slider(id="guidance", title="Weight of the guidance", low=0, high=0.1, default=0.02, help="Mean form"),
    Toggle(id="begun", title="Begin with a membrane", default=SLIM.begun, help="Off: as in the paper"),
)
WHOLE, HOLE = 1.0, 4.0  # of L1, on pictures in [−1, 1]: the release's ratio


def build(options: Mapping[str, Value]) -> Recipe:
    if int(options["crop"]) % (1 << int(options["downs"])):
        raise OptionInvalid(f"a crop of {options['crop']} px cannot be halved {options['downs']} times")
    design = Design(
        width=int(options["width"]),
        downs=int(options["downs"]),
        crop=int(options["crop"]),
        begun=bool(options["begun"]),
    )
    rate, sharp, critic_width = float(options["rate"]), float(options["sharp"]), int(options["critic"])
    weights = {"l1": WHOLE, "hole": HOLE, "guidance": float(options["guidance"])}
    plain, judged = Learning(weights), Learning(weights | {"adversarial": float(options["adversarial"])})

    def adam(parameters: Iterable[nn.Parameter]) -> optim.Optimizer:
        return optim.Adam(parameters, rate, betas=(0.5, 0.999))

    return Recipe(
        id="shift-net",
        models=lambda: {"network": ShiftNet(design), "critic": Critic(critic_width)},
        turns=(
            Turn(trains="network", loss=plain.loss, optimiser=adam, ends=sharp),
            Turn(trains="critic", loss=judging, optimiser=adam, begins=sharp),
            Turn(trains="network", loss=judged.loss, optimiser=adam, begins=sharp),
        ),
        draw=LargeHoles(batch=int(options["batch"]), crop=design.crop),
        check=held_out,
        score=scoring(filled),
        preview=previewing(filled),
        minutes=20,
        seed=37,
        warm_up=50,
        flat=0.6,
        facts={"design": asdict(design)},
    )


@dataclass(frozen=True)
class Learning:
    """The network's losses, by their weights."""

    weights: Mapping[str, float]

    def loss(self, models: Models, batch: Tensors) -> tuple[Tensor, dict[str, Tensor]]:
        clean, mask = batch["clean"], batch["mask"]
        network = _network(models)
        with torch.no_grad():
            wanted = network.looked(clean)
        painted, decoded = models["network"](clean, mask)
        cells = coarse(mask, 1 << SHIFTED)
        parts = {
            "l1": 2 * l1(painted, clean),
            "hole": 2 * hole_area(painted, clean, mask),
            "guidance": guidance(decoded.float(), wanted.float(), cells) / decoded.shape[1],
        }
        if "adversarial" in self.weights:
            parts["adversarial"] = nsgan.generator(models["critic"](painted * 2 - 1))
        return total(parts, self.weights)


def judging(models: Models, batch: Tensors) -> tuple[Tensor, dict[str, Tensor]]:
    """Of the critic: whole pictures, as the release has it for holes that are no rectangles."""
    with torch.no_grad():
        painted = _network(models)(batch["clean"], batch["mask"]).painted
    real, fake = (models["critic"](one * 2 - 1) for one in (batch["clean"], painted))
    error = nsgan.critic(real, fake)
    return error, {"critic": error}


def filled(network: nn.Module, batch: Tensors) -> Tensor:
    return cast(ShiftNet, network).fill(batch["clean"], batch["mask"])


def _network(models: Models) -> ShiftNet:
    network = models["network"]
    return cast(ShiftNet, getattr(network, "module", network))  # itself, or what is distributed
