"""deepfill-v1: the coarse stage alone, then both stages, then with two Wasserstein critics (Yu et al. 2018).

The three phases are one run.  The defaults are for two CPU cores.  With a GPU: --option crop=256 --option
batch=16; the paper's own: width=32, critic=64, times=5, rate=1e-4, gamma=0.9, begun=off, strict=off.
attention=off is for comparison.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

import torch
from torch import Tensor, nn

from engine.networks.deepfill_v1 import DILATION_RATES, DeepFillV1
from engine.options import Slider, Toggle, Value
from trainer.critics.deepfill_v1 import DeepFillV1Critics
from trainer.data import large_holes
from trainer.data.large_holes import LargeHoles, composite, previewing
from trainer.losses import wgan_gp
from trainer.losses.discounted import discount
from trainer.losses.total import total
from trainer.training.optimisers import WASSERSTEIN_BETAS, adam
from trainer.training.recipe import Models, Objective, Recipe, Tensors, undistributed

OPTIONS = (
    Slider(id="width", title="Width", low=8, high=64, default=16, step=4, whole=True),
    Slider(id="crop", title="Crop", low=64, high=256, default=128, step=64, whole=True, unit="px"),
    Slider(id="batch", title="Batch", low=1, high=64, default=4, whole=True),
    Slider(id="rate", title="Learning rate", low=1e-5, high=1e-2, default=2e-4),
    Slider(id="critic", title="Width of the critics", low=4, high=64, default=16, whole=True),
    Slider(id="times", title="Steps of the critics", low=1, high=5, default=1, whole=True, help="Each step"),
    Slider(id="gamma", title="Discount", low=0.8, high=1, default=0.99, help="Of an error a px deeper in"),
    Toggle(
        id="begun", title="Begin with a membrane", default=True, help="Off: holes are empty, as published"
    ),
    Toggle(id="strict", title="Attend to known patches alone", default=True, help="Off: as published"),
    Toggle(id="attention", title="Attention", default=True),
)
REFINEMENT_BEGINS, CRITICS_BEGIN = 0.15, 0.3  # shares of the run
# The release's weights: of the coarse picture, the hole's and the known L1, and the critics.
COARSE_WEIGHT, HOLE_WEIGHT, KNOWN_WEIGHT, ADVERSARIAL_WEIGHT = 1.2, 1.2, 1.2, 1e-3
SMALL_DILATIONS = (2, 4, 8, 8)  # 16 would reach beyond a quarter of 128 px.
FULL_CROP_PX = 256


def build(options: Mapping[str, Value]) -> Recipe:
    crop, critic = int(options["crop"]), int(options["critic"])
    design = {
        "width": int(options["width"]),
        "dilations": DILATION_RATES if crop >= FULL_CROP_PX else SMALL_DILATIONS,
        **{name: bool(options[name]) for name in ("begun", "strict", "attention")},
        "crop": crop,
    }
    losses = DeepFillV1Losses(gamma=float(options["gamma"]))
    optimiser = adam(float(options["rate"]), WASSERSTEIN_BETAS)

    def models() -> dict[str, nn.Module]:
        return {"network": DeepFillV1(**design), "critic": DeepFillV1Critics(critic, crop)}  # type: ignore[arg-type]

    return Recipe(
        id="deepfill-v1",
        models=models,
        objectives=(
            Objective(trains="network", loss=losses.coarse, optimiser=optimiser, ends=REFINEMENT_BEGINS),
            Objective(
                trains="network",
                loss=losses.both_stages,
                optimiser=optimiser,
                begins=REFINEMENT_BEGINS,
                ends=CRITICS_BEGIN,
            ),
            Objective(
                trains="critic",
                loss=losses.critic,
                optimiser=optimiser,
                begins=CRITICS_BEGIN,
                repeats=int(options["times"]),
            ),
            Objective(trains="network", loss=losses.with_critics, optimiser=optimiser, begins=CRITICS_BEGIN),
        ),
        draw=LargeHoles(batch=int(options["batch"]), crop=crop),
        check=large_holes.held_out,
        score=score,
        preview=previewing(refined),
        minutes=20,
        seed=18,
        warm_up_steps=300,
        constant_share=0.6,
        facts={"design": design},
    )


@dataclass(frozen=True, kw_only=True)
class DeepFillV1Losses:
    """The losses of all phases, in the network's own range [−1, 1].

    gamma: discount of an error one pixel deeper in the hole; the paper's is 0.9, for days of training.
    """

    gamma: float

    def coarse(self, models: Models, batch: Tensors) -> tuple[Tensor, dict[str, Tensor]]:
        """Phase 1: the coarse stage alone."""
        picture = undistributed(models["network"], DeepFillV1).coarse(batch["clean"], batch["mask"])
        return total(*self._l1_terms([(COARSE_WEIGHT, picture)], batch))

    def both_stages(self, models: Models, batch: Tensors) -> tuple[Tensor, dict[str, Tensor]]:
        """Phase 2: both stages, without critics."""
        coarse, fine, _ = models["network"](batch["clean"], batch["mask"])
        return total(*self._l1_terms([(COARSE_WEIGHT, coarse), (1.0, fine)], batch))

    def with_critics(self, models: Models, batch: Tensors) -> tuple[Tensor, dict[str, Tensor]]:
        """Phase 3, the network's: both stages and the adversarial loss."""
        coarse, fine, _ = models["network"](batch["clean"], batch["mask"])
        parts, weights = self._l1_terms([(COARSE_WEIGHT, coarse), (1.0, fine)], batch)
        photo = signed(composite(fine, batch))
        scores = models["critic"](photo, boxes(photo, batch["mask"]))
        parts["adversarial"] = wgan_gp.generator(scores[0]) + wgan_gp.generator(scores[1])
        return total(parts, weights | {"adversarial": ADVERSARIAL_WEIGHT})

    def critic(self, models: Models, batch: Tensors) -> tuple[Tensor, dict[str, Tensor]]:
        """Phase 3, the critics'.

        WGAN-GP of the photo and of the box; the penalty counts inside the hole alone.
        """
        critics, mask = cast(DeepFillV1Critics, models["critic"]), batch["mask"]
        with torch.no_grad():
            fake = signed(composite(models["network"](batch["clean"], mask)[1], batch))
        real = signed(batch["clean"])
        local = [boxes(plane, mask) for plane in (real, fake, mask)]
        losses = [
            wgan_gp.critic(head(x), head(y), wgan_gp.gradient_penalty(head, x, y, mask=hole))
            for head, (x, y, hole) in ((critics.whole, (real, fake, mask)), (critics.box, local))
        ]
        error = losses[0] + losses[1]
        return error, {"wasserstein": error.detach()}

    def _l1_terms(
        self, pictures: list[tuple[float, Tensor]], batch: Tensors
    ) -> tuple[dict[str, Tensor], dict[str, float]]:
        """(parts, weights): the discounted L1 of the hole and the L1 of known pixels.

        pictures: (weight, N×3×H×W) of each stage.
        """
        mask = batch["mask"]
        known = (1 - mask) / (1 - mask).mean()
        lost = discounted(mask, self.gamma) / mask.mean()  # The paper divides by the area of the hole's box.
        errors = [(weight, 2 * (picture - batch["clean"]).abs()) for weight, picture in pictures]
        parts = {
            name: torch.stack([weight * (share * error).mean() for weight, error in errors]).sum()
            for name, share in (("lost", lost), ("known", known))
        }
        return parts, {"lost": HOLE_WEIGHT, "known": KNOWN_WEIGHT}


