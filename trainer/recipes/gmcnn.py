"""gmcnn: confidence-weighted L1, then also ID-MRF and two critics, in one run (Wang et al. 2018).

The defaults are for two CPU cores.  At three times the rate the last layers, which have no normalisation, end
with all of their units dead.
The paper's: width=32, crop=256, batch=8, critic=64, rate=1e-4, begun=off.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import cast

import torch
from torch import Tensor, nn

from engine.networks.feature_extractor import FeatureExtractor
from engine.networks.gmcnn import GMCNN, SLIM_DESIGN, GMCNNDesign
from engine.options import Slider, Toggle, Value
from trainer.critics.gmcnn import GmcnnCritics
from trainer.data.large_holes import (
    BOX_SHARE,
    CANVAS_SIDE_PX,
    STROKES_SHARE,
    LargeHoles,
    composite,
    held_out,
    previewing,
    scoring,
)
from trainer.data.local_windows import around, cut
from trainer.data.thin_holes import Share
from trainer.evaluation.features import optional_extractor
from trainer.losses import hinge
from trainer.losses.confidence import KERNEL_PX, confidence, confidence_weight
from trainer.losses.id_mrf import id_mrf
from trainer.losses.total import total
from trainer.losses.valid import valid
from trainer.training.optimisers import WASSERSTEIN_BETAS, adam
from trainer.training.recipe import Models, Objective, Recipe, Tensors

OPTIONS = (
    Slider(id="width", title="Width", low=6, high=32, default=SLIM_DESIGN.width, step=2, whole=True),
    Slider(
        id="columns",
        title="Columns",
        low=1,
        high=3,
        default=SLIM_DESIGN.columns,
        step=1,
        whole=True,
        help="1: that with the largest kernel alone",
    ),
    Toggle(id="begun", title="Begin with a membrane", default=SLIM_DESIGN.begun, help="Off: as in the paper"),
    Slider(
        id="crop", title="Crop", low=64, high=256, default=SLIM_DESIGN.crop, step=64, whole=True, unit="px"
    ),
    Slider(id="batch", title="Batch", low=1, high=64, default=4, whole=True),
    Slider(id="rate", title="Learning rate", low=1e-6, high=1e-2, default=1.5e-4),
    Slider(id="first", title="First phase", low=0, high=1, default=0.6, help="Its share of the run"),
    Slider(id="critic", title="Width of the critics", low=4, high=64, default=16, whole=True),
    Toggle(id="features", title="ID-MRF", default=True),
)
SECOND_PHASE_RATE = 0.5  # as a factor of the first phase's rate
MAX_CRITIC_RATE = 2e-4  # Larger rates are not stable.
LOSS_WEIGHTS = {"confidence": 1.4, "known": 1.2, "id_mrf": 0.05, "adversarial": 1e-3}
HOLE_SHARES = (
    Share(weight=6, kind=BOX_SHARE.kind, params=BOX_SHARE.params),
    Share(weight=4, kind=STROKES_SHARE.kind),
)
STYLE_LAYER = "relu3_2"
CONTENT_LAYER = "relu4_2"  # It stands for content and style in the paper, and so counts twice.


def build(options: Mapping[str, Value]) -> Recipe:
    crop, rate, first = int(options["crop"]), float(options["rate"]), float(options["first"])
    design = GMCNNDesign(
        width=int(options["width"]),
        columns=int(options["columns"]),
        dilations=SLIM_DESIGN.dilations if crop <= SLIM_DESIGN.crop else GMCNNDesign().dilations,
        crop=crop,
        begun=bool(options["begun"]),
    )
    extractor = optional_extractor() if options["features"] else None
    losses = GmcnnLosses(crop, extractor)

    second = rate * SECOND_PHASE_RATE
    return Recipe(
        id="gmcnn",
        models=lambda: {"network": GMCNN(design), "critic": GmcnnCritics(crop, int(options["critic"]))},
        objectives=(
            Objective(
                trains="network",
                loss=losses.without_critics,
                optimiser=adam(rate, WASSERSTEIN_BETAS),
                ends=first,
            ),
            Objective(
                trains="network",
                loss=losses.with_critics,
                optimiser=adam(second, WASSERSTEIN_BETAS),
                begins=first,
            ),
            Objective(
                trains="critic",
                loss=losses.critic,
                optimiser=adam(min(second, MAX_CRITIC_RATE), WASSERSTEIN_BETAS),
                begins=first,
            ),
        ),
        draw=LargeHoles(batch=int(options["batch"]), crop=crop, mix=HOLE_SHARES),
        check=held_out,
        score=scoring(filled),
        preview=previewing(filled),
        minutes=20,
        seed=41,
        warm_up_steps=50,
        facts={"design": asdict(design), "feature_losses": extractor.id if extractor else "none"},
    )


@dataclass
class GmcnnLosses:
    """The losses of both phases.

    composites: of the network's last update, on which the critics are trained in the same step.
    """

    crop: int
    extractor: FeatureExtractor | None
    composites: Tensor | None = None

    def without_critics(self, models: Models, batch: Tensors) -> tuple[Tensor, dict[str, Tensor]]:
        """Phase 1: L1 in the network's own range [−1, 1], of holes by confidence and of known pixels."""
        parts, _ = self._l1_terms(models, batch)
        return total(parts, {name: LOSS_WEIGHTS[name] for name in parts})

    def with_critics(self, models: Models, batch: Tensors) -> tuple[Tensor, dict[str, Tensor]]:
        """Phase 2, the network's: also ID-MRF around the hole and the adversarial losses of the composite."""
        parts, made = self._l1_terms(models, batch)
        self.composites = made.detach()
        whole, part = self._scores(models["critic"], made, batch)
        parts["adversarial"] = hinge.generator(whole) + hinge.generator(part)
        if self.extractor is not None:
            parts["id_mrf"] = self._id_mrf(self.extractor.to(made.device), made, batch)
        return total(parts, {name: LOSS_WEIGHTS[name] for name in parts})

    def critic(self, models: Models, batch: Tensors) -> tuple[Tensor, dict[str, Tensor]]:
        """Phase 2, the critics': clean photos against the network's last composites."""
        assert self.composites is not None, "the critics are trained after the network"
        real, fake = (self._scores(models["critic"], one, batch) for one in (batch["clean"], self.composites))
        error = sum((hinge.critic(a, b) for a, b in zip(real, fake, strict=True)), torch.zeros(()))
        return error, {"hinge": error}

    def _l1_terms(self, models: Models, batch: Tensors) -> tuple[dict[str, Tensor], Tensor]:
        clean, mask = batch["clean"], batch["mask"]
        picture = models["network"](clean, mask)
        weight = confidence_weight(mask, kernel=KERNEL_PX * self.crop // CANVAS_SIDE_PX | 1)
        parts = {
            "confidence": 2 * confidence(picture, clean, weight) / mask.mean(),
            "known": 2 * valid(picture, clean, mask) / (1 - mask).mean(),
        }
        return parts, composite(picture, batch)

    def _scores(self, critic: nn.Module, picture: Tensor, batch: Tensors) -> tuple[Tensor, Tensor]:
        """The critics' scores of the whole and of the window around the hole.

        In float32, as spectral normalisation needs it.
        """
        with torch.autocast(picture.device.type, enabled=False):
            signed = picture.float() * 2 - 1
            scores = critic(signed, self._part(signed, batch))
        return scores[:, 0], scores[:, 1]

    def _part(self, picture: Tensor, batch: Tensors) -> Tensor:
        side = self.crop // 2
        return cut(picture, around(batch["mask"], side), side)

    def _id_mrf(self, extractor: FeatureExtractor, made: Tensor, batch: Tensors) -> Tensor:
        ours = extractor(self._part(made, batch), (STYLE_LAYER, CONTENT_LAYER))
        with torch.no_grad():
            theirs = extractor(self._part(batch["clean"], batch), (STYLE_LAYER, CONTENT_LAYER))
        return id_mrf(ours[STYLE_LAYER], theirs[STYLE_LAYER]) + 2 * id_mrf(
            ours[CONTENT_LAYER], theirs[CONTENT_LAYER]
        )


def filled(network: nn.Module, batch: Tensors) -> Tensor:
    """The repaired photos, as the method fills them."""
    return cast(GMCNN, network).fill(batch["clean"], batch["mask"])
