"""The feature network in which losses and evaluations compare photos, and how it is measured."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np
import torch
from torch.nn import functional as F

from engine.errors import WeightsMissing
from engine.models import weights
from engine.models.method import Array
from engine.networks.feature_extractor import (
    OWN_CONVS,
    OWN_WIDTHS,
    FeatureExtractor,
)
from engine.system.paths import weights_folder
from trainer.data import photos as photo_folder
from trainer.data.photos import Photos, Pixels, middle
from trainer.training.export import export, read

WEIGHTS_ID = "features"  # resources/weights/features.safetensors
DISTANCE_LAYER = "relu3_2"  # The layer of VCN's semantic loss, deep enough for textures.
RETRIEVAL_LAYER = "relu4_2"
BLUR_SIGMAS_PX = (0.5, 1, 2, 4)  # Each must be further from the clean photo than the one before.
QUALITY_PHOTOS = 100
QUALITY_SIDE_PX = 256
RETRIEVAL_SIDE_PX = 96
LIMITS_TEXT = "Knows textures and their defects, not what a photo shows: it was taught without labels"


def extractor(*, calibrated: bool = True) -> FeatureExtractor:
    """The project's own feature network.  Raises WeightsMissing or WeightsDamaged."""
    network = FeatureExtractor(calibrated=calibrated)
    weights.load_into(network, WEIGHTS_ID)
    return network


def optional_extractor() -> FeatureExtractor | None:
    """The project's own feature network; None where it has not been trained yet."""
    try:
        return extractor()
    except WeightsMissing:
        return None


def distance_function() -> Callable[[Array, Array], float] | None:
    """`feature_distance` in the project's own network; None where its weights are missing."""
    if not weights.has_weights(WEIGHTS_ID):
        return None
    network = extractor()
    return lambda one, two: feature_distance(network, one, two)


@torch.no_grad()
def feature_distance(network: FeatureExtractor, one: Array, two: Array) -> float:
    """Mean squared difference of the maps at relu3_2 of two photos, H×W×3 float32 in [0, 1]."""
    first, second = network(torch.from_numpy(np.stack([one, two])).permute(0, 3, 1, 2), [DISTANCE_LAYER])[
        DISTANCE_LAYER
    ]
    return float(F.mse_loss(first, second))


def publish(source: Path, *, photos: Sequence[Path], force: bool = False, folder: Path | None = None) -> int:
    """Ship a feature network that retrieves a photo's other crop more often than the one that ships.

    photos: folders it did not learn from.  Returns the exit code: 0 shipped, 4 not.  Raises LacunaError.
    See trainer/evaluation/publish.py.
    """
    measured = photo_folder.load(photos)
    card = json.loads(source.with_suffix(".json").read_text(encoding="utf-8"))
    network = FeatureExtractor()
    network.load_state_dict(read(source))
    scores = quality(network, measured)
    before = quality(extractor(), measured) if weights.has_weights(WEIGHTS_ID) else None
    for name, value in scores.items():
        print(f"{name:<24}{value:8.3f}" + (f"{before[name]:8.3f}" if before else ""))
    if before and scores["retrieval"] <= before["retrieval"] and not force:
        print("not taken: those there are find as many")
        return 4
    target = (folder or weights_folder()) / f"{WEIGHTS_ID}.safetensors"
    words = {"purpose": "Compares photos in losses and evaluations", "limits": LIMITS_TEXT}
    export(target, read(source), card | {"scores": scores} | words)
    print(f"taken: {target}")
    return 0


def quality(network: FeatureExtractor, photos: Photos) -> dict[str, float]:
    """The measures of a feature network, on at most QUALITY_PHOTOS photos, as shares in [0, 1].

    retrieval: photos whose other crop is the nearest one; retrieval_random: the same with random weights.
    blur_in_order: photos whose wider blurs are further away.  dead: channels without activation, in the
    layer that has most of them.
    """
    some = photos.pixels[:QUALITY_PHOTOS]
    batches = (_tensor([middle(pixels, QUALITY_SIDE_PX)]) for pixels in some)
    ordered = sum(_blur_is_ordered(network, middle(pixels, QUALITY_SIDE_PX)) for pixels in some)
    return {
        "photos": len(some),
        "retrieval": _retrieval_share(network, some),
        "retrieval_random": _retrieval_share(random_extractor(), some),
        "blur_in_order": ordered / len(some),
        "dead": max(network.dead(batches).values()),
    }


@torch.no_grad()
def _retrieval_share(network: FeatureExtractor, photos: tuple[Pixels, ...]) -> float:
    """The share of photos whose second crop is nearer to the first than any other photo's, by cosine."""
    rng = np.random.default_rng(0)
    crops = [
        [photo_folder.piece(pixels, RETRIEVAL_SIDE_PX, rng, turn=False) for pixels in photos]
        for _ in range(2)
    ]
    maps = [network(_tensor(each), [RETRIEVAL_LAYER])[RETRIEVAL_LAYER] for each in crops]
    first, second = (F.normalize(each.mean((2, 3)), dim=1) for each in maps)
    nearest = (first @ second.T).argmax(1)
    return float((nearest == torch.arange(len(photos))).float().mean())


@torch.no_grad()
def _blur_is_ordered(network: FeatureExtractor, photo: Pixels) -> bool:
    """Whether each wider blur of the photo is further away from it."""
    clean = photo.astype(np.float32) / np.float32(255)
    shown = np.stack([clean, *(cv2.GaussianBlur(clean, (0, 0), sigma) for sigma in BLUR_SIGMAS_PX)])
    first, *blurred = network(torch.from_numpy(shown).permute(0, 3, 1, 2), [DISTANCE_LAYER])[DISTANCE_LAYER]
    found = [0.0, *(float(F.mse_loss(each, first)) for each in blurred)]
    return all(near < far for near, far in pairwise(found))


def _tensor(photos: Sequence[Pixels]) -> torch.Tensor:
    return torch.from_numpy(np.stack(photos)).permute(0, 3, 1, 2).float() / 255


def random_extractor(seed: int = 0) -> FeatureExtractor:
    """The network with seeded random weights: the baseline of `quality`, and a stand-in in tests."""
    torch.manual_seed(seed)
    network = FeatureExtractor(OWN_WIDTHS, OWN_CONVS, id=f"random-{seed}", calibrated=False)
    for convolution in network.convs.values():
        torch.nn.init.kaiming_normal_(convolution.weight, nonlinearity="relu")  # type: ignore[arg-type]
    return network
