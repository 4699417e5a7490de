"""deepfill-v1: the coarse stage alone, then both, then beside two Wasserstein critics, in one run.

For two cores as it stands.  With a GPU: --option crop=256 --option batch=16; the paper's own: width=32,
critic=64, times=5, rate=1e-4, gamma=0.9, begun=off, strict=off.  attention=off is to compare with.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import cast

import torch
from torch import Tensor, nn, optim

from engine.networks.deepfill_v1 import DILATIONS, DeepFillV1
from engine.options import Slider, Toggle, Value
from trainer.critics.deepfill_v1 import Critics
from trainer.data import large_holes
from trainer.data.large_holes import LargeHoles, composite, previewing
from trainer.losses import wgan_gp
from trainer.losses.discounted import discount
from trainer.losses.total import total
from trainer.training.recipe import Models, Recipe, Tensors, Turn

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
ALONE, JUDGED = 0.15, 0.3  # shares of the run where the coarse stage is no longer alone, and critics begin
COARSE, EXACT, KNOWN, ADVERSARIAL = 1.2, 1.2, 1.2, 1e-3
SMALL_DILATIONS = (2, 4, 8, 8)  # 16 would reach beyond a quarter of 128 px
FULL_CROP = 256


def build(options: Mapping[str, Value]) -> Recipe:
    crop, critic = int(options["crop"]), int(options["critic"])
    design = {
        "width": int(options["width"]),
        "dilations": DILATIONS if crop >= FULL_CROP else SMALL_DILATIONS,
        **{name: bool(options[name]) for name in ("begun", "strict", "attention")},
        "crop": crop,
    }
    learning = Learning(gamma=float(options["gamma"]))

    def models() -> dict[str, nn.Module]:
        return {"network": DeepFillV1(**design), "critic": Critics(critic, crop)}  # type: ignore[arg-type]

    def adam(parameters: Iterable[nn.Parameter]) -> optim.Optimizer:
        return optim.Adam(parameters, float(options["rate"]), betas=(0.5, 0.9))

    return Recipe(
        id="deepfill-v1",
        models=models,
        turns=(
            Turn(trains="network", loss=learning.coarse, optimiser=adam, ends=ALONE),
            Turn(trains="network", loss=learning.both, optimiser=adam, begins=ALONE, ends=JUDGED),
            Turn(
                trains="critic",
                loss=learning.critic,
                optimiser=adam,
                begins=JUDGED,
                times=int(options["times"]),
            ),
            Turn(trains="network", loss=learning.judged, optimiser=adam, begins=JUDGED),
        ),
        draw=LargeHoles(batch=int(options["batch"]), crop=crop),
        check=large_holes.held_out,
        score=score,
        preview=previewing(refined),
        minutes=20,
        seed=18,
        warm_up=300,
        flat=0.6,
        facts={"design": design},
    )


@dataclass(frozen=True, kw_only=True)
class Learning:
    """The losses, in the network's own range [−1, 1].  gamma: the paper's is 0.9, for days of training."""

    gamma: float

    def coarse(self, models: Models, batch: Tensors) -> tuple[Tensor, dict[str, Tensor]]:
        """Of the coarse stage alone."""
        network = models["network"]
        whole = cast(DeepFillV1, getattr(network, "module", network))  # itself, or what is distributed
        picture = whole.coarse(batch["clean"], batch["mask"])
        return total(*self._exact([(COARSE, picture)], batch))

    def both(self, models: Models, batch: Tensors) -> tuple[Tensor, dict[str, Tensor]]:
        """Of both stages, without critics."""
        coarse, fine, _ = models["network"](batch["clean"], batch["mask"])
        return total(*self._exact([(COARSE, coarse), (1.0, fine)], batch))

    def judged(self, models: Models, batch: Tensors) -> tuple[Tensor, dict[str, Tensor]]:
        """The same beside the critics."""
        coarse, fine, _ = models["network"](batch["clean"], batch["mask"])
        parts, weights = self._exact([(COARSE, coarse), (1.0, fine)], batch)
        photo = signed(composite(fine, batch))
        scores = models["critic"](photo, boxes(photo, batch["mask"]))
        parts["adversarial"] = wgan_gp.generator(scores[0]) + wgan_gp.generator(scores[1])
        return total(parts, weights | {"adversarial": ADVERSARIAL})

    def critic(self, models: Models, batch: Tensors) -> tuple[Tensor, dict[str, Tensor]]:
        """Wasserstein distance with the slopes inside the hole held at 1, of the photo and of its box."""
        critics, mask = cast(Critics, models["critic"]), batch["mask"]
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

    def _exact(
        self, pictures: list[tuple[float, Tensor]], batch: Tensors
    ) -> tuple[dict[str, Tensor], dict[str, float]]:
        """The discounted L1 of the hole and the L1 of what is known, each of all pictures by their weight."""
        mask = batch["mask"]
        known = (1 - mask) / (1 - mask).mean()
        lost = discounted(mask, self.gamma) / mask.mean()  # over the hole; the paper's over its box
        errors = [(weight, 2 * (picture - batch["clean"]).abs()) for weight, picture in pictures]
        parts = {
            name: torch.stack([weight * (share * error).mean() for weight, error in errors]).sum()
            for name, share in (("lost", lost), ("known", known))
        }
        return parts, {"lost": EXACT, "known": KNOWN}


def discounted(mask: Tensor, gamma: float) -> Tensor:
    """What an error counts, by its distance to the nearest known pixel: 1 beside one; the mask's shape."""
    return discount(mask, gamma=gamma) / gamma


def boxes(photo: Tensor, mask: Tensor) -> Tensor:
    """The half by half of each sample's photo whose middle is nearest the hole's; N×C×H/2×W/2."""
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
    """As the method fills, one photo after the other."""
    whole, photos, masks = cast(DeepFillV1, network), batch["clean"], batch["mask"]
    return torch.cat([whole.fill(photos[n : n + 1], masks[n : n + 1]) for n in range(len(photos))])


def coarse(network: nn.Module, batch: Tensors) -> Tensor:
    return cast(DeepFillV1, network).coarse(batch["clean"], batch["mask"])


def score(network: nn.Module, batch: Tensors) -> dict[str, float]:
    """PSNR and gain of what is given out, and of the coarse stage: attention helps once that is sane."""
    first = large_holes.scoring(coarse)(network, batch)
    return {**large_holes.scoring(refined)(network, batch), "coarse": first["gain"]}
