"""glcic: the completion network alone, its critics alone, then both against each other, in one run.

For two cores as it stands.  The paper's: width=64, crop=256, batch=96, critic=64, dense=1024, grouped=off,
begun=off, alone=0.18, critics=0.02, late=0.0004.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import cast

import torch
from torch import Tensor, nn, optim

from engine.networks.glcic import GLCIC, SLIM, Design
from engine.options import Slider, Toggle, Value
from trainer.critics.glcic import Critics
from trainer.data.large_holes import BOX, STROKES, LargeHoles, composite, held_out, previewing, scoring
from trainer.data.local_windows import anywhere, around, cut
from trainer.data.thin_holes import Share
from trainer.losses import nsgan
from trainer.losses.bce import bce
from trainer.losses.l2 import l2
from trainer.training.recipe import Models, Recipe, Tensors, Turn

OPTIONS = (
    Slider(id="width", title="Width", low=8, high=64, default=SLIM.width, step=8, whole=True),
    Toggle(
        id="grouped", title="Group normalisation", default=SLIM.grouped, help="Off: for batches of 16 or more"
    ),
    Toggle(id="begun", title="Begin with a membrane", default=SLIM.begun, help="Off: as in the paper"),
    Slider(id="crop", title="Crop", low=64, high=256, default=SLIM.crop, step=64, whole=True, unit="px"),
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
    Slider(id="critic", title="Width of the critics", low=4, high=64, default=16, whole=True),
    Slider(id="dense", title="Width of their dense layers", low=8, high=1024, default=128, whole=True),
)
RATE = 2e-4  # beside the critics: more is not safe
ADVERSARIAL = 4e-4  # weight beside the squared error
HALF = 0.5  # of the run, from where on the critics may count for more
SURE = 0.9  # what a real photo is to be called: critics that may be certain win within some hundred steps
MIX = (
    Share(weight=7, kind=BOX.kind, params=BOX.params),
    Share(weight=3, kind=STROKES.kind, params=STROKES.params),
)


def build(options: Mapping[str, Value]) -> Recipe:
    crop, rate = int(options["crop"]), float(options["rate"])
    alone = float(options["alone"])
    joint = min(1.0, alone + float(options["critics"]))
    design = Design(
        width=int(options["width"]),
        crop=crop,
        grouped=bool(options["grouped"]),
        begun=bool(options["begun"]),
    )
    late = max(joint, HALF)
    learning = Learning(crop // 2)

    def adam(rate: float) -> Callable[[Iterable[nn.Parameter]], optim.Optimizer]:
        return lambda parameters: optim.Adam(parameters, rate, betas=(0.5, 0.999))

    return Recipe(
        id="glcic",
        models=lambda: {
            "network": GLCIC(design),
            "critic": Critics(crop, int(options["critic"]), int(options["dense"])),
        },
        turns=(
            Turn(trains="network", loss=learning.exact, optimiser=adam(rate), ends=alone),
            Turn(
                trains="network",
                loss=functools.partial(learning.judged, weight=ADVERSARIAL),
                optimiser=adam(min(rate, RATE)),
                begins=joint,
                ends=late,
            ),
            Turn(
                trains="network",
                loss=functools.partial(learning.judged, weight=float(options["late"])),
                optimiser=adam(min(rate, RATE)),
                begins=late,
            ),
            Turn(trains="critic", loss=learning.critic, optimiser=adam(min(rate, RATE)), begins=alone),
        ),
        draw=LargeHoles(batch=int(options["batch"]), crop=crop, mix=MIX),
        check=held_out,
        score=scoring(filled),
        preview=previewing(filled),
        minutes=20,
        seed=43,
        warm_up=50,
        facts={"design": asdict(design)},
    )


@dataclass
class Learning:
    """The losses.  side: of the part that the local critic sees, px.

    made: the network's composites of this step, which the critics judge next; None while it rests.
    """

    side: int
    made: Tensor | None = None

    def exact(self, models: Models, batch: Tensors) -> tuple[Tensor, dict[str, Tensor]]:
        """Phase 1: squared error in the holes, over all elements.  Logged beside it: over the holes."""
        error, _ = self._exact(models, batch)
        return error, _told(batch, exact=error)

    def judged(self, models: Models, batch: Tensors, *, weight: float) -> tuple[Tensor, dict[str, Tensor]]:
        """Phase 3: and whether the critics take the composite for a photo."""
        error, made = self._exact(models, batch)
        self.made = made.detach()
        logits = models["critic"](made, self._part(made, around(batch["mask"], self.side)))
        adversarial = nsgan.generator(logits)
        return error + weight * adversarial, _told(batch, exact=error, adversarial=adversarial)

    def critic(self, models: Models, batch: Tensors) -> tuple[Tensor, dict[str, Tensor]]:
        """Phases 2 and 3: photos, each with any part of it, against composites with the part around the hole.

        The paper's weight of 4e-4 makes no difference here to Adam.
        """
        made, self.made = self.made, None
        if made is None:
            made = _resting(models["network"], batch)
        clean, mask = batch["clean"], batch["mask"]
        real = models["critic"](clean, self._part(clean, anywhere(mask, self.side)))
        fake = models["critic"](made, self._part(made, around(mask, self.side)))
        error = (bce(real, torch.full_like(real, SURE)) + bce(fake, torch.zeros_like(fake))) / 2
        return error, {"bce": error}

    def _exact(self, models: Models, batch: Tensors) -> tuple[Tensor, Tensor]:
        clean, mask = batch["clean"], batch["mask"]
        picture = models["network"](clean, mask)
        return l2(picture * mask, clean * mask), composite(picture, batch)

    def _part(self, picture: Tensor, corners: Tensor) -> Tensor:
        return cut(picture, corners, self.side)


def _told(batch: Tensors, *, exact: Tensor, **parts: Tensor) -> dict[str, Tensor]:
    """What is logged: the parts, and the squared error over the holes alone."""
    told = {"exact": exact, "hole": exact / batch["mask"].mean(), **parts}
    return {name: part.detach() for name, part in told.items()}


@torch.no_grad()
def _resting(network: nn.Module, batch: Tensors) -> Tensor:
    """The composite of a network of which nothing changes, not even what normalisation counts."""
    network.eval()
    picture = network(batch["clean"], batch["mask"])
    network.train()
    return composite(picture, batch)


def filled(network: nn.Module, batch: Tensors) -> Tensor:
    return cast(GLCIC, network).fill(batch["clean"], batch["mask"])
