"""The feature network that losses and evaluations share: a person's VGG file, or the project's own."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np
import torch
from torch.nn import functional as F

from engine.errors import WeightsDamaged
from engine.models import weights
from engine.models.method import Array
from engine.networks.feature_extractor import (
    OWN_CONVS,
    OWN_WIDTHS,
    VGG16_CONVS,
    VGG19_CONVS,
    VGG_WIDTHS,
    FeatureExtractor,
)
from engine.system.paths import weights_folder
from trainer.data import photos as photo_folder
from trainer.data.photos import Photos, Pixels, middle
from trainer.training.export import export, read

WEIGHTS_ID = "features"  # resources/weights/features.safetensors
# torchvision's published files: name → (convolutions a block, how the SHA-256 begins)
VGG_FILES = {
    "vgg16-397923af.pth": (VGG16_CONVS, "397923af", "vgg16-imagenet"),
    "vgg19-dcbb9e9d.pth": (VGG19_CONVS, "dcbb9e9d", "vgg19-imagenet"),
}

JUDGED = "relu3_2"  # the layer in which an evaluation compares photos
BLURS = (0.5, 1, 2, 4)  # px, σ: each must be further from the clean photo than the one before
LIMITS = "Knows textures and their defects, not what a photo shows: it was taught without labels"


def extractor(vgg: Path | None = None, *, calibrated: bool = True) -> FeatureExtractor:
    """The VGG of `vgg` where that file is there, else the project's own.  Never touches the network.

    Raises WeightsMissing or WeightsDamaged.
    """
    if vgg is not None and vgg.exists():
        return from_vgg(vgg)
    if vgg is not None:
        logging.getLogger(__name__).info("%s is not there: Lacuna's own features are used", vgg)
    own = FeatureExtractor(calibrated=calibrated)
    weights.load_into(own, WEIGHTS_ID)
    return own


def from_vgg(path: Path) -> FeatureExtractor:
    """A person's copy of torchvision's VGG-16 or VGG-19 file; uncalibrated, as papers use it.

    Raises WeightsDamaged where name, hash or content is another.
    """
    if path.name not in VGG_FILES:
        raise WeightsDamaged(f"{path.name} is none of {', '.join(VGG_FILES)}")
    convs, begins, id = VGG_FILES[path.name]
    if not hashlib.sha256(path.read_bytes()).hexdigest().startswith(begins):
        raise WeightsDamaged(f"{path.name} is not the file torchvision published")
    found = torch.load(path, map_location="cpu", weights_only=True)  # runs no code, and the hash is known
    network = FeatureExtractor(VGG_WIDTHS, convs, id=id, calibrated=False)
    network.load_state_dict(_renamed(found, network))
    return network


def distance() -> Callable[[Array, Array], float] | None:
    """How far two photos (H×W×3 float32 in [0, 1]) are apart: mean square at relu3_2; None: no weights here.

    Always in the project's own features: numbers of different networks cannot be compared.
    """
    if not weights.has_weights(WEIGHTS_ID):
        return None
    network = extractor()
    return lambda one, two: apart(network, one, two)


@torch.no_grad()
def apart(network: FeatureExtractor, one: Array, two: Array) -> float:
    """Mean squared difference of the maps at relu3_2 of two photos, H×W×3 float32 in [0, 1]."""
    first, second = network(torch.from_numpy(np.stack([one, two])).permute(0, 3, 1, 2), [JUDGED])[JUDGED]
    return float(F.mse_loss(first, second))


def publish(source: Path, *, photos: Sequence[Path], force: bool = False, folder: Path | None = None) -> int:
    """Ship features that find a photo's other crop more often than those there are.

    photos: folders it did not learn from.  Returns 0 where they were taken, 4 where not.  Raises LacunaError.
    See trainer/evaluation/publish.py.
    """
    seen = photo_folder.load(photos)
    card = json.loads(source.with_suffix(".json").read_text(encoding="utf-8"))
    network = FeatureExtractor()
    network.load_state_dict(read(source))
    scores = judged(network, seen)
    before = judged(extractor(), seen) if weights.has_weights(WEIGHTS_ID) else None
    for name, value in scores.items():
        print(f"{name:<24}{value:8.3f}" + (f"{before[name]:8.3f}" if before else ""))
    if before and scores["retrieval"] <= before["retrieval"] and not force:
        print("not taken: those there are find as many")
        return 4
    target = (folder or weights_folder()) / f"{WEIGHTS_ID}.safetensors"
    said = {"purpose": "Compares photos in losses and evaluations", "limits": LIMITS}
    export(target, read(source), card | {"scores": scores} | said)
    print(f"taken: {target}")
    return 0


def judged(network: FeatureExtractor, photos: Photos) -> dict[str, float]:
    """Shares of at most 100 photos: the other crop found (also by random weights), blur in its order.

    And the largest share of dead channels in a layer.
    """
    some = photos.pixels[:100]
    batches = (_tensor([middle(pixels, 256)]) for pixels in some)
    ordered = sum(_in_order(network, middle(pixels, 256)) for pixels in some)
    return {
        "photos": len(some),
        "retrieval": _retrieved(network, some),
        "retrieval_random": _retrieved(random(), some),
        "blur_in_order": ordered / len(some),
        "dead": max(network.dead(batches).values()),
    }


@torch.no_grad()
def _retrieved(network: FeatureExtractor, photos: tuple[Pixels, ...], side: int = 96) -> float:
    """The share of photos whose second crop is nearer to the first than any other photo's, by cosine."""
    rng = np.random.default_rng(0)
    crops = [[photo_folder.piece(pixels, side, rng, turn=False) for pixels in photos] for _ in range(2)]
    maps = [network(_tensor(each), ["relu4_2"])["relu4_2"] for each in crops]
    first, second = (F.normalize(each.mean((2, 3)), dim=1) for each in maps)
    nearest = (first @ second.T).argmax(1)
    return float((nearest == torch.arange(len(photos))).float().mean())


