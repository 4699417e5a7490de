"""teach: one damage of a person's own, in minutes.  Begins at the weights of the finder that ships.

Where the damage is, and what lies under it where that can still be seen: see engine/networks/taught.py.
"""

from __future__ import annotations

import datetime
import functools
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn, optim
from torch.nn import functional as F

from engine.models import weights
from engine.models.catalog import method as find_method
from engine.models.precision import autocast
from engine.models.weights import Card
from engine.networks.finder import KINDS, RARE, Finder
from engine.networks.taught import Design, Taught, bared
from engine.options import Slider, Text, Value
from engine.photo import Photo
from engine.repair.run import repair
from engine.taught.card import LIMITS, VERSION, told_of
from engine.taught.method import EVIDENCE
from trainer.corruption.teachable import Lesson, lesson
from trainer.data.detection import seldom
from trainer.data.pair_crops import layers_of, pairs_of, piece
from trainer.data.pair_layers import differing, floats, palette
from trainer.data.photos import Photos, Pixels
from trainer.data.taught import UNKNOWN, Lessons, Live, mended, scene, stacked, trial
from trainer.evaluation import metrics
from trainer.training.credits import RESEARCH_LICENCE
from trainer.training.recipe import Batch, Models, Recipe, Tensors, Turn

OPTIONS = (
    Text(
        id="damage",
        title="Damage",
        default="font:font=LiberationSans-Bold",
        help="font:… mark:file=LOGO.png mask:file=MASK.png scratches pairs:folder=DIR, or JSON",
    ),
    Slider(id="crop", title="Crop", low=64, high=256, default=128, whole=True, unit="px"),
    Slider(id="batch", title="Batch", low=1, high=256, default=6, whole=True),
    Slider(id="rate", title="Learning rate", low=1e-6, high=1e-1, default=2e-3),
)
DESIGN = Design()
FINDER = "finder"
FEW_PHOTOS = 0.5  # of the rate, for damage known from few photos
ASKED = 12  # pieces of pairs that tell which kind of damage theirs is like
SHOWN = 6  # held-out photos that are watched
TRIED = 10  # photos on which it is tried
LESS_SURE = (0.0, 1.0, 2.0, 3.0)  # how much lower a logit counts: a missed rim spoils what is filled
OPAQUE = (0.0, 0.3, 0.5, 0.7, 0.9)  # from which alpha on to fill: 0 fills all
CLOSE = 0.03  # dB: as good as the best, and then what fills is taken, which leaves no ghost
SEEN_THROUGH = 0.9  # alpha: what is covered more is not asked to come back
CLEAN = 120  # photos that the limits are set on
UNTOUCHED = 0.99  # of them
SPECK = EVIDENCE // 2  # px, so that other photos than these keep some room
MARGIN = 1 / 3  # of the way from sound photos to damaged ones, for photos that it never saw
EVEN = 0.5  # cost of a wrong find on even ground, and
SPOILT = 15.0  # for each 1 that a pixel differs from what is around it
OVERLAP, ALPHA, BARED = 0.5, 2.0, 4.0  # weights beside 5 for the cross entropy


def build(options: Mapping[str, Value]) -> Recipe:
    taught = lesson(str(options["damage"]))
    crop, batch = int(options["crop"]), int(options["batch"])
    rate = float(options["rate"]) * (FEW_PHOTOS if taught.pairs else 1)
    facts = _facts(taught)
    card = Card(id="teach", sha256="", licence=RESEARCH_LICENCE, limits=LIMITS, more=facts)
    watch = Watch(taught, card)

    def adam(parameters: Iterable[nn.Parameter]) -> optim.Optimizer:
        return optim.AdamW(parameters, rate, betas=(0.9, 0.99), weight_decay=1e-3)

    return Recipe(
        id="teach",
        models=lambda: {"network": begun(taught)},
        turns=(Turn(trains="network", loss=found_and_bared, optimiser=adam),),
        draw=Lessons(lesson=taught, batch=batch, crop=crop),
        check=watch.held_out,
        score=watch.score,
        preview=watch.preview,
        finish=lambda network, photos: finished(network, photos, taught, card),
        minutes=10,
        seed=29,
        warm_up=50,
        flat=0.3,
        live=True,
        facts=facts,
    )


