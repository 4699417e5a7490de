"""partial-conv: L1 in and around holes, perceptual, style and total variation losses; no critic.

Two phases in one run (Liu et al. 2018): normalisation learns everywhere, then no more in the encoder, whose
statistics holes have bent.  The losses on features begin with the second: what a CPU can look at in the first
is better spent on pictures.

For two cores as it stands.  The paper's, but for its 512 px: width=64, levels=7, crop=256, batch=6,
rate=2e-4, judged=256, begun=off.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from typing import cast

import torch
from torch import Tensor, nn, optim

from engine.networks.feature_extractor import FeatureExtractor
from engine.networks.partial_conv import SLIM, Design, PartialUNet
from engine.options import Slider, Toggle, Value
from trainer.data.large_holes import BLOBS, BOX, STROKES, LargeHoles, held_out, previewing, scoring
from trainer.data.thin_holes import Share
from trainer.evaluation import features as feature_network
from trainer.losses.hole import hole
from trainer.losses.perceptual import perceptual
from trainer.losses.style import style
from trainer.losses.total import total
from trainer.losses.tv import dilated, tv
from trainer.losses.valid import valid
from trainer.training.recipe import Loss, Models, Recipe, Tensors, Turn

OPTIONS = (
    Slider(id="width", title="Width", low=4, high=64, default=SLIM.width, whole=True),
    Slider(id="levels", title="Levels", low=3, high=8, default=SLIM.levels, whole=True, help="Halvings"),
    Toggle(id="begun", title="Begin with a membrane", default=SLIM.begun, help="Off: as in the paper"),
    Toggle(id="plain", title="Plain convolutions", default=False, help="To compare with"),
    Toggle(id="gated", title="Gated convolutions", default=False, help="To compare with"),
    Slider(id="crop", title="Crop", low=64, high=256, default=SLIM.crop, step=64, whole=True, unit="px"),
    Slider(id="batch", title="Batch", low=1, high=256, default=8, whole=True),
    Slider(id="rate", title="Learning rate", low=1e-6, high=1e-1, default=1e-3),
    Slider(id="first", title="First phase", low=0, high=1, default=0.75, help="Its share of the run"),
    Slider(
        id="judged",
        title="Judged by features",
        low=0,
        high=256,
        default=2,
        whole=True,
        help="How many crops of a batch; on a CPU each costs as much as four crops in the network",
    ),
)
SECOND_RATE = 0.25  # of the first phase's: 5e-5 of 2e-4
LAYERS = ("pool1", "pool2", "pool3")
L1 = {"valid": 1.0, "hole": 6.0}
VARIATION = {"tv": 0.1}
# On Lacuna's own features, each 0.3 of the weighted L1 on the photos and holes of trainer.training.balance.
FEATURES = {"perceptual": 0.03, "style": 1.2}
MIX = (STROKES, BLOBS, BOX, Share(weight=0.5, kind="scratches", params={"coverage": (0.03, 0.08)}))


def build(options: Mapping[str, Value]) -> Recipe:
    crop = int(options["crop"])
    design = Design(
        width=int(options["width"]),
        levels=int(options["levels"]),
        crop=crop,
        begun=bool(options["begun"]),
        plain=bool(options["plain"]),
        gated=bool(options["gated"]),
    )
    judged = int(options["judged"])
    eye = feature_network.extractor() if judged else None
    rate, first = float(options["rate"]), float(options["first"])

    def adam(share: float) -> Callable[[Iterable[nn.Parameter]], optim.Optimizer]:
        return lambda parameters: optim.Adam(parameters, rate * share)

    return Recipe(
        id="partial-conv",
        models=lambda: {"network": PartialUNet(design)},
        turns=(
            Turn(trains="network", loss=filling(None, 0), optimiser=adam(1), ends=first),
            Turn(
                trains="network",
                loss=filling(eye, judged, frozen=True),
                optimiser=adam(SECOND_RATE),
                begins=first,
            ),
        ),
        draw=LargeHoles(batch=int(options["batch"]), crop=crop, mix=MIX),
        check=held_out,
        score=scoring(filled),
        preview=previewing(filled),
        minutes=60,
        seed=37,
        warm_up=100,
        facts={"design": asdict(design), "feature_losses": eye.id if eye else "none"},
    )


def filling(eye: FeatureExtractor | None, judged: int, *, frozen: bool = False) -> Loss:
    """Of the raw output and of its composite.  frozen: the second phase.

    eye: looks at the first `judged` crops of a batch; None leaves feature losses out.
    """

    def loss(models: Models, batch: Tensors) -> tuple[Tensor, dict[str, Tensor]]:
        clean, mask = batch["clean"], batch["mask"]
        made, _ = models["network"](clean, mask, frozen=frozen)
        laid = clean * (1 - mask) + made * mask
        parts = {
            "valid": valid(made, clean, mask),
            "hole": hole(made, clean, mask),
            "tv": tv(laid, dilated(mask)),
        }
        if eye is not None:
            eye.to(clean.device)
            ours = eye(torch.cat([made[:judged], laid[:judged]]), LAYERS)
            with torch.no_grad():
                once = eye(clean[:judged], LAYERS)
            theirs = {name: maps.repeat(2, 1, 1, 1) for name, maps in once.items()}
            # twice the mean over both pictures is the sum of the two terms
            parts |= {"perceptual": 2 * perceptual(ours, theirs), "style": 2 * style(ours, theirs)}
        weights = L1 | VARIATION | FEATURES
        return total(parts, {name: weights[name] for name in parts})

    return loss


def filled(network: nn.Module, batch: Tensors) -> Tensor:
    return cast(PartialUNet, network).fill(batch["clean"], batch["mask"])
