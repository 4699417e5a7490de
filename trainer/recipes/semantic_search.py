"""semantic-search: a DCGAN of one kind of picture, to be searched in (Yeh et al. 2017).

train semantic-search --photos FOLDER --option domain=faces; a folder of 500 or more pictures of one kind.
The paper trains by the critic alone, for days (recall=0).  In an hour that gives a generator which cannot
draw most of the pictures it saw; so photos are also encoded, with noise, and recalled by the generator: the
noise fills the cube of latents in which the search then looks, and begins before the critic does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass

import numpy as np
import torch
from torch import Tensor, nn, optim

from engine.job import Job
from engine.networks.latent_search import search
from engine.networks.semantic_search import (
    LATENT,
    SIDE,
    SLIM,
    Design,
    Generator,
    Halving,
    SemanticSearch,
    uniform,
)
from engine.options import Slider, Text, Value
from engine.pixels.poisson import poisson
from trainer import corruption
from trainer.data import photos as photo_folder
from trainer.data.large_holes import decibels, previewing
from trainer.data.photos import Photos, middle, square
from trainer.losses import nsgan
from trainer.losses.l1 import l1
from trainer.losses.total import total
from trainer.suites.faces import FACES
from trainer.training.recipe import Batch, Models, Recipe, Tensors, Turn

OPTIONS = (
    Text(id="domain", title="Domain", default="faces", help="What the pictures show; the card says it"),
    Slider(id="kernel", title="Kernel", low=4, high=5, default=SLIM[0], step=1, whole=True, unit="px"),
    Slider(id="top", title="Width", low=8, high=1024, default=SLIM[1], step=8, whole=True),
    Slider(id="base", title="Width of the critic", low=2, high=128, default=SLIM[2], step=1, whole=True),
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
NOISE = 0.25  # beside codes in [−1, 1]: about a bit a latent, so that neighbours look alike
QUICK = 5.0  # times the rate, while nothing but recall is learnt
CHECKED, STEPS, RESTARTS = 6, 100, 2  # pictures a case in a check, and how each is searched for


class Makers(nn.Module):
    """What learns in the generator's turns: itself, and the encoder that tells it a photo's latents."""

    def __init__(self, generator: Generator, encoder: Halving) -> None:
        super().__init__()
        self.generator, self.encoder = generator, encoder

    def forward(self, z: Tensor, photo: Tensor, noise: Tensor) -> Tensor:
        """z: M×100.  photo: N×3×64×64 in [−1, 1].  noise: N×100.  → M drawn, then N recalled."""
        codes = self.encoder(photo).tanh() + NOISE * noise
        drawn: Tensor = self.generator(torch.cat([z, codes]))
        return drawn


def build(options: Mapping[str, Value]) -> Recipe:
    kernel, top, base = (int(options[name]) for name in ("kernel", "top", "base"))
    design = Design(kernel=kernel, top=top, base=base)
    rate, recall = float(options["rate"]), float(options["recall"])
    begins = float(options["judged"]) if recall else 0.0

    def models() -> dict[str, nn.Module]:
        network = SemanticSearch(design)
        makers = Makers(network.generator, Halving(design, LATENT))
        return {"network": network, "critic": network.critic, "makers": makers}

    turns = [
        Turn(trains="critic", loss=judging, optimiser=_adam(rate), begins=begins),
        Turn(trains="makers", loss=Making(recall), optimiser=_adam(rate), begins=begins),
    ]
    if begins:
        turns.append(Turn(trains="makers", loss=recalling, optimiser=_adam(QUICK * rate), ends=begins))
    return Recipe(
        id="semantic-search",
        models=models,
        turns=tuple(turns),
        draw=Pictures(batch=int(options["batch"]), share=float(options["share"]), codes=recall > 0),
        check=held_out,
        score=score,
        preview=previewing(completed),
        minutes=40,
        seed=31,
        warm_up=50,
        flat=0.6,
        facts={"id": "semantic-search", "design": asdict(design), "domain": str(options["domain"])},
    )


@dataclass(frozen=True, kw_only=True)
class Pictures:
    """Draws a batch: clean N×3×64×64 in [0, 1], most of a photo's middle square; latents and noise.

    z: M×100 in [−1, 1].  noise: normal, N×100.  codes: half of the latents are to be those of photos, so
    M = N/2; else M = N.
    """

    batch: int
    share: float = 0.9
    codes: bool = True

    def __call__(self, photos: Photos, rng: np.random.Generator) -> Batch:
        clean = np.stack([self._picture(photos, rng) for _ in range(self.batch)]).astype(np.float32)
        drawn = self.batch // 2 if self.codes else self.batch
        return {
            "clean": np.ascontiguousarray(clean.transpose(0, 3, 1, 2)) / np.float32(255),
            "z": rng.uniform(-1, 1, (drawn, LATENT)).astype(np.float32),
            "noise": rng.standard_normal((self.batch, LATENT), np.float32),
        }

    def _picture(self, photos: Photos, rng: np.random.Generator) -> photo_folder.Pixels:
        pixels = photos.pixels[rng.integers(len(photos))]
        whole = middle(pixels, min(pixels.shape[:2]))
        scale = SIDE / len(whole)
        found = photo_folder.piece(whole, SIDE, rng, scales=(scale, scale / self.share), turn=False)
        return found[:, ::-1] if rng.random() < 0.5 else found


def judging(models: Models, batch: Tensors) -> tuple[Tensor, dict[str, Tensor]]:
    """The critic's: photos are true, what is drawn and what is recalled is not."""
    photo = batch["clean"] * 2 - 1
    with torch.no_grad():
        drawn = _drawn(models, batch, photo)
    error = 2 * nsgan.critic(models["critic"](photo), models["critic"](drawn))
    return error, {"error": error}


