"""semantic-search: a DCGAN of one kind of picture, in whose latent space holes are filled (Yeh et al. 2017).

train semantic-search --photos FOLDER --option domain=faces; a folder of 500 or more pictures of one kind.
The paper trains with the critic alone, for days (recall=0).  An hour of that gives a generator which cannot
draw most of the pictures it was trained on.  So photos are also encoded to latents, and the generator has to
reconstruct them.  Noise on these latents fills the cube in which the method searches.  Reconstruction is
trained first, the critic begins later.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass

import numpy as np
import torch
from torch import Tensor, nn

from engine.job import Job
from engine.networks.latent_search import search
from engine.networks.semantic_search import (
    DRAWN_SIDE_PX,
    LATENT_VALUES,
    SLIM_WIDTHS,
    Generator,
    Halving,
    SemanticSearch,
    SemanticSearchDesign,
    uniform,
)
from engine.options import Slider, TextField, Value
from engine.pixels.poisson import poisson
from trainer import corruption
from trainer.data import photos as photo_folder
from trainer.data.large_holes import decibels, previewing
from trainer.data.photos import Photos, middle, square
from trainer.losses import nsgan
from trainer.losses.l1 import l1
from trainer.losses.total import total
from trainer.suites.faces import FACES
from trainer.training.optimisers import ADVERSARIAL_BETAS, adam
from trainer.training.recipe import Batch, Models, Objective, Recipe, Tensors

OPTIONS = (
    TextField(id="domain", title="Domain", default="faces", help="What the pictures show; the card says it"),
    Slider(id="kernel", title="Kernel", low=4, high=5, default=SLIM_WIDTHS[0], step=1, whole=True, unit="px"),
    Slider(id="top", title="Width", low=8, high=1024, default=SLIM_WIDTHS[1], step=8, whole=True),
    Slider(
        id="base", title="Width of the critic", low=2, high=128, default=SLIM_WIDTHS[2], step=1, whole=True
    ),
    Slider(id="batch", title="Batch", low=4, high=256, default=64, step=2, whole=True),
    Slider(id="rate", title="Learning rate", low=0, high=1e-1, default=2e-4, help="Of both; the paper's"),
    Slider(
        id="share",
        title="Share",
        low=0.1,
        high=1,
        default=0.9,
        help="Of a picture's side, that a sample shows at least; small ones where the domain is a texture",
    ),
    Slider(
        id="recall", title="Recall", low=0, high=100, default=20, help="Weight of recalled photos; 0: none"
    ),
    Slider(
        id="judged", title="Critic begins", low=0, high=1, default=0.4, help="After this share of the run"
    ),
)
# Standard deviation, beside latents in [−1, 1]: about one bit a latent, so that neighbours look alike.
LATENT_NOISE = 0.25
RECONSTRUCTION_RATE_FACTOR = 5.0  # Without a critic larger rates are stable.
CHECK_PICTURES = 6  # in each case
CHECK_STEPS, CHECK_RESTARTS = 100, 2  # of the search, fewer than the method's


class GeneratorAndEncoder(nn.Module):
    """The generator, and the encoder from a photo to its latents: they are trained together."""

    def __init__(self, generator: Generator, encoder: Halving) -> None:
        super().__init__()
        self.generator, self.encoder = generator, encoder

    def forward(self, z: Tensor, photo: Tensor, noise: Tensor) -> Tensor:
        """z.

        M×100.  photo: N×3×64×64 in [−1, 1].  noise: N×100.  → M + N pictures: M drawn, N reconstructed.
        """
        codes = self.encoder(photo).tanh() + LATENT_NOISE * noise
        drawn: Tensor = self.generator(torch.cat([z, codes]))
        return drawn


def build(options: Mapping[str, Value]) -> Recipe:
    kernel, top, base = (int(options[name]) for name in ("kernel", "top", "base"))
    design = SemanticSearchDesign(kernel=kernel, top=top, base=base)
    rate, recall = float(options["rate"]), float(options["recall"])
    begins = float(options["judged"]) if recall else 0.0

    def models() -> dict[str, nn.Module]:
        network = SemanticSearch(design)
        makers = GeneratorAndEncoder(network.generator, Halving(design, LATENT_VALUES))
        return {"network": network, "critic": network.critic, "makers": makers}

    optimiser = adam(rate, ADVERSARIAL_BETAS)
    reconstruction_adam = adam(RECONSTRUCTION_RATE_FACTOR * rate, ADVERSARIAL_BETAS)
    objectives = [
        Objective(trains="critic", loss=critic_loss, optimiser=optimiser, begins=begins),
        Objective(trains="makers", loss=GeneratorLosses(recall), optimiser=optimiser, begins=begins),
    ]
    if begins:
        objectives.append(
            Objective(trains="makers", loss=reconstruction_loss, optimiser=reconstruction_adam, ends=begins)
        )
    return Recipe(
        id="semantic-search",
        models=models,
        objectives=tuple(objectives),
        draw=Pictures(batch=int(options["batch"]), share=float(options["share"]), codes=recall > 0),
        check=held_out,
        score=score,
        preview=previewing(completed),
        minutes=40,
        seed=31,
        warm_up_steps=50,
        constant_share=0.6,
        facts={"id": "semantic-search", "design": asdict(design), "domain": str(options["domain"])},
    )


@dataclass(frozen=True, kw_only=True)
class Pictures:
    """Draws a batch: clean N×3×64×64 in [0, 1], z M×100 uniform in [−1, 1], noise N×100 normal.

    share: of the side of a photo's middle square that a sample shows at least.
    codes: M = N/2, as the other latents are encoded photos; else M = N.
    """

    batch: int
    share: float = 0.9
    codes: bool = True

    def __call__(self, photos: Photos, rng: np.random.Generator) -> Batch:
        clean = np.stack([self._picture(photos, rng) for _ in range(self.batch)]).astype(np.float32)
        drawn = self.batch // 2 if self.codes else self.batch
        return {
            "clean": np.ascontiguousarray(clean.transpose(0, 3, 1, 2)) / np.float32(255),
            "z": rng.uniform(-1, 1, (drawn, LATENT_VALUES)).astype(np.float32),
            "noise": rng.standard_normal((self.batch, LATENT_VALUES), np.float32),
        }

    def _picture(self, photos: Photos, rng: np.random.Generator) -> photo_folder.Pixels:
        pixels = photos.pixels[rng.integers(len(photos))]
        whole = middle(pixels, min(pixels.shape[:2]))
        scale = DRAWN_SIDE_PX / len(whole)
        found = photo_folder.piece(whole, DRAWN_SIDE_PX, rng, scales=(scale, scale / self.share), turn=False)
        return found[:, ::-1] if rng.random() < 0.5 else found


def critic_loss(models: Models, batch: Tensors) -> tuple[Tensor, dict[str, Tensor]]:
    """The critic's: photos are real, drawn and reconstructed pictures are not."""
    photo = batch["clean"] * 2 - 1
    with torch.no_grad():
        drawn = _drawn(models, batch, photo)
    error = 2 * nsgan.critic(models["critic"](photo), models["critic"](drawn))
    return error, {"error": error}


