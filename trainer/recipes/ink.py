"""ink: segments the pixels of text, where the finder detected text and its colours are known."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from engine.detection.text import READER_PASSES
from engine.networks.ink import InkNetwork, with_answer
from engine.networks.reader_planes import ReaderPlane
from engine.options import Slider, Value
from trainer.corruption import Between, OneOf
from trainer.data.detection import CANVAS_SIDE_PX, Damaged
from trainer.data.photos import Photos
from trainer.data.text_pixels import TEXT_HEAD, TextPixels, reader_input
from trainer.losses.segmentation import ENTROPY_WEIGHT
from trainer.training.optimisers import adamw
from trainer.training.recipe import Batch, Models, Objective, Recipe, Tensors

OPTIONS = (
    Slider(id="crop", title="Crop", low=64, high=256, default=192, whole=True, unit="px"),
    Slider(id="batch", title="Batch", low=1, high=256, default=10, whole=True),
    Slider(id="rate", title="Learning rate", low=1e-6, high=1e-1, default=1.5e-3),
)
NO_TEXT = -1  # the head of damage that is not text
TEXT_COLOURS = (
    (1.0, 1.0, 1.0),
    (0.0, 0.0, 0.0),
    (0.9, 0.1, 0.1),
    (0.95, 0.9, 0.1),
    (0.1, 0.2, 0.8),
    (0.2, 0.7, 0.2),
)
LETTER_PARAMETERS = {
    "edge": "antialiased",
    "filler": "constant",
    "colour": OneOf(TEXT_COLOURS, (3, 3, 2, 2, 1, 1)),
}
LINE_COUNT = Between(2, 10, whole=True)
DAMAGE_SHARES = (
    Damaged(
        weight=6,
        head=TEXT_HEAD,
        kind="text",
        params=LETTER_PARAMETERS | {"size": (12, 32), "layout": "lines", "lines": LINE_COUNT},
    ),
    Damaged(
        weight=2.5,
        head=TEXT_HEAD,
        kind="text",
        params=LETTER_PARAMETERS | {"size": (10, 44), "angle": 20.0, "lines": LINE_COUNT},
        opacity=(0.4, 1.0),
    ),
    Damaged(
        weight=1.5,
        head=TEXT_HEAD,
        kind="text",
        params={
            "size": (12, 40),
            "edge": "antialiased",
            "palette": "ink",
            "each": "photo",
            "lines": LINE_COUNT,
        },
        opacity=(0.5, 1.0),
    ),
    Damaged(
        weight=1,
        head=TEXT_HEAD,
        kind="text",
        params=LETTER_PARAMETERS
        | {"size": (36, 90), "words": (1, 3), "angle": 40.0, "lines": Between(1, 3, whole=True)},
        opacity=(0.3, 1.0),
    ),
    Damaged(weight=1, head=TEXT_HEAD, kind="watermark"),
    Damaged(weight=0.5, head=NO_TEXT, kind="graffiti"),
    Damaged(weight=0.5, head=NO_TEXT, kind="scratches", params={"coverage": (0.01, 0.08)}),
)
OVERLAP_WEIGHT = 0.5  # of the soft F1, beside ENTROPY_WEIGHT


def build(options: Mapping[str, Value]) -> Recipe:
    crop, batch, rate = int(options["crop"]), int(options["batch"]), float(options["rate"])

    return Recipe(
        id="ink",
        models=lambda: {"network": InkNetwork()},
        objectives=(Objective(trains="network", loss=segmentation_loss, optimiser=adamw(rate)),),
        draw=TextPixels(batch=batch, crop=crop, mix=DAMAGE_SHARES),
        check=held_out,
        score=agreement,
        preview=preview,
        minutes=60,
        seed=37,
    )


def segmentation_loss(models: Models, batch: Tensors) -> tuple[Tensor, dict[str, Tensor]]:
    """Cross entropy and one minus the soft F1, over the crops where text colours were found.

    The reader refines its own answer: after a random number of passes without gradient, the last is trained.
    """
    planes, some = reader_input(batch["image"])
    network = models["network"]
    for _ in range(int(torch.randint(READER_PASSES, ()))):
        with torch.no_grad():
            planes = with_answer(planes, network(planes))
    logits = network(planes)
    counts = some.view(-1, 1, 1, 1).expand_as(batch["truth"])
    truth = batch["truth"] * counts
    entropy = F.binary_cross_entropy_with_logits(logits, truth, counts)
    sure = torch.sigmoid(logits) * counts
    overlap = 1 - (2 * (sure * truth).sum() + 1) / (sure.sum() + truth.sum() + 1)
    return ENTROPY_WEIGHT * entropy + OVERLAP_WEIGHT * overlap, {"entropy": entropy, "overlap": overlap}


def preview(network: nn.Module, batch: Tensors) -> list[Tensor]:
    """The photo, the text that was found, the true text."""
    read = text_probability(network, reader_input(batch["image"])[0])
    return [batch["image"], *(plane.expand(-1, 3, -1, -1) for plane in (read, batch["truth"]))]


def text_probability(network: nn.Module, planes: Tensor) -> Tensor:
    """N×1×H×W after all passes; planes: as `reader_input` returns them."""
    assert isinstance(network, InkNetwork)
    return network.ink_probability(planes, READER_PASSES)


def agreement(network: nn.Module, batch: Tensors) -> dict[str, float]:
    """Mean F1 at a threshold of 0.5 over crops where text colours were found, and the finder's own."""
    planes, some = reader_input(batch["image"])
    wanted = batch["truth"] > 0
    answers = (text_probability(network, planes) > 0.5, planes[:, [ReaderPlane.TEXT_CONFIDENCE]] >= 0.5)
    each = [_f1(marked, wanted) for marked in answers]
    ours, before = (float((f1 * some).sum() / some.sum().clamp(min=1)) for f1 in each)
    return {"f1": ours, "finder": before}


def _f1(marked: Tensor, wanted: Tensor) -> Tensor:
    both = (marked & wanted).sum((1, 2, 3))
    return 2 * both / (marked.sum((1, 2, 3)) + wanted.sum((1, 2, 3))).clamp(min=1)


def held_out(photos: Photos) -> dict[str, Batch]:
    """One batch for each kind of text, the same in every run."""
    rng = np.random.default_rng(0)
    return {
        f"{part.kind} {at}": TextPixels(batch=12, crop=CANVAS_SIDE_PX, mix=(part,))(photos, rng)
        for at, part in enumerate(DAMAGE_SHARES)
        if part.head == TEXT_HEAD
    }
