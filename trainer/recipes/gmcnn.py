"""gmcnn: L1 that spreads from the rim into the holes, then also ID-MRF and two critics, in one run.

For two cores as it stands; three times the rate kills all of the last layers, which nothing normalises.
The paper's: width=32, crop=256, batch=8, critic=64, rate=1e-4, begun=off.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import cast

import torch
from torch import Tensor, nn, optim

from engine.networks.feature_extractor import FeatureExtractor
from engine.networks.gmcnn import GMCNN, SLIM, Design
from engine.options import Slider, Toggle, Value
from trainer.critics.gmcnn import Critics
from trainer.data.large_holes import (
    BOX,
    CANVAS,
    STROKES,
    LargeHoles,
    composite,
    held_out,
    previewing,
    scoring,
)
from trainer.data.local_windows import around, cut
from trainer.data.thin_holes import Share
from trainer.families.vcn import extractor
from trainer.losses import hinge
from trainer.losses.confidence import KERNEL, confidence, confidence_weight
from trainer.losses.id_mrf import id_mrf
from trainer.losses.total import total
from trainer.losses.valid import valid
from trainer.training.recipe import Models, Recipe, Tensors, Turn

OPTIONS = (
    Slider(id="width", title="Width", low=6, high=32, default=SLIM.width, step=2, whole=True),
    Toggle(id="begun", title="Begin with a membrane", default=SLIM.begun, help="Off: as in the paper"),
    Slider(id="crop", title="Crop", low=64, high=256, default=SLIM.crop, step=64, whole=True, unit="px"),
    Slider(id="batch", title="Batch", low=1, high=64, default=4, whole=True),
    Slider(id="rate", title="Learning rate", low=1e-6, high=1e-2, default=1.5e-4),
    Slider(id="first", title="First phase", low=0, high=1, default=0.6, help="Its share of the run"),
    Slider(id="critic", title="Width of the critics", low=4, high=64, default=16, whole=True),
    Toggle(id="features", title="ID-MRF", default=True),
)
SECOND_RATE = 0.5  # of the first phase's
CRITIC_RATE = 2e-4  # at most: more is not safe
WEIGHTS = {"confidence": 1.4, "known": 1.2, "id_mrf": 0.05, "adversarial": 1e-3}
MIX = (Share(weight=6, kind=BOX.kind, params=BOX.params), Share(weight=4, kind=STROKES.kind))
STYLE, CONTENT = "relu3_2", "relu4_2"  # the second is both content and style, and counts twice


def build(options: Mapping[str, Value]) -> Recipe:
    crop, rate, first = int(options["crop"]), float(options["rate"]), float(options["first"])
    design = Design(
        width=int(options["width"]),
        dilations=SLIM.dilations if crop <= SLIM.crop else Design().dilations,
        crop=crop,
        begun=bool(options["begun"]),
    )
    eye = extractor() if options["features"] else None
    learning = Learning(crop, eye)

    def adam(rate: float) -> Callable[[Iterable[nn.Parameter]], optim.Optimizer]:
        return lambda parameters: optim.Adam(parameters, rate, betas=(0.5, 0.9))

    second = rate * SECOND_RATE
    return Recipe(
        id="gmcnn",
        models=lambda: {"network": GMCNN(design), "critic": Critics(crop, int(options["critic"]))},
        turns=(
            Turn(trains="network", loss=learning.exact, optimiser=adam(rate), ends=first),
            Turn(trains="network", loss=learning.judged, optimiser=adam(second), begins=first),
            Turn(
                trains="critic",
                loss=learning.critic,
                optimiser=adam(min(second, CRITIC_RATE)),
                begins=first,
            ),
        ),
        draw=LargeHoles(batch=int(options["batch"]), crop=crop, mix=MIX),
        check=held_out,
        score=scoring(filled),
        preview=previewing(filled),
        minutes=20,
        seed=41,
        warm_up=50,
        facts={"design": asdict(design), "feature_losses": eye.id if eye else "none"},
    )


@dataclass
class Learning:
    """The losses.  made: the network's last composites, which the critics judge in the same step."""

    crop: int
    eye: FeatureExtractor | None
    made: Tensor | None = None

    def exact(self, models: Models, batch: Tensors) -> tuple[Tensor, dict[str, Tensor]]:
        """Phase 1: L1 in the network's own range [−1, 1], by confidence in the holes, and around them."""
        parts, _ = self._exact(models, batch)
        return total(parts, {name: WEIGHTS[name] for name in parts})

    def judged(self, models: Models, batch: Tensors) -> tuple[Tensor, dict[str, Tensor]]:
        """Phase 2: also the textures around the hole, and what the critics think of the composite."""
        parts, made = self._exact(models, batch)
        self.made = made.detach()
        whole, part = self._scores(models["critic"], made, batch)
        parts["adversarial"] = hinge.generator(whole) + hinge.generator(part)
        if self.eye is not None:
            parts["id_mrf"] = self._textures(self.eye.to(made.device), made, batch)
        return total(parts, {name: WEIGHTS[name] for name in parts})

    def critic(self, models: Models, batch: Tensors) -> tuple[Tensor, dict[str, Tensor]]:
        """Real photos against what the network just made of them."""
        assert self.made is not None, "the critics judge after the network"
        real, fake = (self._scores(models["critic"], one, batch) for one in (batch["clean"], self.made))
        error = sum((hinge.critic(a, b) for a, b in zip(real, fake, strict=True)), torch.zeros(()))
        return error, {"hinge": error}

    def _exact(self, models: Models, batch: Tensors) -> tuple[dict[str, Tensor], Tensor]:
        clean, mask = batch["clean"], batch["mask"]
        picture = models["network"](clean, mask)
        weight = confidence_weight(mask, kernel=KERNEL * self.crop // CANVAS | 1)
        parts = {
            "confidence": 2 * confidence(picture, clean, weight) / mask.mean(),
            "known": 2 * valid(picture, clean, mask) / (1 - mask).mean(),
        }
        return parts, composite(picture, batch)

    def _scores(self, critic: nn.Module, picture: Tensor, batch: Tensors) -> tuple[Tensor, Tensor]:
        """Of the whole and of the part around the hole; in float32, which spectral norms need."""
        with torch.autocast(picture.device.type, enabled=False):
            signed = picture.float() * 2 - 1
            scores = critic(signed, self._part(signed, batch))
        return scores[:, 0], scores[:, 1]

    def _part(self, picture: Tensor, batch: Tensors) -> Tensor:
        side = self.crop // 2
        return cut(picture, around(batch["mask"], side), side)

    def _textures(self, eye: FeatureExtractor, made: Tensor, batch: Tensors) -> Tensor:
        ours = eye(self._part(made, batch), (STYLE, CONTENT))
        with torch.no_grad():
            theirs = eye(self._part(batch["clean"], batch), (STYLE, CONTENT))
        return id_mrf(ours[STYLE], theirs[STYLE]) + 2 * id_mrf(ours[CONTENT], theirs[CONTENT])


def filled(network: nn.Module, batch: Tensors) -> Tensor:
    return cast(GMCNN, network).fill(batch["clean"], batch["mask"])
