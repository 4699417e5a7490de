"""glcic: the completion network alone, its critics alone, then both, in one run (Iizuka et al. 2017).

The defaults are for two CPU cores.  The paper's: width=64, crop=256, batch=96, critic=64, dense=1024,
grouped=off, begun=off, alone=0.18, critics=0.02, late=0.0004.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import cast

import torch
from torch import Tensor, nn

from engine.networks.glcic import GLCIC, SLIM_DESIGN, GLCICDesign
from engine.options import Slider, Toggle, Value
from trainer.critics.glcic import GlcicCritics
from trainer.data.large_holes import (
    BOX_SHARE,
    STROKES_SHARE,
    LargeHoles,
    composite,
    held_out,
    previewing,
    scoring,
)
from trainer.data.local_windows import anywhere, around, cut
from trainer.data.thin_holes import Share
from trainer.losses import nsgan
from trainer.losses.bce import bce
from trainer.losses.l2 import l2
from trainer.training.optimisers import ADVERSARIAL_BETAS, adam
from trainer.training.recipe import Models, Objective, Recipe, Tensors

OPTIONS = (
    Slider(id="width", title="Width", low=8, high=64, default=SLIM_DESIGN.width, step=8, whole=True),
    Toggle(
        id="grouped",
        title="Group normalisation",
        default=SLIM_DESIGN.grouped,
        help="Off: for batches of 16 or more",
    ),
    Toggle(id="begun", title="Begin with a membrane", default=SLIM_DESIGN.begun, help="Off: as in the paper"),
    Slider(
        id="crop", title="Crop", low=64, high=256, default=SLIM_DESIGN.crop, step=64, whole=True, unit="px"
    ),
    Slider(id="batch", title="Batch", low=1, high=96, default=4, whole=True),
    Slider(id="rate", title="Learning rate", low=1e-6, high=1e-2, default=5e-4, help="Before the critics"),
    Slider(id="alone", title="First phase", low=0, high=1, default=0.3, help="Its share of the run"),
    Slider(id="critics", title="Second phase", low=0, high=1, default=0.03, help="Its share of the run"),
    Slider(
        id="late",
        title="Late weight of the critics",
        low=0,
        high=1,
        default=2e-3,
        help="In the second half of the run; 0.0004 is the paper's",
    ),
    Toggle(id="local", title="Local critic", default=True, help="Off: the critic sees the whole photo alone"),
    Slider(id="critic", title="Width of the critics", low=4, high=64, default=16, whole=True),
    Slider(id="dense", title="Width of their dense layers", low=8, high=1024, default=128, whole=True),
)
MAX_ADVERSARIAL_RATE = 2e-4  # Larger rates are not stable beside the critics.
ADVERSARIAL_WEIGHT = 4e-4  # The paper's, beside a weight of 1 for the squared error.
LATE_SHARE = 0.5  # Of the run, after which the adversarial weight is that of the option `late`.
# Label smoothing: the critics' target for real photos.  With 1 they won within some hundred steps.
REAL_LABEL = 0.9
HOLE_SHARES = (
    Share(weight=7, kind=BOX_SHARE.kind, params=BOX_SHARE.params),
    Share(weight=3, kind=STROKES_SHARE.kind, params=STROKES_SHARE.params),
)


def build(options: Mapping[str, Value]) -> Recipe:
    crop, rate = int(options["crop"]), float(options["rate"])
    alone = float(options["alone"])
    joint = min(1.0, alone + float(options["critics"]))
    design = GLCICDesign(
        width=int(options["width"]),
        crop=crop,
        grouped=bool(options["grouped"]),
        begun=bool(options["begun"]),
    )
    late = max(joint, LATE_SHARE)
    losses = GlcicLosses(crop // 2)
    adversarial_adam = adam(min(rate, MAX_ADVERSARIAL_RATE), ADVERSARIAL_BETAS)

    return Recipe(
        id="glcic",
        models=lambda: {
            "network": GLCIC(design),
            "critic": GlcicCritics(
                crop, int(options["critic"]), int(options["dense"]), is_local=bool(options["local"])
            ),
        },
        objectives=(
            Objective(
                trains="network",
                loss=losses.without_critics,
                optimiser=adam(rate, ADVERSARIAL_BETAS),
                ends=alone,
            ),
            Objective(
                trains="network",
                loss=functools.partial(losses.with_critics, weight=ADVERSARIAL_WEIGHT),
                optimiser=adversarial_adam,
                begins=joint,
                ends=late,
            ),
            Objective(
                trains="network",
                loss=functools.partial(losses.with_critics, weight=float(options["late"])),
                optimiser=adversarial_adam,
                begins=late,
            ),
            Objective(trains="critic", loss=losses.critic, optimiser=adversarial_adam, begins=alone),
        ),
        draw=LargeHoles(batch=int(options["batch"]), crop=crop, mix=HOLE_SHARES),
        check=held_out,
        score=scoring(filled),
        preview=previewing(filled),
        minutes=20,
        seed=43,
        warm_up_steps=50,
        facts={"design": asdict(design)},
    )


@dataclass
class GlcicLosses:
    """The losses of all phases.

    side: of the window that the local critic sees, px.
    composites: of the network's update in this step, on which the critics are trained next; None while the
    network is not trained.
    """

    side: int
    composites: Tensor | None = None

    def without_critics(self, models: Models, batch: Tensors) -> tuple[Tensor, dict[str, Tensor]]:
        """Phase 1.

        Squared error in the holes over all elements; logged beside it, the same over the holes.
        """
        error, _ = self._squared_error(models, batch)
        return error, _logged_parts(batch, exact=error)

    def with_critics(
        self, models: Models, batch: Tensors, *, weight: float
    ) -> tuple[Tensor, dict[str, Tensor]]:
        """Phase 3, the network's: the squared error and the adversarial loss of the composite."""
        error, made = self._squared_error(models, batch)
        self.composites = made.detach()
        logits = models["critic"](made, self._part(made, around(batch["mask"], self.side)))
        adversarial = nsgan.generator(logits)
        return error + weight * adversarial, _logged_parts(batch, exact=error, adversarial=adversarial)

    def critic(self, models: Models, batch: Tensors) -> tuple[Tensor, dict[str, Tensor]]:
        """Phases 2 and 3, the critics': photos with any window, against composites with that around the hole.

        The paper weighs it by 4e-4, which Adam cancels: it is left out.
        """
        made, self.composites = self.composites, None
        if made is None:
            made = _frozen_composite(models["network"], batch)
        clean, mask = batch["clean"], batch["mask"]
        real = models["critic"](clean, self._part(clean, anywhere(mask, self.side)))
        fake = models["critic"](made, self._part(made, around(mask, self.side)))
        error = (bce(real, torch.full_like(real, REAL_LABEL)) + bce(fake, torch.zeros_like(fake))) / 2
        return error, {"bce": error}

    def _squared_error(self, models: Models, batch: Tensors) -> tuple[Tensor, Tensor]:
        clean, mask = batch["clean"], batch["mask"]
        picture = models["network"](clean, mask)
        return l2(picture * mask, clean * mask), composite(picture, batch)

    def _part(self, picture: Tensor, corners: Tensor) -> Tensor:
        return cut(picture, corners, self.side)


def _logged_parts(batch: Tensors, *, exact: Tensor, **parts: Tensor) -> dict[str, Tensor]:
    """The parts for the log, with the squared error over the holes alone."""
    logged = {"exact": exact, "hole": exact / batch["mask"].mean(), **parts}
    return {name: part.detach() for name, part in logged.items()}


@torch.no_grad()
def _frozen_composite(network: nn.Module, batch: Tensors) -> Tensor:
    """The composite without any change to the network, not even to its normalisation statistics."""
    network.eval()
    picture = network(batch["clean"], batch["mask"])
    network.train()
    return composite(picture, batch)


def filled(network: nn.Module, batch: Tensors) -> Tensor:
    """The repaired photos, as the method fills them."""
    return cast(GLCIC, network).fill(batch["clean"], batch["mask"])
