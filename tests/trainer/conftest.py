"""A tiny recipe and a handful of synthetic photos, for everything that trains."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image
from torch import nn, optim

from trainer.data import photos as photo_folder
from trainer.data.photos import Photos
from trainer.losses.l1 import l1
from trainer.training.recipe import Batch, Objective, Recipe


@pytest.fixture(scope="session")
def write_photos():
    """write_photos(folder, count): photos of 80×72 px."""

    def write(folder: Path, count: int = 6) -> None:
        rng = np.random.default_rng(0)
        for number in range(count):
            coarse = rng.integers(0, 256, (9, 10, 3), np.uint8)
            Image.fromarray(coarse).resize((80, 72), Image.Resampling.BICUBIC).save(folder / f"{number}.png")

    return write


@pytest.fixture
def folder(tmp_path: Path, write_photos: Callable[[Path], None]) -> Path:
    """Six photos of 80×72 px and one file that is none."""
    write_photos(tmp_path)
    (tmp_path / "broken.jpg").write_bytes(b"no photo")
    return tmp_path


def tensors(batch: Batch) -> dict[str, torch.Tensor]:
    """A drawn batch, as the loop hands it to losses."""
    return {name: torch.from_numpy(np.ascontiguousarray(plane)) for name, plane in batch.items()}


@pytest.fixture
def photos(folder: Path) -> Photos:
    return photo_folder.load([folder])


def draw(photos, rng):
    crops = [photo_folder.crop(photos, 16, rng) for _ in range(2)]
    clean = np.stack(crops).transpose(0, 3, 1, 2).astype(np.float32) / 255
    return {"clean": clean, "noisy": clean + rng.normal(0, 0.1, clean.shape).astype(np.float32)}


def loss(models, batch):
    error = l1(models["network"](batch["noisy"]), batch["clean"])
    return error, {"l1": error}


@pytest.fixture
def recipe() -> Recipe:
    """Denoising by one convolution."""
    return Recipe(
        id="tiny",
        models=lambda: {"network": nn.Conv2d(3, 3, 3, padding=1)},
        objectives=(
            Objective(trains="network", loss=loss, optimiser=lambda parameters: optim.Adam(parameters, 1e-2)),
        ),
        draw=draw,
        check=lambda photos: {"noise": draw(photos, np.random.default_rng(0))},
        score=lambda network, batch: {"l1": -float(l1(network(batch["noisy"]), batch["clean"]))},
        preview=lambda network, batch: [batch["noisy"], network(batch["noisy"]), batch["clean"]],
        seed=5,
        warm_up_steps=2,
        permits_bfloat16=False,
    )


@pytest.fixture(autouse=True, scope="session")
def compiler_folder(tmp_path_factory):
    """torch's optimisers make a folder for compiled code, wherever temporary files go at that moment."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TORCHINDUCTOR_CACHE_DIR", str(tmp_path_factory.mktemp("inductor")))
        yield


@pytest.fixture(autouse=True)
def one_thread():
    """Small tensors, shared cores."""
    torch.set_num_threads(1)
