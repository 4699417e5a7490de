"""teach: one kind of damage of a person's own, in minutes, from the weights of the finder that ships.

The network predicts where the damage is, and how translucent: see engine/networks/taught.py.
"""

from __future__ import annotations

import datetime
import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from engine.models import weights
from engine.models.catalog import method as find_method
from engine.models.precision import autocast
from engine.models.weights import Card
from engine.networks.finder import INITIAL_LOGIT, KIND_IDS, Finder
from engine.networks.taught import Taught, TaughtDesign, unblended
from engine.options import Slider, TextField, Value
from engine.photo import Photo
from engine.repair.run import repair
from engine.taught.card import CARD_VERSION, LIMITS_TEXT, design_to_json
from engine.taught.method import MIN_CERTAIN_PX
from trainer.corruption.teachable import Lesson, lesson
from trainer.data.detection import clean_photo_thresholds
from trainer.data.pair_crops import damage_layers, pairs_of, piece
from trainer.data.pair_layers import difference_mask, palette, unit_floats
from trainer.data.photos import Photos, Pixels
from trainer.data.taught import (
    UNKNOWN_ALPHA,
    MethodInTraining,
    TaughtDamage,
    blind_repaired,
    scene,
    stacked,
    trial_scenes,
)
from trainer.evaluation import metrics
from trainer.losses.segmentation import ENTROPY_WEIGHT
from trainer.training.credits import RESEARCH_LICENCE
from trainer.training.optimisers import adamw
from trainer.training.recipe import Batch, Models, Objective, Recipe, Tensors

OPTIONS = (
    TextField(
        id="damage",
        title="Damage",
        default="font:font=LiberationSans-Bold",
        help="font:… mark:file=LOGO.png mask:file=MASK.png scratches pairs:folder=DIR, or JSON",
    ),
    Slider(id="crop", title="Crop", low=64, high=256, default=128, whole=True, unit="px"),
    Slider(id="batch", title="Batch", low=1, high=256, default=6, whole=True),
    Slider(id="rate", title="Learning rate", low=1e-6, high=1e-1, default=2e-3),
)
NETWORK_DESIGN = TaughtDesign()
FINDER_ID = "finder"
PAIRS_RATE_FACTOR = 0.5  # Pairs are few photos, on which the full rate overfits.
LIKENESS_PIECES = 12  # Pieces of pairs that decide which of the finder's kinds their damage is like.
SHOWN_PHOTOS = 6  # held-out photos in the preview
TRIAL_PHOTOS = 10  # on which the settings below are chosen
# How much lower the thresholds are set: damage that is missed at a rim spoils what is filled beside it.
THRESHOLD_OFFSETS = (0.0, 1.0, 2.0, 3.0)
OPAQUE_ALPHAS = (0.0, 0.3, 0.5, 0.7, 0.9)  # The alpha from which on pixels are filled, not unblended; 0: all.
# Settings this close to the best are as good: the first of them is taken, which fills more and leaves no
# ghost.
SCORE_TOLERANCE_DB = 0.03
RECOVERABLE_ALPHA = 0.9  # Where damage covers more, the loss does not ask for the photo under it.
THRESHOLD_PHOTOS = 120
UNTOUCHED_SHARE = 0.99  # of clean photos
SPECK_PX = MIN_CERTAIN_PX // 2  # Half of what a find needs, as a margin for photos that are not among these.
# Where the thresholds lie between the logits of clean and of damaged photos: nearer to the clean ones, since
# on unseen photos damage has lower logits.
THRESHOLD_POSITION = 1 / 3
EVEN_COST = 0.5  # of a false find on an even area
DETAIL_COST = 15.0  # and more for each 1 by which a pixel differs from the mean around it
OVERLAP_WEIGHT, ALPHA_WEIGHT, UNBLENDED_WEIGHT = 0.5, 2.0, 4.0  # beside ENTROPY_WEIGHT


def build(options: Mapping[str, Value]) -> Recipe:
    taught = lesson(str(options["damage"]))
    crop, batch = int(options["crop"]), int(options["batch"])
    rate = float(options["rate"]) * (PAIRS_RATE_FACTOR if taught.pairs else 1)
    facts = _facts(taught)
    card = Card(id="teach", sha256="", licence=RESEARCH_LICENCE, limits=LIMITS_TEXT, more=facts)
    monitor = Monitor(taught, card)

    return Recipe(
        id="teach",
        models=lambda: {"network": initial_network(taught)},
        objectives=(Objective(trains="network", loss=teaching_loss, optimiser=adamw(rate)),),
        draw=TaughtDamage(lesson=taught, batch=batch, crop=crop),
        check=monitor.held_out,
        score=monitor.score,
        preview=monitor.preview,
        finish=lambda network, photos: finished(network, photos, taught, card),
        minutes=10,
        seed=29,
        warm_up_steps=50,
        constant_share=0.3,
        interactive=True,
        notes=taught.notes,
        facts=facts,
    )