def discounted(mask: Tensor, gamma: float) -> Tensor:
    """N×1×H×W: the weight of an error by its distance to the nearest known pixel, 1 beside one."""
    return discount(mask, gamma=gamma) / gamma


def boxes(photo: Tensor, mask: Tensor) -> Tensor:
    """N×C×H/2×W/2: of each photo the window whose middle is nearest the hole's centroid."""
    side = photo.shape[-1] // 2
    cut = []
    for plane, hole in zip(photo, mask[:, 0], strict=True):
        places = hole.nonzero().float()
        middle = places.mean(0) if len(places) else torch.full((2,), float(side))
        top, left = (int(value) for value in (middle - side / 2).round().clamp(0, side))
        cut.append(plane[:, top : top + side, left : left + side])
    return torch.stack(cut)


def signed(photo: Tensor) -> Tensor:
    """[0, 1] → [−1, 1]."""
    return photo * 2 - 1


def refined(network: nn.Module, batch: Tensors) -> Tensor:
    """The repaired photos, as the method fills them, one after the other."""
    whole, photos, masks = cast(DeepFillV1, network), batch["clean"], batch["mask"]
    return torch.cat([whole.fill(photos[n : n + 1], masks[n : n + 1]) for n in range(len(photos))])


def coarse(network: nn.Module, batch: Tensors) -> Tensor:
    """The coarse stage's pictures."""
    return cast(DeepFillV1, network).coarse(batch["clean"], batch["mask"])


def score(network: nn.Module, batch: Tensors) -> dict[str, float]:
    """PSNR and gain of the result, and gain of the coarse stage, whose quality attention depends on."""
    first = large_holes.scoring(coarse)(network, batch)
    return {**large_holes.scoring(refined)(network, batch), "coarse": first["gain"]}
