"""features: the project's own feature network, trained without labels on the photos alone.

Self-supervised, by three tasks on small heads that are not exported: which two crops are of one photo
(InfoNCE, van den Oord et al. 2018), by which degradation of which strength a crop was changed, and by how
many quarter turns it was rotated (Gidaris et al. 2018).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional as F

from engine.networks.feature_extractor import (
    IMAGENET_MEAN,
    IMAGENET_STD,
    OWN_CONVS,
    OWN_WIDTHS,
    FeatureExtractor,
)
from engine.options import Slider, Value
from trainer.data import photos as photo_folder
from trainer.data.degradations import DEGRADATIONS
from trainer.data.photos import Photos, Pixels, middle
from trainer.losses.total import total
from trainer.training.optimisers import adamw
from trainer.training.recipe import Batch, Models, Objective, Recipe, Tensors, undistributed

OPTIONS = (
    Slider(id="crop", title="Crop", low=64, high=256, default=96, whole=True, unit="px"),
    Slider(id="batch", title="Batch", low=4, high=1024, default=64, whole=True, help="Photos; 256 on a GPU"),
    Slider(id="rate", title="Learning rate", low=1e-6, high=1e-1, default=1e-3),
)
INFO_NCE_TEMPERATURE = 0.1  # SimCLR's, of InfoNCE.
TASK_WEIGHTS = {"identity": 1.0, "kind": 0.5, "strength": 0.5, "turn": 0.25}
CALIBRATION_PHOTOS = 200


def build(options: Mapping[str, Value]) -> Recipe:
    return Recipe(
        id="features",
        models=lambda: {"network": FeatureLearner()},
        objectives=(
            Objective(
                trains="network",
                loss=loss,
                optimiser=adamw(float(options["rate"]), (0.9, 0.999), weight_decay=1e-4),
                max_gradient_norm=5.0,
            ),
        ),
        draw=Views(batch=int(options["batch"]), crop=int(options["crop"])),
        check=lambda photos: {"held out": Views(batch=100, crop=96)(photos, np.random.default_rng(0))},
        score=score,
        finish=finish,
        minutes=90,
        seed=11,
        warm_up_steps=50,  # A run on a CPU has some hundred steps.
        constant_share=0.0,  # A cosine from the start, as is usual for contrastive learning.
    )


@dataclass(frozen=True, kw_only=True)
class Views:
    """Draws a batch: two clean crops of each photo, the first again degraded and rotated, and the labels.

    first, second, worse: N×3×crop×crop.  kind (0: clean), strength and turn (quarter turns): N.
    """

    batch: int
    crop: int

    def __call__(self, photos: Photos, rng: np.random.Generator) -> Batch:
        picks = rng.permutation(len(photos))[: self.batch]
        first = np.stack([self._view(photos.pixels[pick], rng) for pick in picks])
        second = np.stack([self._view(photos.pixels[pick], rng) for pick in picks])
        kinds = rng.integers(len(DEGRADATIONS), size=len(picks))
        strengths = rng.random(len(picks))
        turns = rng.integers(4, size=len(picks))
        worse = [
            np.rot90(DEGRADATIONS[kind](view, strength, rng), turn)
            for view, kind, strength, turn in zip(first, kinds, strengths, turns, strict=True)
        ]
        planes = {"first": first, "second": second, "worse": np.stack(worse)}
        labels = {"kind": kinds + 1, "strength": strengths, "turn": turns}
        batch: Batch = {name: _planes(views) for name, views in planes.items()}
        return batch | {name: np.asarray(label, np.float32) for name, label in labels.items()}

    def _view(self, pixels: Pixels, rng: np.random.Generator) -> Pixels:
        """A crop at 0.7 to 1.4 of the size, maybe mirrored, with other colours.

        It is never blurred, since a blur is a degradation that the second task has to tell.
        """
        found = photo_folder.piece(pixels, self.crop, rng, scales=(0.7, 1.4), turn=False)
        return _colour_jittered(found[:, ::-1] if rng.random() < 0.5 else found, rng)


def _planes(views: NDArray[np.uint8]) -> NDArray[np.float32]:
    return np.ascontiguousarray(views.transpose(0, 3, 1, 2)).astype(np.float32) / np.float32(255)


def _colour_jittered(photo: Pixels, rng: np.random.Generator) -> Pixels:
    """Brightness, contrast and saturation, each changed by up to 20 %."""
    bright, contrast, saturation = rng.uniform(0.8, 1.2, 3)
    plane = photo.astype(np.float32) * bright
    plane = plane.mean() + (plane - plane.mean()) * contrast
    gray = plane.mean(2, keepdims=True)
    return np.asarray(np.clip(np.rint(gray + (plane - gray) * saturation), 0, 255), np.uint8)


class FeatureLearner(nn.Module):
    """The feature network with batch normalisation, and the heads of the tasks.

    N×3×H×W in [0, 1] → feature maps by the name of their layer.
    """

    mean: Tensor
    std: Tensor

    def __init__(self) -> None:
        super().__init__()
        layers: list[nn.Module] = []
        self.names: list[str] = []
        width = 3
        for block, (wider, count) in enumerate(zip(OWN_WIDTHS, OWN_CONVS, strict=True), 1):
            for index in range(1, count + 1):
                layers.append(
                    nn.Sequential(nn.Conv2d(width, wider, 3, padding=1, bias=False), nn.BatchNorm2d(wider))
                )
                self.names.append(f"relu{block}_{index}")
                width = wider
        self.layers = nn.ModuleList(layers)
        fine, coarse = OWN_WIDTHS[2], OWN_WIDTHS[3]
        self.identity = nn.ModuleList([_projection(coarse), _projection(fine)])
        pooled_width = OWN_WIDTHS[1] + fine + coarse
        self.kind = nn.Linear(pooled_width, len(DEGRADATIONS) + 1)
        self.strength = nn.Linear(pooled_width, 1)
        self.turn = nn.Linear(coarse * 4, 4)
        self.register_buffer("mean", torch.tensor(IMAGENET_MEAN).view(1, 3, 1, 1), persistent=False)
        self.register_buffer("std", torch.tensor(IMAGENET_STD).view(1, 3, 1, 1), persistent=False)

    def forward(self, x: Tensor) -> dict[str, Tensor]:
        found: dict[str, Tensor] = {}
        x = (x - self.mean) / self.std
        for name, layer in zip(self.names, self.layers, strict=True):
            if name.endswith("_1") and name != "relu1_1":
                x = F.max_pool2d(x, 2)
            x = found[name] = F.relu(layer(x))
        return found

    def degradation(self, maps: Mapping[str, Tensor]) -> tuple[Tensor, Tensor]:
        """(logits N×kinds, strength N) of the degradation, from globally averaged maps."""
        pooled = torch.cat([maps[name].float().mean((2, 3)) for name in ("relu2_2", "relu3_2", "relu4_2")], 1)
        return self.kind(pooled), self.strength(pooled)[:, 0]

    def rotation(self, maps: Mapping[str, Tensor]) -> Tensor:
        """N×4 logits of the quarter turns, from the means of the deepest map's quadrants.

        One mean over the whole map would have lost the direction.
        """
        logits: Tensor = self.turn(F.adaptive_avg_pool2d(maps["relu4_2"].float(), 2).flatten(1))
        return logits


def _projection(width: int) -> nn.Sequential:
    return nn.Sequential(nn.Linear(width, 256), nn.ReLU(), nn.Linear(256, 128))


def loss(models: Models, batch: Tensors) -> tuple[Tensor, dict[str, Tensor]]:
    """The tasks' losses by TASK_WEIGHTS; all views in one pass, so that they share the batch statistics."""
    learner = models["network"]
    views = torch.cat([batch["first"], batch["second"], batch["worse"]])
    maps = learner(views)
    count = len(batch["first"])
    whole = undistributed(learner, FeatureLearner)
    parts = {"identity": _contrastive_loss(whole, {name: plane[: 2 * count] for name, plane in maps.items()})}
    kinds, strengths = whole.degradation(maps)
    clean = torch.zeros(2 * count, device=views.device)
    parts["kind"] = F.cross_entropy(kinds, torch.cat([clean, batch["kind"]]).long())
    parts["strength"] = F.smooth_l1_loss(strengths, torch.cat([clean, batch["strength"]]))
    parts["turn"] = F.cross_entropy(whole.rotation(maps)[2 * count :], batch["turn"].long())
    return total(parts, TASK_WEIGHTS)