@torch.no_grad()
def _in_order(network: FeatureExtractor, photo: Pixels) -> bool:
    clean = photo.astype(np.float32) / np.float32(255)
    shown = np.stack([clean, *(cv2.GaussianBlur(clean, (0, 0), sigma) for sigma in BLURS)])
    first, *blurred = network(torch.from_numpy(shown).permute(0, 3, 1, 2), [JUDGED])[JUDGED]
    found = [0.0, *(float(F.mse_loss(each, first)) for each in blurred)]
    return all(near < far for near, far in pairwise(found))


def _tensor(photos: Sequence[Pixels]) -> torch.Tensor:
    return torch.from_numpy(np.stack(photos)).permute(0, 3, 1, 2).float() / 255


def _renamed(found: dict[str, torch.Tensor], network: FeatureExtractor) -> dict[str, torch.Tensor]:
    """features.N.weight → convs.convB_K.weight; N counts convolutions, ReLUs and pools."""
    names = {"scales": network.scales}
    for number, name in enumerate(_positions(network)):
        if name.startswith("conv"):
            names |= {
                f"convs.{name}.{kind}": found[f"features.{number}.{kind}"] for kind in ("weight", "bias")
            }
    return names


def _positions(network: FeatureExtractor) -> list[str]:
    """What stands at each position of torchvision's list: conv, ReLU, pool."""
    return [
        part
        for name in network.names
        for part in ((f"conv{name[4:]}", name) if name.startswith("relu") else (name,))
    ]


def random(seed: int = 0) -> FeatureExtractor:
    """Seeded random weights of the project's shape: for tests alone."""
    torch.manual_seed(seed)
    network = FeatureExtractor(OWN_WIDTHS, OWN_CONVS, id=f"random-{seed}", calibrated=False)
    for convolution in network.convs.values():
        torch.nn.init.kaiming_normal_(convolution.weight, nonlinearity="relu")  # type: ignore[arg-type]
    return network
