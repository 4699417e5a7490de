"""finder: segments damage by its kind; each kind is a binary class of its own, as they may overlap."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from engine.detection.detectors.finder import DETECTOR
from engine.networks.finder import KIND_IDS, Finder
from engine.options import Value
from trainer.corruption import Between, OneOf
from trainer.data import photos as photo_folder
from trainer.data.detection import CANVAS_SIDE_PX, Damaged, UnmarkedDamage, clean_photo_thresholds
from trainer.data.photos import Photos
from trainer.families.sound_limits import detector_options, sound_folders
from trainer.losses.segmentation import ENTROPY_WEIGHT
from trainer.training.optimisers import adamw
from trainer.training.recipe import Batch, Models, Objective, Recipe, Tensors

OPTIONS = detector_options(batch=24, rate=1e-3)
TEXT_HEAD, SCRATCHES_HEAD, GRAFFITI_HEAD, RAINDROPS_HEAD, FOREIGN_HEAD = range(len(KIND_IDS))
INK_PARAMETERS = {"palette": "ink", "each": "photo"}
PLAIN_PARAMETERS = {"filler": "constant", "edge": "antialiased"}
TEXT_COLOURS = (
    (1.0, 1.0, 1.0),
    (0.0, 0.0, 0.0),
    (0.9, 0.1, 0.1),
    (0.95, 0.9, 0.1),
    (0.1, 0.2, 0.8),
    (0.2, 0.7, 0.2),
)
LETTER_PARAMETERS = {"size": (10, 40), "angle": 15.0, "edge": "antialiased"}
STROKE_PARAMETERS = {"filler": "natural", "edge": "softened", "coin": True}
DAMAGE_SHARES = (
    Damaged(weight=13, head=None),  # A third of all, lettering among them: what harms is a false find.
    Damaged(
        weight=4,
        head=TEXT_HEAD,
        kind="text",
        params=LETTER_PARAMETERS
        | {"filler": "constant", "colour": OneOf(TEXT_COLOURS), "lines": Between(1, 10, whole=True)},
        opacity=(0.4, 1.0),
        casts=True,
    ),
    Damaged(
        weight=1,
        head=TEXT_HEAD,
        kind="text",
        params=LETTER_PARAMETERS | INK_PARAMETERS,
        opacity=(0.4, 1.0),
        casts=True,
    ),
    Damaged(
        weight=1.5,
        head=TEXT_HEAD,
        kind="text",
        params=LETTER_PARAMETERS
        | {
            "size": (8, 20),
            "filler": "constant",
            "colour": OneOf(TEXT_COLOURS),
            "lines": Between(1, 2, whole=True),
        },
        casts=True,
    ),
    Damaged(weight=2, head=TEXT_HEAD, kind="watermark", casts=True),
    Damaged(
        weight=1.5,
        head=TEXT_HEAD,
        kind="text",
        params={"size": (36, 90), "words": (1, 3), "edge": "antialiased", "filler": "constant", "angle": 40.0}
        | {"colour": OneOf(TEXT_COLOURS[:2], (3, 1)), "lines": Between(1, 3, whole=True)},
        opacity=(0.25, 0.8),
        casts=True,
    ),
    Damaged(
        weight=5,
        head=SCRATCHES_HEAD,
        kind="scratches",
        params={"coverage": (0.002, 0.08), "edge": OneOf(("hard", "antialiased", "antialiased"))},
        opacity=(0.2, 1.0),
    ),
    Damaged(
        weight=0.5,
        head=SCRATCHES_HEAD,
        kind="lines",
        params=PLAIN_PARAMETERS | {"count": Between(1, 6, whole=True)},
        opacity=(0.2, 1.0),
    ),
    Damaged(weight=1, head=SCRATCHES_HEAD, kind="tears", params={"edge": "antialiased"}, printed=True),
    Damaged(
        weight=3,
        head=SCRATCHES_HEAD,
        kind="cracks",
        params={"filler": OneOf(("texture", "emulsion"), (3, 1)), "edge": "antialiased"},
        opacity=(0.3, 1.0),
        printed=True,
    ),
    Damaged(weight=1.2, head=GRAFFITI_HEAD, kind="graffiti"),
    Damaged(weight=1.2, head=GRAFFITI_HEAD, kind="spray"),
    Damaged(
        weight=0.8,
        head=GRAFFITI_HEAD,
        kind="freeform",
        params={"filler": "colour", "width": (4, 18), "vertices": (4, 14), "edge": "antialiased"},
        opacity=(0.85, 1.0),
    ),
    Damaged(
        weight=0.8,
        head=GRAFFITI_HEAD,
        kind="text",
        params={"size": (50, 130), "words": (1, 2), "edge": "antialiased", "filler": "colour", "angle": 40.0}
        | {"lines": Between(1, 3, whole=True)},
        opacity=(0.85, 1.0),
    ),
    Damaged(
        weight=0.7,
        head=GRAFFITI_HEAD,
        kind="freeform_steps",
        params={"filler": "colour", "parts": 4, "width": (6, 26)},
    ),
    Damaged(weight=1, head=RAINDROPS_HEAD, kind="raindrops"),
    Damaged(weight=1.5, head=FOREIGN_HEAD, kind="freeform_steps:vcn", params=STROKE_PARAMETERS),
    Damaged(
        weight=1.2,
        head=FOREIGN_HEAD,
        kind="blobs",
        params={"filler": "natural", "edge": OneOf(("antialiased", "softened", "hard"))}
        | {"area": Between(0.02, 0.25), "sigma": (5, 24)},
    ),
    Damaged(
        weight=1.5,
        head=FOREIGN_HEAD,
        kind="freeform",
        params={"filler": "natural", "edge": OneOf(("antialiased", "softened", "hard")), "width": (8, 34)},
    ),
    Damaged(weight=0.5, head=FOREIGN_HEAD, kind="rect", params={"filler": "natural"}),
    Damaged(
        weight=0.5,
        head=FOREIGN_HEAD,
        kind="freeform_steps:vcn",
        params={"filler": OneOf(("gaussian", "constant", "texture"))},
    ),
)
OTHER_KIND_COST = 0.2  # The weight of a pixel where another kind of damage is taken for this one.
OVERLAP_WEIGHT = 0.5  # of the soft F1, beside ENTROPY_WEIGHT
THRESHOLD_PHOTOS = 2000  # Of 300, one photo more or less changed the thresholds.
# Half of what the detector needs, as a margin for photos not among these.
SPECK_PX = DETECTOR.min_certain_px // 2
# Of clean photos, for each kind: for all kinds together 95 % are.  A false find of something foreign is often
# a tenth of a photo, where 0.1 % of all photos' area is the most.
UNTOUCHED_SHARES = (0.99, 0.99, 0.99, 0.99, 0.995)
# The lowest thresholds.  Graffiti reaches a logit of 10; one in 60 clean photos reaches 4, but none of those
# that were trained on.  Something foreign: 2,000 photos gave 5.5; of some 200 the surest find is a matter of
# luck, and 2.25 from those took a twentieth of a sound photo away.
MIN_THRESHOLDS = (1.0, 1.0, 6.0, 1.0, 5.5)


def build(options: Mapping[str, Value]) -> Recipe:
    sound = sound_folders(options)
    crop, batch, rate = int(options["crop"]), int(options["batch"]), float(options["rate"])

    return Recipe(
        id="finder",
        models=lambda: {"network": Finder()},
        objectives=(Objective(trains="network", loss=segmentation_loss, optimiser=adamw(rate)),),
        draw=UnmarkedDamage(batch=batch, crop=crop, mix=DAMAGE_SHARES),
        check=held_out,
        score=agreement,
        preview=lambda network, batch: [
            batch["image"],
            as_rgb(confidence(network, batch)),
            as_rgb(batch["truth"] > 0),
        ],
        finish=lambda network, photos: calibrated(network, *views(sound) if sound else (photos,)),
        minutes=90,
        seed=5,
    )


def segmentation_loss(models: Models, batch: Tensors) -> tuple[Tensor, dict[str, Tensor]]:
    """Cross entropy of each kind, and one minus its soft F1 over the batch."""
    logits = models["network"](batch["image"])
    truth = batch["truth"]
    heads = torch.arange(1, len(KIND_IDS) + 1, device=truth.device).view(1, -1, 1, 1)
    target = (truth == heads).float()
    counts = torch.where((truth > 0) & (target == 0), OTHER_KIND_COST, 1.0)
    entropy = F.binary_cross_entropy_with_logits(logits, target, counts)
    probability = torch.sigmoid(logits) * counts
    both = (probability * target).sum((0, 2, 3))
    size = probability.sum((0, 2, 3)) + target.sum((0, 2, 3))
    overlap = (1 - (2 * both + 1) / (size + 1)).mean()
    return ENTROPY_WEIGHT * entropy + OVERLAP_WEIGHT * overlap, {"entropy": entropy, "overlap": overlap}


def confidence(network: nn.Module, batch: Tensors) -> Tensor:
    """N×1×H×W: the largest probability of any kind."""
    found: Tensor = torch.sigmoid(network(batch["image"])).amax(1, keepdim=True)
    return found


def as_rgb(plane: Tensor) -> Tensor:
    """N×1×H×W as gray pictures, N×3×H×W."""
    return plane.float().expand(-1, 3, -1, -1)


def agreement(network: nn.Module, batch: Tensors) -> dict[str, float]:
    """Mean F1 at a threshold of 0.5, and the share of all pixels that are marked wrongly."""
    marked, truth = confidence(network, batch) > 0.5, batch["truth"] > 0
    both = (marked & truth).sum((1, 2, 3))
    sizes = marked.sum((1, 2, 3)) + truth.sum((1, 2, 3))
    f1 = torch.where(sizes > 0, 2 * both / sizes.clamp(min=1), torch.ones_like(sizes, dtype=torch.float32))
    wrong = (marked & ~truth).float().mean()
    return {"f1": float(f1.mean()), "wrong": float(wrong)}


def held_out(photos: Photos) -> dict[str, Batch]:
    """One batch for each part of the mix with a weight of at least 0.8, the same in every run."""
    rng = np.random.default_rng(0)
    named = [part for part in DAMAGE_SHARES if part.weight >= 0.8]
    return {
        part.kind + (f" {at}" if part.kind == "text" else "") or "clean": UnmarkedDamage(
            batch=12, crop=CANVAS_SIDE_PX, mix=(part,)
        )(photos, rng)
        for at, part in enumerate(named)
    }


def views(folders: Sequence[Path]) -> tuple[Photos, Photos]:
    """The photos as the finder sees them: whole, their short side CANVAS_SIDE_PX, and at a larger size."""
    return photo_folder.load(folders, short_side=CANVAS_SIDE_PX), photo_folder.load(folders)


def calibrated(network: nn.Module, *views: Photos) -> Mapping[str, Tensor]:
    """The weights with each kind's threshold: the logit that SPECK_PX pixels of few clean photos reach, in
    whichever view they reach it.
    """
    assert isinstance(network, Finder)
    network.eval()
    limits = [
        clean_photo_thresholds(
            network,
            photos,
            count=THRESHOLD_PHOTOS,
            speck=SPECK_PX,
            untouched=UNTOUCHED_SHARES,
            least=MIN_THRESHOLDS,
        )
        for photos in views
    ]
    return {**network.state_dict(), "limits": torch.stack(limits).amax(0)}