def _facts(taught: Lesson) -> dict[str, object]:
    """For the card: what the method needs, and what it tells of itself."""
    return {
        "taught": CARD_VERSION,
        "title": "Untitled",
        "damage": taught.words,
        "damage_text": taught.words.stored(),
        "made": datetime.date.today().isoformat(),
        "design": design_to_json(replace(NETWORK_DESIGN, colours=len(_colours(taught)))),
        "limits": LIMITS_TEXT,
    }


def _colours(taught: Lesson) -> Pixels:
    """K×3 bytes: the common colours of the damage of pairs; K = 0 for other damage."""
    layers = damage_layers(taught.pairs) if taught.pairs else None
    return palette(layers or ())


def initial_network(taught: Lesson) -> Taught:
    """The network at the finder's weights, or at random ones where those are missing."""
    colours = _colours(taught)
    network = Taught(replace(NETWORK_DESIGN, colours=len(colours)))
    if len(colours):
        network.palette.copy_(torch.from_numpy(unit_floats(colours)))
    state = _shipped()
    if state:
        network.initialise_from(state, _most_alike(taught.pairs) if taught.pairs else taught.kind.like)
    else:
        with torch.no_grad():
            network.head.bias[:8] = INITIAL_LOGIT  # type: ignore[index]
    return network


@functools.cache
def _most_alike(folder: Path) -> str:
    """The kind whose confidence of the finder has the largest overlap with what differs in the pairs."""
    rng = np.random.default_rng(2)
    taken = pairs_of(folder, held_out=False)
    pieces = [piece(taken[number % len(taken)], rng) for number in range(LIKENESS_PIECES)]
    network = Finder().eval()
    network.load_state_dict(_shipped())
    overlaps, sizes = torch.zeros(len(KIND_IDS)), torch.zeros(len(KIND_IDS))
    for damaged, clean, _ in pieces:
        with torch.no_grad():
            sure = torch.sigmoid(network(torch.from_numpy(damaged.transpose(2, 0, 1))[None]))[0]
        truth = torch.from_numpy(difference_mask(damaged, clean))
        overlaps += (sure * truth).sum((1, 2))
        sizes += sure.sum((1, 2)) + truth.sum()
    return KIND_IDS[int((overlaps / sizes.clamp(min=1)).argmax())]


@functools.cache
def _shipped() -> Mapping[str, Tensor]:
    """The weights of the finder that ships; empty where they are missing."""
    if not weights.has_weights(FINDER_ID):
        return {}
    network = Finder()
    weights.load_into(network, FINDER_ID)
    return network.state_dict()


def teaching_loss(models: Models, batch: Tensors) -> tuple[Tensor, dict[str, Tensor]]:
    """Cross entropy and one minus the soft F1 of the place; L1 of alpha and of the unblended photo there."""
    planes = models["network"](batch["image"])
    seen = Taught.split(planes)
    truth = batch["truth"]
    entropy = F.binary_cross_entropy_with_logits(seen.logit, truth, _pixel_cost(batch["clean"], truth))
    sure = torch.sigmoid(seen.logit)
    overlap = 1 - (2 * (sure * truth).sum() + 1) / (sure.sum() + truth.sum() + 1)
    near = F.max_pool2d(truth, 5, 1, 2)  # The mask that is filled is dilated.
    alpha = _mean((seen.alpha - batch["alpha"]).abs(), near * (batch["alpha"] != UNKNOWN_ALPHA))
    clear = truth * (batch["alpha"] < RECOVERABLE_ALPHA)
    error = (unblended(batch["image"], seen) - batch["clean"]).abs() * (1 - seen.alpha.detach())
    bare = (error.mean(1, keepdim=True) * clear).sum() / truth.sum().clamp(min=1)
    loss = (
        ENTROPY_WEIGHT * entropy + OVERLAP_WEIGHT * overlap + ALPHA_WEIGHT * alpha + UNBLENDED_WEIGHT * bare
    )
    return loss, {"loss": loss, "entropy": entropy, "overlap": overlap, "alpha": alpha, "bared": bare}


def _pixel_cost(clean: Tensor, truth: Tensor) -> Tensor:
    """N×1×H×W, the weight of the cross entropy: 1 for damage; for clean pixels by the detail that filling
    them would destroy.
    """
    detail = (clean - F.avg_pool2d(clean, 5, 1, 2)).abs().mean(1, keepdim=True)
    return torch.where(truth > 0, 1.0, EVEN_COST + DETAIL_COST * detail)


def _mean(error: Tensor, counts: Tensor) -> Tensor:
    """The mean weighted by `counts`; 0 where all are 0."""
    return (error * counts).sum() / counts.sum().clamp(min=1)