def _facts(taught: Lesson) -> dict[str, object]:
    """What the method must know, and what it says of itself."""
    return {
        "taught": VERSION,
        "title": "Untitled",
        "damage": taught.words,
        "made": datetime.date.today().isoformat(),
        "design": told_of(replace(DESIGN, colours=len(_colours(taught)))),
        "limits": LIMITS,
    }


def _colours(taught: Lesson) -> Pixels:
    """Those that the damage of pairs has, K×3."""
    layers = layers_of(taught.pairs) if taught.pairs else None
    return palette(layers or ())


def begun(taught: Lesson) -> Taught:
    """At the weights that ship; from nothing where there are none."""
    colours = _colours(taught)
    network = Taught(replace(DESIGN, colours=len(colours)))
    if len(colours):
        network.palette.copy_(torch.from_numpy(floats(colours)))
    state = _shipped()
    if state:
        network.begin_at(state, _likest(taught.pairs) if taught.pairs else taught.kind.like)
    else:
        with torch.no_grad():
            network.head.bias[:8] = RARE  # type: ignore[index]
    return network


@functools.cache
def _likest(folder: Path) -> str:
    """The kind of damage that the finder takes most of what differs for."""
    rng = np.random.default_rng(2)
    taken = pairs_of(folder, held=False)
    pieces = [piece(taken[number % len(taken)], rng) for number in range(ASKED)]
    network = Finder().eval()
    network.load_state_dict(_shipped())
    shared, whole = torch.zeros(len(KINDS)), torch.zeros(len(KINDS))
    for damaged, clean, _ in pieces:
        with torch.no_grad():
            sure = torch.sigmoid(network(torch.from_numpy(damaged.transpose(2, 0, 1))[None]))[0]
        truth = torch.from_numpy(differing(damaged, clean))
        shared += (sure * truth).sum((1, 2))
        whole += sure.sum((1, 2)) + truth.sum()
    return KINDS[int((shared / whole.clamp(min=1)).argmax())]


@functools.cache
def _shipped() -> Mapping[str, Tensor]:
    if not weights.has_weights(FINDER):
        return {}
    network = Finder()
    weights.load_into(network, FINDER)
    return network.state_dict()


def found_and_bared(models: Models, batch: Tensors) -> tuple[Tensor, dict[str, Tensor]]:
    """Cross entropy and soft F1 of where it is; where it is, the error of alpha and of what is bared."""
    planes = models["network"](batch["image"])
    seen = Taught.split(planes)
    truth = batch["truth"]
    entropy = F.binary_cross_entropy_with_logits(seen.logit, truth, _cost(batch["clean"], truth))
    sure = torch.sigmoid(seen.logit)
    overlap = 1 - (2 * (sure * truth).sum() + 1) / (sure.sum() + truth.sum() + 1)
    near = F.max_pool2d(truth, 5, 1, 2)  # the mask that is filled is a little wider than the truth
    alpha = _mean((seen.alpha - batch["alpha"]).abs(), near * (batch["alpha"] != UNKNOWN))
    clear = truth * (batch["alpha"] < SEEN_THROUGH)
    error = (bared(batch["image"], seen) - batch["clean"]).abs() * (1 - seen.alpha.detach())
    bare = (error.mean(1, keepdim=True) * clear).sum() / truth.sum().clamp(min=1)
    loss = 5 * entropy + OVERLAP * overlap + ALPHA * alpha + BARED * bare
    return loss, {"loss": loss, "entropy": entropy, "overlap": overlap, "alpha": alpha, "bared": bare}


def _cost(clean: Tensor, truth: Tensor) -> Tensor:
    """What a wrong answer costs, N×1×H×W: of damage 1; of sound pixels more, the more filling would spoil."""
    spoilt = (clean - F.avg_pool2d(clean, 5, 1, 2)).abs().mean(1, keepdim=True)
    return torch.where(truth > 0, 1.0, EVEN + SPOILT * spoilt)


def _mean(error: Tensor, counts: Tensor) -> Tensor:
    return (error * counts).sum() / counts.sum().clamp(min=1)


