"""The feature network that losses and evaluations share: a person's VGG file, or the project's own."""

from __future__ import annotations

import hashlib
import logging
from pathlib import Path

import torch

from engine import weights
from engine.errors import WeightsDamaged
from engine.networks.feature_extractor import (
    OWN_CONVS,
    OWN_WIDTHS,
    VGG16_CONVS,
    VGG19_CONVS,
    VGG_WIDTHS,
    FeatureExtractor,
)

WEIGHTS_ID = "features"  # resources/weights/features.safetensors
# torchvision's published files: name → (convolutions a block, how the SHA-256 begins)
VGG_FILES = {
    "vgg16-397923af.pth": (VGG16_CONVS, "397923af", "vgg16-imagenet"),
    "vgg19-dcbb9e9d.pth": (VGG19_CONVS, "dcbb9e9d", "vgg19-imagenet"),
}


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
