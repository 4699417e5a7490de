"""Batches of photos with large holes and their masks: what the generative recipes learn from."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn

from engine.job import Job
from engine.models.catalog import catalog
from engine.models.method import Request
from engine.options import Slider, resolve
from trainer import corruption
from trainer.corruption.contract import Array
from trainer.corruption.parameters import Between
from trainer.data import photos as photo_folder
from trainer.data.batch import Batch, Tensors
from trainer.data.photos import Photos, middle
from trainer.data.thin_holes import Share
from trainer.suites.holes import HOLES

# Photos and masks are drawn at this side, for which the papers' sizes are meant, and then reduced.
CANVAS_SIDE_PX = 256
MIN_HOLE_SHARE, MAX_HOLE_SHARE = 0.03, 0.5  # of a crop's area
CHECK_PHOTOS = 8
CHECK_SIDE_PX = 256  # as in the suite `holes`
BOX_SHARE = Share(weight=1, kind="rect", params={"side": Between(64, 128, whole=True)})
STROKES_SHARE = Share(weight=1, kind="freeform")
BLOBS_SHARE = Share(weight=0.5, kind="blobs")
HOLE_SHARES = (BOX_SHARE, STROKES_SHARE, BLOBS_SHARE)

DECIBELS_OPTION = Slider(
    id="decibels",
    title="PSNR in the holes",
    low=0,
    high=1,
    default=0,
    help="Weight of minus its dB beside the paper's losses; 0 as published",
)

Fill = Callable[[nn.Module, Tensors], Tensor]  # (network, batch) → N×3×H×W in [0, 1], all pixels


@dataclass(frozen=True, kw_only=True)
class LargeHoles:
    """Draws a batch: clean N×3×H×W in [0, 1], mask N×1×H×W of 0 and 1; H = W = crop ≤ CANVAS_SIDE_PX.

    A smaller crop shows a region of between crop and CANVAS_SIDE_PX of a photo, scaled down: in use, too,
    the network gets scaled regions.
    """

    batch: int
    crop: int
    mix: tuple[Share, ...] = HOLE_SHARES

    def __call__(self, photos: Photos, rng: np.random.Generator) -> Batch:
        scales = (self.crop / CANVAS_SIDE_PX, 1.0)
        clean = [
            photo_folder.crop(photos, self.crop, rng, scales=scales, turn=False) for _ in range(self.batch)
        ]
        flipped = [one[:, ::-1] if rng.random() < 0.5 else one for one in clean]
        return _batch(np.stack(flipped).astype(np.float32) / np.float32(255), self.masks(rng))

    def masks(self, rng: np.random.Generator) -> Array:
        """N×H×W of 0 and 1; H = W = crop."""
        weights = np.array([share.weight for share in self.mix])
        rows = np.arange(self.crop) * CANVAS_SIDE_PX // self.crop
        found: list[Array] = []
        while len(found) < self.batch:
            share = self.mix[rng.choice(len(self.mix), p=weights / weights.sum())]
            mask = corruption.shape(share.kind, CANVAS_SIDE_PX, CANVAS_SIDE_PX, share.params, rng)[
                np.ix_(rows, rows)
            ]
            if MIN_HOLE_SHARE <= mask.mean() <= MAX_HOLE_SHARE:
                found.append(mask)
        return (np.stack(found) > 0).astype(np.float32)


def held_out(photos: Photos) -> dict[str, Batch]:
    """The suite `holes` on a few photos, the same in every run; "telea" holds that method's repair."""
    found: dict[str, Batch] = {}
    step = max(1, len(photos) // CHECK_PHOTOS)
    crops = [middle(one, CHECK_SIDE_PX).astype(np.float32) / np.float32(255) for one in photos.pixels[::step]]
    clean = np.stack(crops[:CHECK_PHOTOS])
    telea = catalog()["telea"]
    for case in HOLES.cases:
        assert case.kind is not None
        masks = [
            corruption.shape(case.kind, CHECK_SIDE_PX, CHECK_SIDE_PX, case.params, np.random.default_rng(n))
            > 0
            for n in range(len(clean))
        ]
        batch = _batch(clean, np.stack(masks).astype(np.float32))
        answers = [
            telea.run(_request(one, mask.astype(np.float32)), Job(), "cpu")[0]
            for one, mask in zip(clean, masks, strict=True)
        ]
        found[case.name] = {**batch, "telea": _planes(np.stack(answers))}
    return found


def scoring(fill: Fill) -> Callable[[nn.Module, Tensors], dict[str, float]]:
    """A recipe's `score`: mean PSNR inside the holes, and its gain over Telea, in dB."""
    return functools.partial(_score, fill)


def previewing(fill: Fill) -> Callable[[nn.Module, Tensors], list[Tensor]]:
    """A recipe's `preview`: the photo with its hole, the repaired one, the clean one."""
    return functools.partial(_preview, fill)


def composite(filled: Tensor, batch: Tensors) -> Tensor:
    """N×3×H×W: `filled` in the holes, the clean photo around them."""
    return batch["clean"] * (1 - batch["mask"]) + filled.float().clamp(0, 1) * batch["mask"]


def decibels(filled: Tensor, batch: Tensors) -> Tensor:
    """N: the PSNR over each sample's missing pixels."""
    error = ((filled.float().clamp(0, 1) - batch["clean"]) ** 2 * batch["mask"]).sum((1, 2, 3))
    return -10 * torch.log10(error / (3 * batch["mask"].sum((1, 2, 3))).clamp(min=1) + 1e-8)


def _score(fill: Fill, network: nn.Module, batch: Tensors) -> dict[str, float]:
    after = decibels(fill(network, batch), batch)
    return {"psnr": float(after.mean()), "gain": float((after - decibels(batch["telea"], batch)).mean())}


def _preview(fill: Fill, network: nn.Module, batch: Tensors) -> list[Tensor]:
    return [batch["clean"] * (1 - batch["mask"]), composite(fill(network, batch), batch), batch["clean"]]


def _batch(clean: Array, masks: Array) -> Batch:
    return {"clean": _planes(clean), "mask": masks[:, None]}


def _planes(pictures: Array) -> Array:
    """N×H×W×3 → N×3×H×W."""
    return np.ascontiguousarray(pictures.transpose(0, 3, 1, 2))


def _request(image: Array, mask: Array) -> Request[Array]:
    return Request(image=image, mask=mask, options=resolve(catalog()["telea"].info.options, {}))
