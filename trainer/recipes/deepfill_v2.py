"""deepfill-v2: two gated stages learn from the picture alone, then beside SN-PatchGAN, in one run.

For two cores as it stands.  With a GPU: --option cnum=32 --option crop=256 --option batch=16
--option critic=32 --option rate=2e-4; the paper's own: cnum=48, critic=64, rate=1e-4, adversarial=1,
begins=0, begun=off.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import cast

import torch
from torch import Tensor, nn, optim

from engine.networks.deepfill_v2 import DILATIONS, DeepFillV2, SNPatchGAN
from engine.options import Slider, Toggle, Value
from trainer.data import large_holes
from trainer.data.large_holes import LargeHoles, composite, previewing, scoring
from trainer.data.photos import Photos
from trainer.families.sketches import Sketched, edges
from trainer.losses import hinge
from trainer.losses.l1 import l1
from trainer.losses.total import total
from trainer.training.recipe import Batch, Models, Recipe, Tensors, Turn

# The paper's 1 is for days: after 100 steps the slim critic then pulls 25 times as hard as the L1, and short
# runs end in noise.
ADVERSARIAL = 0.1
OPTIONS = (
    Slider(id="cnum", title="Width", low=12, high=64, default=16, step=4, whole=True),
    Slider(id="crop", title="Crop", low=64, high=256, default=128, step=64, whole=True, unit="px"),
    Slider(id="batch", title="Batch", low=1, high=64, default=4, whole=True),
    Slider(id="rate", title="Learning rate", low=1e-5, high=1e-2, default=2e-4),
    Slider(id="critic", title="Width of the critic", low=4, high=64, default=16, whole=True),
    Slider(id="adversarial", title="Weight of the critic", low=0, high=1, default=ADVERSARIAL),
    Slider(id="begins", title="Critic begins", low=0, high=1, default=0.5, help="Share of the run before it"),
    Toggle(
        id="begun", title="Begin with a membrane", default=True, help="Off: holes are empty, as published"
    ),
)
RATE = 2e-4  # beside the critic: more is not safe
SMALL_DILATIONS = (2, 4, 8, 8)  # 16 would reach beyond a quarter of 128 px
FULL_CROP = 256


def build(options: Mapping[str, Value]) -> Recipe:
    crop, rate, begins = int(options["crop"]), float(options["rate"]), float(options["begins"])
    design = {
        "cnum": int(options["cnum"]),
        "guided": True,
        "dilations": DILATIONS if crop >= FULL_CROP else SMALL_DILATIONS,
        "begun": bool(options["begun"]),
        "crop": crop,
    }
    learning = Learning(adversarial=float(options["adversarial"]))

    def adam(rate: float) -> Callable[[Iterable[nn.Parameter]], optim.Optimizer]:
        return lambda parameters: optim.Adam(parameters, rate, betas=(0.5, 0.999))

    return Recipe(
        id="deepfill-v2",
        models=lambda: {
            "network": DeepFillV2(**design),  # type: ignore[arg-type]
            "critic": SNPatchGAN(5, width=int(options["critic"])),
        },
        turns=(
            Turn(trains="network", loss=learning.alone, optimiser=adam(rate), ends=begins),
            Turn(trains="network", loss=learning.judged, optimiser=adam(min(rate, RATE)), begins=begins),
            Turn(trains="critic", loss=learning.critic, optimiser=adam(min(rate, RATE)), begins=begins),
        ),
        draw=Sketched(holes=LargeHoles(batch=int(options["batch"]), crop=crop)),
        check=held_out,
        score=scoring(filled),
        preview=previewing(filled),
        minutes=60,
        seed=19,
        warm_up=300,
        flat=0.7,
        facts={"design": design},
    )


@dataclass
class Learning:
    """The losses.  made: the network's last composites, which the critic judges in the same step."""

    adversarial: float
    made: Tensor | None = None

    def alone(self, models: Models, batch: Tensors) -> tuple[Tensor, dict[str, Tensor]]:
        """L1 of both raw pictures, all pixels, in the network's own range [−1, 1]."""
        parts, _ = self._exact(models, batch)
        return total(parts, dict.fromkeys(parts, 1.0))

    def judged(self, models: Models, batch: Tensors) -> tuple[Tensor, dict[str, Tensor]]:
        """The same, and what the critic thinks of the composite."""
        parts, whole = self._exact(models, batch)
        self.made = whole.detach()
        parts["hinge"] = hinge.generator(_scores(models["critic"], whole, batch))
        return total(parts, {"coarse": 1.0, "refined": 1.0, "hinge": self.adversarial})

    def critic(self, models: Models, batch: Tensors) -> tuple[Tensor, dict[str, Tensor]]:
        """Real photos against what the network just made of the same holes."""
        assert self.made is not None, "the critic judges after the network"
        both = torch.cat([batch["clean"], self.made])
        twice = {name: torch.cat([batch[name]] * 2) for name in ("mask", "sketch")}
        real, fake = _scores(models["critic"], both, twice).chunk(2)
        error = hinge.critic(real, fake)
        return error, {"hinge": error.detach()}

    def _exact(self, models: Models, batch: Tensors) -> tuple[dict[str, Tensor], Tensor]:
        coarse, refined, _ = models["network"](batch["clean"], batch["mask"], batch["sketch"])
        parts = {"coarse": 2 * l1(coarse, batch["clean"]), "refined": 2 * l1(refined, batch["clean"])}
        return parts, composite(refined, batch)


def _scores(critic: nn.Module, picture: Tensor, batch: Tensors) -> Tensor:
    """In float32, which spectral norms need."""
    with torch.autocast(picture.device.type, enabled=False):
        scores: Tensor = critic(torch.cat([picture * 2 - 1, batch["mask"], batch["sketch"]], 1))
    return scores


def held_out(photos: Photos) -> dict[str, Batch]:
    """The suite without sketches, and its first case with all of the true edges as one."""
    found = large_holes.held_out(photos)
    first = next(iter(found.values()))
    return {**found, "sketched": {**first, "sketch": edges(first["clean"])[:, None] * first["mask"]}}


def filled(network: nn.Module, batch: Tensors) -> Tensor:
    """As the method fills, one photo after the other."""
    network = cast(DeepFillV2, network)
    planes = [batch[name] for name in ("clean", "mask", "sketch") if name in batch]
    samples = ([plane[n : n + 1] for plane in planes] for n in range(len(planes[0])))
    return torch.cat([network.fill(*sample) for sample in samples])