class Watch:
    """The held-out photos that are shown while it learns: damaged, repaired blind, clean."""

    def __init__(self, taught: Lesson, card: Card) -> None:
        self.taught, self.card = taught, card
        self._last: tuple[nn.Module, Tensor] | None = None

    def held_out(self, photos: Photos) -> dict[str, Batch]:
        """One batch, with the PSNR of biharmonic filling, which is given the mask."""
        rng = np.random.default_rng(0)
        batch = stacked([scene(self.taught, photos, rng, held=True) for _ in range(SHOWN)])
        return {"held out": batch | {"biharmonic": _biharmonic(batch)}}

    def score(self, network: nn.Module, batch: Tensors) -> dict[str, float]:
        """Mean PSNR of the whole photos, dB: repaired blind, before, and filled where the mask is known."""
        return {
            "psnr": _psnr(self._repaired(network, batch), batch["clean"]),
            "damaged": _psnr(batch["image"], batch["clean"]),
            "biharmonic": float(batch["biharmonic"].mean()),
        }

    def preview(self, network: nn.Module, batch: Tensors) -> list[Tensor]:
        return [batch["image"], self._repaired(network, batch), batch["clean"]]

    def _repaired(self, network: nn.Module, batch: Tensors) -> Tensor:
        """N×3×H×W; the same for the score and for the preview."""
        if self._last is None or self._last[0] is not network:
            self._last = network, _repaired(network, batch["image"], self.card)
        return self._last[1]


def _repaired(network: nn.Module, images: Tensor, card: Card) -> Tensor:
    method = Live(card, network)
    filled = [mended(method, picture, images.device.type) for picture in _pixels(images)]
    return torch.from_numpy(np.stack(filled).astype(np.float32) / 255).permute(0, 3, 1, 2).to(images.device)


def _pixels(images: Tensor) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    """N×3×H×W in [0, 1] as N×H×W×3 bytes."""
    bytes_ = images.detach().float().clamp(0, 1).mul(255).round().to(torch.uint8)
    return np.ascontiguousarray(bytes_.permute(0, 2, 3, 1).cpu().numpy())


def _psnr(repaired: Tensor, clean: Tensor) -> float:
    errors = ((repaired - clean) ** 2).mean((1, 2, 3))
    return float((-10 * torch.log10(errors.clamp(min=10 ** (-metrics.BEST / 10)))).mean())


def _biharmonic(batch: Batch) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    """PSNR of each photo, N."""
    found = []
    for picture, clean, truth in zip(
        _pixels(torch.from_numpy(batch["image"])), batch["clean"], batch["truth"], strict=True
    ):
        photo = Photo(picture.copy())
        mask = (truth[0] * 255).astype(np.uint8)
        if mask.any() and not mask.all():
            repair(photo, mask, find_method("biharmonic")).apply(photo)
        filled = photo.pixels.astype(np.float32) / np.float32(255)
        found.append(metrics.psnr(filled, clean.transpose(1, 2, 0)))
    return np.asarray(found, np.float32)


def finished(network: nn.Module, photos: Photos, taught: Lesson, card: Card) -> Mapping[str, Tensor]:
    """With its limits, between what sound photos reach and damage does, and with what measures best of how
    much less sure it may be, and of the alpha from which to fill.
    """
    assert isinstance(network, Taught)
    network.eval()
    rng = np.random.default_rng(1)
    tried = stacked(trial(taught, photos, rng, TRIED))
    image, clean = (torch.from_numpy(tried[name]) for name in ("image", "clean"))

    def logit(images: Tensor) -> Tensor:
        return network.look(images).logit

    sound = seldom(logit, photos, count=CLEAN, speck=SPECK, untouched=UNTOUCHED)
    with torch.no_grad(), autocast(image.device):
        damaged = logit(image).flatten(1).topk(2 * EVIDENCE).values[:, -1].min()
    limits = sound + MARGIN * (damaged - sound).clamp(min=0)
    bias = network.head.bias[:4].clone()  # type: ignore[index]

    def less_sure(by: float) -> None:
        network.head.bias[:4] = bias + by  # type: ignore[index]
        network.limits.copy_(limits + by)

    def score() -> float:
        return _psnr(_repaired(network, image, card), clean)

    with torch.no_grad():
        less_sure(0)
        _settle(network.opaque.fill_, OPAQUE, score)
        _settle(less_sure, LESS_SURE, score)
    return network.state_dict()


def _settle(setting: Callable[[float], object], values: Sequence[float], score: Callable[[], float]) -> None:
    """Leave a setting at the first of the values that scores about as well as the best."""
    scores: list[float] = []
    for value in values:
        setting(value)
        scores.append(score())
    setting(next(value for value, got in zip(values, scores, strict=True) if got >= max(scores) - CLOSE))