class Monitor:
    """The validation that a person watches: held-out photos damaged, repaired blind, clean."""

    def __init__(self, taught: Lesson, card: Card) -> None:
        self.taught, self.card = taught, card
        self._last: tuple[nn.Module, Tensor] | None = None

    def held_out(self, photos: Photos) -> dict[str, Batch]:
        """One batch, with the PSNR of biharmonic filling, which is given the true mask."""
        rng = np.random.default_rng(0)
        batch = stacked([scene(self.taught, photos, rng, held_out=True) for _ in range(SHOWN_PHOTOS)])
        return {"held out": batch | {"biharmonic": _biharmonic(batch)}}

    def score(self, network: nn.Module, batch: Tensors) -> dict[str, float]:
        """Mean PSNR of the whole photos in dB: repaired blind, damaged, and filled with the true mask."""
        return {
            "psnr": _psnr(self._repaired(network, batch), batch["clean"]),
            "damaged": _psnr(batch["image"], batch["clean"]),
            "biharmonic": float(batch["biharmonic"].mean()),
        }

    def preview(self, network: nn.Module, batch: Tensors) -> list[Tensor]:
        """The damaged photos, repaired, clean."""
        return [batch["image"], self._repaired(network, batch), batch["clean"]]

    def _repaired(self, network: nn.Module, batch: Tensors) -> Tensor:
        """N×3×H×W; computed once for the score and the preview."""
        if self._last is None or self._last[0] is not network:
            self._last = network, _repaired(network, batch["image"], self.card)
        return self._last[1]


def _repaired(network: nn.Module, images: Tensor, card: Card) -> Tensor:
    """N×3×H×W: blind repair by the network as it is now."""
    method = MethodInTraining(card, network)
    filled = [blind_repaired(method, picture, images.device.type) for picture in _pixels(images)]
    return torch.from_numpy(np.stack(filled).astype(np.float32) / 255).permute(0, 3, 1, 2).to(images.device)


def _pixels(images: Tensor) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    """N×3×H×W in [0, 1] as N×H×W×3 bytes."""
    bytes_ = images.detach().float().clamp(0, 1).mul(255).round().to(torch.uint8)
    return np.ascontiguousarray(bytes_.permute(0, 2, 3, 1).cpu().numpy())


def _psnr(repaired: Tensor, clean: Tensor) -> float:
    """The mean over the photos in dB, each at most metrics.BEST_PSNR_DB."""
    errors = ((repaired - clean) ** 2).mean((1, 2, 3))
    return float((-10 * torch.log10(errors.clamp(min=10 ** (-metrics.BEST_PSNR_DB / 10)))).mean())


def _biharmonic(batch: Batch) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    """N: each photo's PSNR after biharmonic filling."""
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
    """The weights with their thresholds and with the settings that repair the trial photos best.

    The thresholds lie between the logits of clean and of damaged photos.  Of OPAQUE_ALPHAS and of
    THRESHOLD_OFFSETS the first that scores as well as the best is taken.
    """
    assert isinstance(network, Taught)
    network.eval()
    rng = np.random.default_rng(1)
    trials = stacked(trial_scenes(taught, photos, rng, TRIAL_PHOTOS))
    image, clean = (torch.from_numpy(trials[name]) for name in ("image", "clean"))

    def logit(images: Tensor) -> Tensor:
        return network.matte(images).logit

    clean_logits = clean_photo_thresholds(
        logit, photos, count=THRESHOLD_PHOTOS, speck=SPECK_PX, untouched=UNTOUCHED_SHARE
    )
    with torch.no_grad(), autocast(image.device):
        damaged_logits = logit(image).flatten(1).topk(2 * MIN_CERTAIN_PX).values[:, -1].min()
    limits = clean_logits + THRESHOLD_POSITION * (damaged_logits - clean_logits).clamp(min=0)
    bias = network.head.bias[:4].clone()  # type: ignore[index]

    def lower_thresholds(by: float) -> None:
        network.head.bias[:4] = bias + by  # type: ignore[index]
        network.limits.copy_(limits + by)

    def score() -> float:
        return _psnr(_repaired(network, image, card), clean)

    with torch.no_grad():
        lower_thresholds(0)
        _choose_setting(network.opaque.fill_, OPAQUE_ALPHAS, score)
        _choose_setting(lower_thresholds, THRESHOLD_OFFSETS, score)
    return network.state_dict()


def _choose_setting(
    set_value: Callable[[float], object], values: Sequence[float], score: Callable[[], float]
) -> None:
    """Set the first of the values whose score is within SCORE_TOLERANCE_DB of the best."""
    scores: list[float] = []
    for value in values:
        set_value(value)
        scores.append(score())
    best = max(scores)
    set_value(
        next(value for value, got in zip(values, scores, strict=True) if got >= best - SCORE_TOLERANCE_DB)
    )