@dataclass(frozen=True)
class GeneratorLosses:
    """The generator's: the adversarial loss, and L1 of reconstructed photos by the weight `recall`."""

    recall: float

    def __call__(self, models: Models, batch: Tensors) -> tuple[Tensor, dict[str, Tensor]]:
        photo = batch["clean"] * 2 - 1
        drawn = _drawn(models, batch, photo)
        parts = {"doubt": nsgan.generator(models["critic"](drawn))}
        weights = {"doubt": 1.0}
        if self.recall:
            reconstructed = drawn[len(batch["z"]) :]
            parts["recall"], weights["recall"] = l1(reconstructed, photo[: len(reconstructed)]), self.recall
        return total(parts, weights)


def reconstruction_loss(models: Models, batch: Tensors) -> tuple[Tensor, dict[str, Tensor]]:
    """The generator's before the critic begins: L1 of reconstructed photos."""
    photo = batch["clean"] * 2 - 1
    error = l1(models["makers"](batch["z"][:0], photo, batch["noise"]), photo)
    return error, {"recall": error}


def _drawn(models: Models, batch: Tensors, photo: Tensor) -> Tensor:
    """As many pictures as photos: from random latents first, the rest reconstructed."""
    reconstructed = len(photo) - len(batch["z"])
    drawn: Tensor = models["makers"](batch["z"], photo[:reconstructed], batch["noise"][:reconstructed])
    return drawn


def held_out(photos: Photos) -> dict[str, Batch]:
    """The suite `faces`, a few pictures a case; the same in every run."""
    found: dict[str, Batch] = {}
    step = max(1, len(photos) // CHECK_PICTURES)
    pictures = np.stack([square(one, DRAWN_SIDE_PX) for one in photos.pixels[::step][:CHECK_PICTURES]])
    clean = np.ascontiguousarray(pictures.transpose(0, 3, 1, 2)).astype(np.float32) / np.float32(255)
    for case in FACES.cases:
        assert case.kind is not None
        masks = [
            corruption.shape(
                case.kind, DRAWN_SIDE_PX, DRAWN_SIDE_PX, case.params, np.random.default_rng(number)
            )
            > 0
            for number in range(len(clean))
        ]
        found[case.name] = {"clean": clean, "mask": np.stack(masks)[:, None].astype(np.float32)}
    return found


def score(network: nn.Module, batch: Tensors) -> dict[str, float]:
    """Mean PSNR in the holes after a short search, in dB."""
    return {"psnr": float(decibels(completed(network, batch), batch).mean())}


def completed(network: nn.Module, batch: Tensors) -> Tensor:
    """N×3×64×64: the pictures filled as by the method, with fewer steps and restarts."""
    assert isinstance(network, SemanticSearch)
    clean, mask = (batch[name].repeat_interleave(CHECK_RESTARTS, 0) for name in ("clean", "mask"))
    start = uniform(len(clean), torch.Generator().manual_seed(0)).to(clean.device)
    network.requires_grad_(False)
    with torch.enable_grad(), torch.autocast(clean.device.type, enabled=False):
        found = search(network.generator, network.critic, clean * 2 - 1, mask, start, iterations=CHECK_STEPS)
    rows = torch.arange(len(batch["clean"]), device=clean.device)
    best = found.loss.view(-1, CHECK_RESTARTS).argmin(1) + CHECK_RESTARTS * rows
    drawn, known = ((found.pictures[best] + 1) / 2).permute(0, 2, 3, 1), batch["clean"].permute(0, 2, 3, 1)
    answers = [
        poisson(one.cpu().numpy(), photo.cpu().numpy(), hole.cpu().numpy() > 0, Job())
        for one, photo, hole in zip(drawn, known, batch["mask"][:, 0], strict=True)
    ]
    return torch.from_numpy(np.stack(answers)).permute(0, 3, 1, 2).to(clean.device)