@dataclass(frozen=True)
class Making:
    """The generator's: to convince the critic, and to recall photos from their codes."""

    recall: float

    def __call__(self, models: Models, batch: Tensors) -> tuple[Tensor, dict[str, Tensor]]:
        photo = batch["clean"] * 2 - 1
        drawn = _drawn(models, batch, photo)
        parts = {"doubt": nsgan.generator(models["critic"](drawn))}
        weights = {"doubt": 1.0}
        if self.recall:
            recalled = drawn[len(batch["z"]) :]
            parts["recall"], weights["recall"] = l1(recalled, photo[: len(recalled)]), self.recall
        return total(parts, weights)


def recalling(models: Models, batch: Tensors) -> tuple[Tensor, dict[str, Tensor]]:
    """The generator's before there is a critic."""
    photo = batch["clean"] * 2 - 1
    error = l1(models["makers"](batch["z"][:0], photo, batch["noise"]), photo)
    return error, {"recall": error}


def _drawn(models: Models, batch: Tensors, photo: Tensor) -> Tensor:
    """As many pictures as there are photos: from random latents, the rest recalled."""
    recalled = len(photo) - len(batch["z"])
    drawn: Tensor = models["makers"](batch["z"], photo[:recalled], batch["noise"][:recalled])
    return drawn


def held_out(photos: Photos) -> dict[str, Batch]:
    """The suite `faces`, a few pictures a case; the same in every run."""
    found: dict[str, Batch] = {}
    step = max(1, len(photos) // CHECKED)
    pictures = np.stack([square(one, SIDE) for one in photos.pixels[::step][:CHECKED]])
    clean = np.ascontiguousarray(pictures.transpose(0, 3, 1, 2)).astype(np.float32) / np.float32(255)
    for case in FACES.cases:
        assert case.kind is not None
        masks = [
            corruption.shape(case.kind, SIDE, SIDE, case.params, np.random.default_rng(number)) > 0
            for number in range(len(clean))
        ]
        found[case.name] = {"clean": clean, "mask": np.stack(masks)[:, None].astype(np.float32)}
    return found


def score(network: nn.Module, batch: Tensors) -> dict[str, float]:
    """Mean PSNR in the holes, after a short search."""
    return {"psnr": float(decibels(completed(network, batch), batch).mean())}


def completed(network: nn.Module, batch: Tensors) -> Tensor:
    """The pictures filled as the method does it, with fewer steps and restarts; N×3×64×64."""
    assert isinstance(network, SemanticSearch)
    clean, mask = (batch[name].repeat_interleave(RESTARTS, 0) for name in ("clean", "mask"))
    start = uniform(len(clean), torch.Generator().manual_seed(0)).to(clean.device)
    network.requires_grad_(False)
    with torch.enable_grad(), torch.autocast(clean.device.type, enabled=False):
        found = search(network.generator, network.critic, clean * 2 - 1, mask, start, iterations=STEPS)
    rows = torch.arange(len(batch["clean"]), device=clean.device)
    best = found.loss.view(-1, RESTARTS).argmin(1) + RESTARTS * rows
    drawn, known = ((found.pictures[best] + 1) / 2).permute(0, 2, 3, 1), batch["clean"].permute(0, 2, 3, 1)
    answers = [
        poisson(one.cpu().numpy(), photo.cpu().numpy(), hole.cpu().numpy() > 0, Job())
        for one, photo, hole in zip(drawn, known, batch["mask"][:, 0], strict=True)
    ]
    return torch.from_numpy(np.stack(answers)).permute(0, 3, 1, 2).to(clean.device)


def _adam(rate: float) -> Callable[[Iterable[nn.Parameter]], optim.Optimizer]:
    return lambda parameters: optim.Adam(parameters, rate, betas=(0.5, 0.999))
