"""Weights that an older version taught still fit: their tensors keep names and shapes."""

from __future__ import annotations

import json
from pathlib import Path

from engine.networks.taught import Taught, TaughtDesign

STATE = Path(__file__).with_name("older") / "state.json"  # Written on 29 November 2026.


def test_the_tensors_keep_names_and_shapes() -> None:
    network = Taught(TaughtDesign(widths=(8, 8), before=(1, 1), after=(1,)))
    now = {name: list(value.shape) for name, value in network.state_dict().items()}
    assert now == json.loads(STATE.read_text(encoding="utf-8"))
