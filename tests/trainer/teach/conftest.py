"""A small network that is taught, from nothing, and pairs to teach it from."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from engine.networks.taught import TaughtDesign
from trainer.cli.commands import main
from trainer.recipes import teach

TINY = TaughtDesign(widths=(8, 8), before=(1, 1), after=(1,))
FONT = "font:size=40"
SMALL = Path(__file__).parents[2] / "fakes" / "small_training.py"
SMALL_NUMBERS = {
    "SHOWN_PHOTOS": 1,
    "TRIAL_PHOTOS": 1,
    "THRESHOLD_PHOTOS": 2,
    "THRESHOLD_OFFSETS": (0.0, 1.0),
    "OPAQUE_ALPHAS": (0.0, 0.9),
}


@pytest.fixture
def tiny(monkeypatch):
    """A small network from nothing, looked at on few photos."""
    monkeypatch.setattr(teach, "NETWORK_DESIGN", TINY)
    monkeypatch.setattr(teach, "_shipped", dict)
    for name, value in SMALL_NUMBERS.items():
        monkeypatch.setattr(teach, name, value)


@pytest.fixture
def pairs(tmp_path):
    """Six pairs; the damaged ones have a bright square, and the noise of another encoding."""
    rng = np.random.default_rng(0)
    for number in range(6):
        clean = rng.integers(60, 120, (90, 100, 3)).astype(np.uint8)
        damaged = (clean + rng.integers(0, 8, clean.shape)).astype(np.uint8)
        damaged[30:50, 40:60] = 250
        for name, pixels in (("damaged", damaged), ("clean", clean)):
            (tmp_path / "pairs" / name).mkdir(parents=True, exist_ok=True)
            Image.fromarray(pixels).save(tmp_path / "pairs" / name / f"{number}.png")
    return tmp_path / "pairs"


@pytest.fixture
def trained(tiny, folder, tmp_path_factory):  # noqa: ARG001
    out = tmp_path_factory.mktemp("run")
    words = ["--photos", str(folder), "--out", str(out), "--workers", "0", "--device", "cpu", "--json"]
    small = ["--option", f"damage={FONT}", "--option", "crop=64", "--option", "batch=1"]
    assert main(["train", "teach", "--steps", "2", *words, *small]) == 0
    return out