def _contrastive_loss(learner: FeatureLearner, maps: Mapping[str, Tensor]) -> Tensor:
    """InfoNCE in both directions, on block 4 and with half the weight on block 3."""
    terms = []
    for head, name, weight in zip(learner.identity, ("relu4_2", "relu3_4"), (1.0, 0.5), strict=True):
        codes = F.normalize(head(maps[name].float().mean((2, 3))), dim=1)
        first, second = codes.chunk(2)
        logits = first @ second.T / INFO_NCE_TEMPERATURE
        same = torch.arange(len(first), device=logits.device)
        terms.append(weight * (F.cross_entropy(logits, same) + F.cross_entropy(logits.T, same)) / 2)
    return terms[0] + terms[1]


def score(network: nn.Module, batch: Tensors) -> dict[str, float]:
    """Shares in [0, 1].

    The other crop is the nearest by pooled relu4_2, the same by chance, kinds correct.
    """
    assert isinstance(network, FeatureLearner)
    first, second, worse = (network(batch[name]) for name in ("first", "second", "worse"))
    codes = [F.normalize(maps["relu4_2"].float().mean((2, 3)), dim=1) for maps in (first, second)]
    best = (codes[0] @ codes[1].T).argmax(1)
    right = network.degradation(worse)[0].argmax(1) == batch["kind"]
    count = len(best)
    hits = float((best.cpu() == torch.arange(count)).float().mean())
    return {"retrieval": hits, "chance": 1 / count, "kinds": float(right.float().mean())}


def finish(network: nn.Module, photos: Photos) -> dict[str, Tensor]:
    """The extractor's weights: normalisation folded into the convolutions, calibrated on some photos."""
    assert isinstance(network, FeatureLearner)
    extractor = folded(network)
    step = max(1, len(photos) // CALIBRATION_PHOTOS)
    some = [middle(pixels, 256) for pixels in photos.pixels[::step][:CALIBRATION_PHOTOS]]
    extractor.calibrate(torch.from_numpy(one).permute(2, 0, 1)[None].float() / 255 for one in some)
    return extractor.state_dict()


@torch.no_grad()
def folded(learner: FeatureLearner) -> FeatureExtractor:
    """The same function as in eval mode, without normalisation layers."""
    extractor = FeatureExtractor()
    for name, layer in zip(learner.names, learner.layers, strict=True):
        convolution, norm = cast(tuple[nn.Conv2d, nn.BatchNorm2d], tuple(layer.children()))
        assert norm.running_var is not None and norm.running_mean is not None
        gain = norm.weight / (norm.running_var + norm.eps).sqrt()
        target = extractor.convs[f"conv{name[4:]}"]
        target.load_state_dict(
            {
                "weight": convolution.weight * gain.view(-1, 1, 1, 1),
                "bias": norm.bias - norm.running_mean * gain,
            }
        )
    return extractor
