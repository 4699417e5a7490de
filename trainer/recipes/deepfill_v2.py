"""deepfill-v2: two gated stages by L1 alone, then with SN-PatchGAN, in one run (Yu et al. 2019).

The defaults are for two CPU cores.  With a GPU: --option cnum=32 --option crop=256 --option batch=16
--option critic=32 --option rate=2e-4; the paper's own: cnum=48, critic=64, rate=1e-4, adversarial=1,
begins=0, begun=off, adds=off, decibels=0.

Weights that were learnt without `adds` become a start with it by `DeepFillV2.start_at_membrane`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

import torch
from torch import Tensor, nn

from engine.networks.deepfill_v2 import DILATION_RATES, DeepFillV2, SNPatchGAN
from engine.options import Slider, Toggle, Value
from trainer.data import large_holes
from trainer.data.large_holes import (
    DECIBELS_OPTION,
    HOLE_SHARES,
    LargeHoles,
    composite,
    previewing,
    scoring,
)
from trainer.data.photos import Photos
from trainer.data.thin_holes import Share
from trainer.families.sketches import HolesWithSketches, edges
from trainer.losses import hinge
from trainer.losses.hole_decibels import LARGE_HOLE_FLOOR, hole_decibels
from trainer.losses.l1 import l1
from trainer.losses.total import total
from trainer.training.optimisers import ADVERSARIAL_BETAS, adam
from trainer.training.recipe import Batch, Models, Objective, Recipe, Tensors

# The paper's 1 is for days of training.  With it, the slim critic's gradients were 25 times the L1's after
# 100 steps, and short runs ended in noise.
ADVERSARIAL_WEIGHT = 0.1
OPTIONS = (
    Slider(id="cnum", title="Width", low=12, high=64, default=16, step=4, whole=True),
    Slider(id="crop", title="Crop", low=64, high=256, default=128, step=64, whole=True, unit="px"),
    Slider(id="batch", title="Batch", low=1, high=64, default=4, whole=True),
    Slider(id="rate", title="Learning rate", low=1e-5, high=1e-2, default=2e-4),
    Slider(id="critic", title="Width of the critic", low=4, high=64, default=16, whole=True),
    Slider(id="adversarial", title="Weight of the critic", low=0, high=1, default=ADVERSARIAL_WEIGHT),
    Slider(id="begins", title="Critic begins", low=0, high=1, default=0.5, help="Share of the run before it"),
    Toggle(
        id="begun", title="Begin with a membrane", default=True, help="Off: holes are empty, as published"
    ),
    Toggle(id="adds", title="Add to the membrane", default=True, help="Off: answer all pixels, as published"),
    DECIBELS_OPTION,
)
# What is added is learnt at the rims first, of which thin holes have most.
WITH_THIN_HOLES = (*HOLE_SHARES, Share(weight=2.5, kind="scratches", params={"coverage": (0.03, 0.12)}))
MAX_ADVERSARIAL_RATE = 2e-4  # Larger rates are not stable beside the critic.
SMALL_DILATIONS = (2, 4, 8, 8)  # 16 would reach beyond a quarter of 128 px.
FULL_CROP_PX = 256


def build(options: Mapping[str, Value]) -> Recipe:
    crop, rate, begins = int(options["crop"]), float(options["rate"]), float(options["begins"])
    design = {
        "cnum": int(options["cnum"]),
        "guided": True,
        "dilations": DILATION_RATES if crop >= FULL_CROP_PX else SMALL_DILATIONS,
        "begun": bool(options["begun"]),
        "adds": bool(options["begun"]) and bool(options["adds"]),
        "crop": crop,
    }
    losses = DeepFillV2Losses(adversarial=float(options["adversarial"]), decibels=float(options["decibels"]))
    adversarial_adam = adam(min(rate, MAX_ADVERSARIAL_RATE), ADVERSARIAL_BETAS)

    return Recipe(
        id="deepfill-v2",
        models=lambda: {
            "network": DeepFillV2(**design),  # type: ignore[arg-type]
            "critic": SNPatchGAN(5, width=int(options["critic"])),
        },
        objectives=(
            Objective(
                trains="network",
                loss=losses.without_critic,
                optimiser=adam(rate, ADVERSARIAL_BETAS),
                ends=begins,
            ),
            Objective(trains="network", loss=losses.with_critic, optimiser=adversarial_adam, begins=begins),
            Objective(trains="critic", loss=losses.critic, optimiser=adversarial_adam, begins=begins),
        ),
        draw=HolesWithSketches(
            holes=LargeHoles(
                batch=int(options["batch"]), crop=crop, mix=WITH_THIN_HOLES if design["adds"] else HOLE_SHARES
            )
        ),
        check=held_out,
        score=scoring(filled),
        preview=previewing(filled),
        minutes=60,
        seed=19,
        warm_up_steps=300,
        constant_share=0.7,
        facts={"design": design},
    )


@dataclass
class DeepFillV2Losses:
    """The losses of both phases.

    adversarial: weight of the critic.  decibels: of minus the PSNR in the holes, of both pictures.
    composites: of the network's last update, on which the critic is trained in the same step.
    """

    adversarial: float
    decibels: float = 0.0
    composites: Tensor | None = None

    def without_critic(self, models: Models, batch: Tensors) -> tuple[Tensor, dict[str, Tensor]]:
        """Phase 1: L1 of both raw pictures over all pixels, in the network's own range [−1, 1]."""
        parts, _ = self._l1_terms(models, batch)
        return total(parts, self._weights(parts))

    def with_critic(self, models: Models, batch: Tensors) -> tuple[Tensor, dict[str, Tensor]]:
        """Phase 2, the network's: the same and the critic's score of the composite."""
        parts, whole = self._l1_terms(models, batch)
        self.composites = whole.detach()
        parts["hinge"] = hinge.generator(_scores(models["critic"], whole, batch))
        return total(parts, self._weights(parts))

    def critic(self, models: Models, batch: Tensors) -> tuple[Tensor, dict[str, Tensor]]:
        """Phase 2, the critic's: clean photos against the network's last composites of the same holes."""
        assert self.composites is not None, "the critic is trained after the network"
        both = torch.cat([batch["clean"], self.composites])
        twice = {name: torch.cat([batch[name]] * 2) for name in ("mask", "sketch")}
        real, fake = _scores(models["critic"], both, twice).chunk(2)
        error = hinge.critic(real, fake)
        return error, {"hinge": error.detach()}

    def _l1_terms(self, models: Models, batch: Tensors) -> tuple[dict[str, Tensor], Tensor]:
        clean, mask = batch["clean"], batch["mask"]
        coarse, refined, _ = models["network"](clean, mask, batch["sketch"])
        parts = {"coarse": 2 * l1(coarse, clean), "refined": 2 * l1(refined, clean)}
        if self.decibels:
            parts["db"] = sum(
                (hole_decibels(one, clean, mask, floor=LARGE_HOLE_FLOOR) for one in (coarse, refined)),
                coarse.new_zeros(()),
            )
        return parts, composite(refined, batch)

    def _weights(self, parts: Mapping[str, Tensor]) -> dict[str, float]:
        every = {"coarse": 1.0, "refined": 1.0, "db": self.decibels, "hinge": self.adversarial}
        return {name: every[name] for name in parts}


def _scores(critic: nn.Module, picture: Tensor, batch: Tensors) -> Tensor:
    """The critic's scores, in float32, as spectral normalisation needs it."""
    with torch.autocast(picture.device.type, enabled=False):
        scores: Tensor = critic(torch.cat([picture * 2 - 1, batch["mask"], batch["sketch"]], 1))
    return scores


def held_out(photos: Photos) -> dict[str, Batch]:
    """The suite `holes` without sketches, and its first case with all true edges as the sketch."""
    found = large_holes.held_out(photos)
    first = next(iter(found.values()))
    return {**found, "sketched": {**first, "sketch": edges(first["clean"])[:, None] * first["mask"]}}


def filled(network: nn.Module, batch: Tensors) -> Tensor:
    """The repaired photos, as the method fills them, one after the other."""
    network = cast(DeepFillV2, network)
    planes = [batch[name] for name in ("clean", "mask", "sketch") if name in batch]
    samples = ([plane[n : n + 1] for plane in planes] for n in range(len(planes[0])))
    return torch.cat([network.fill(*sample) for sample in samples])
