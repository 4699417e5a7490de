"""shift-net: L1, guidance of the shifted features and, late in the run, a critic (Yan et al. 2018)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import cast

import torch
from torch import Tensor, nn

from engine.errors import OptionInvalid
from engine.networks.layers.shift import coarse
from engine.networks.shift_net import SHIFT_LEVEL, SLIM_DESIGN, ShiftNet, ShiftNetDesign
from engine.options import Slider, Toggle, Value
from trainer.critics.shift_net import ShiftNetCritic
from trainer.data.large_holes import LargeHoles, held_out, previewing, scoring
from trainer.losses import nsgan
from trainer.losses.guidance import guidance
from trainer.losses.hole_area import hole_area
from trainer.losses.l1 import l1
from trainer.losses.total import total
from trainer.training.optimisers import ADVERSARIAL_BETAS, adam
from trainer.training.recipe import Models, Objective, Recipe, Tensors, undistributed

OPTIONS = (
    Slider(id="width", title="Width", low=4, high=64, default=SLIM_DESIGN.width, whole=True),
    Slider(id="downs", title="Halvings", low=4, high=8, default=SLIM_DESIGN.downs, whole=True),
    Slider(
        id="crop", title="Crop", low=64, high=256, default=SLIM_DESIGN.crop, step=64, whole=True, unit="px"
    ),
    Slider(id="batch", title="Batch", low=1, high=64, default=8, whole=True),
    Slider(id="rate", title="Learning rate", low=0, high=1e-1, default=5e-4, help="The paper's is 2e-4"),
    Slider(id="critic", title="Width of the critic", low=4, high=64, default=24, whole=True),
    Slider(id="adversarial", title="Weight of the critic", low=0, high=1, default=2e-3),
    Slider(id="sharp", title="Critic from", low=0, high=1, default=0.6, help="Share of a run when it begins"),
    Slider(id="guidance", title="Weight of the guidance", low=0, high=0.1, default=0.02, help="Mean form"),
    Toggle(id="begun", title="Begin with a membrane", default=SLIM_DESIGN.begun, help="Off: as in the paper"),
    Toggle(id="shifts", title="Shift", default=True, help="Off: no shifted features, to compare with"),
)
WHOLE_WEIGHT, HOLE_WEIGHT = 1.0, 4.0  # Of L1 on pictures in [−1, 1]; their ratio is the release's.


def build(options: Mapping[str, Value]) -> Recipe:
    if int(options["crop"]) % (1 << int(options["downs"])):
        raise OptionInvalid(f"a crop of {options['crop']} px cannot be halved {options['downs']} times")
    design = ShiftNetDesign(
        width=int(options["width"]),
        downs=int(options["downs"]),
        crop=int(options["crop"]),
        begun=bool(options["begun"]),
        shifts=bool(options["shifts"]),
    )
    rate, critic_begins, critic_width = (
        float(options["rate"]),
        float(options["sharp"]),
        int(options["critic"]),
    )
    weights = {"l1": WHOLE_WEIGHT, "hole": HOLE_WEIGHT, "guidance": float(options["guidance"])}
    optimiser = adam(rate, ADVERSARIAL_BETAS)
    without_critic = ShiftNetLosses(weights)
    with_critic = ShiftNetLosses(weights | {"adversarial": float(options["adversarial"])})

    return Recipe(
        id="shift-net",
        models=lambda: {"network": ShiftNet(design), "critic": ShiftNetCritic(critic_width)},
        objectives=(
            Objective(trains="network", loss=without_critic.loss, optimiser=optimiser, ends=critic_begins),
            Objective(trains="critic", loss=critic_loss, optimiser=optimiser, begins=critic_begins),
            Objective(trains="network", loss=with_critic.loss, optimiser=optimiser, begins=critic_begins),
        ),
        draw=LargeHoles(batch=int(options["batch"]), crop=design.crop),
        check=held_out,
        score=scoring(filled),
        preview=previewing(filled),
        minutes=20,
        seed=37,
        warm_up_steps=50,
        constant_share=0.6,
        facts={"design": asdict(design)},
    )


@dataclass(frozen=True)
class ShiftNetLosses:
    """The network's losses, by their weights; "adversarial" may be absent."""

    weights: Mapping[str, float]

    def loss(self, models: Models, batch: Tensors) -> tuple[Tensor, dict[str, Tensor]]:
        clean, mask = batch["clean"], batch["mask"]
        network = undistributed(models["network"], ShiftNet)
        with torch.no_grad():
            wanted = network.looked(clean)
        painted, decoded = models["network"](clean, mask)
        cells = coarse(mask, 1 << SHIFT_LEVEL)
        parts = {
            "l1": 2 * l1(painted, clean),
            "hole": 2 * hole_area(painted, clean, mask),
            "guidance": guidance(decoded.float(), wanted.float(), cells) / decoded.shape[1],
        }
        if "adversarial" in self.weights:
            parts["adversarial"] = nsgan.generator(models["critic"](painted * 2 - 1))
        return total(parts, self.weights)


def critic_loss(models: Models, batch: Tensors) -> tuple[Tensor, dict[str, Tensor]]:
    """The critic's: whole pictures, as in the release for holes that are not rectangles."""
    with torch.no_grad():
        painted = undistributed(models["network"], ShiftNet)(batch["clean"], batch["mask"]).painted
    real, fake = (models["critic"](one * 2 - 1) for one in (batch["clean"], painted))
    error = nsgan.critic(real, fake)
    return error, {"critic": error}


def filled(network: nn.Module, batch: Tensors) -> Tensor:
    """The repaired photos, as the method fills them."""
    return cast(ShiftNet, network).fill(batch["clean"], batch["mask"])
