"""A method that somebody taught: a tiny network of known answers, as a training leaves it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import save_file

from engine.models.weights import checksum
from engine.networks.taught import Taught, TaughtDesign
from engine.taught.card import design_to_json

TINY = TaughtDesign(widths=(8, 8), before=(1, 1), after=(1,))
Train = Callable[..., Path]


@pytest.fixture
def train(tmp_path: Path) -> Train:
    """Writes a training's folder.  The network says `logit` everywhere, covered by `alpha` of white.

    opaque: the alpha from which it fills; facts go into its card.
    """

    def make(
        *, logit: float = 3.0, alpha: float = 0.5, opaque: float = 0.9, run: str = "run", **facts: Any
    ) -> Path:
        torch.manual_seed(0)
        network = Taught(TINY)
        with torch.no_grad():
            network.opaque.fill_(opaque)
            network.head.bias.view(5, 4)[0] = logit
            network.head.bias.view(5, 4)[1] = torch.logit(torch.tensor(alpha))
            network.head.bias.view(5, 4)[2:] = 0.5
        path = tmp_path / run / "teach.safetensors"
        path.parent.mkdir()
        state = {
            name: value.half() if value.is_floating_point() else value
            for name, value in network.state_dict().items()
        }
        save_file(state, path)
        card = {
            "id": "teach",
            "taught": 1,
            "title": "Untitled",
            "damage": "A veil of white",
            "made": "2026-11-21",
            "design": design_to_json(TINY),
            "sha256": checksum(path),
            "photos": 5,
            "minutes": 0.1,
            "device": "cpu",
            "steps": 3,
            "licence": "Research and non-commercial",
            "limits": "Every other damage",
        } | facts
        path.with_suffix(".json").write_text(json.dumps(card))
        return path.parent

    return make
