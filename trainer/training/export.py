"""Exported weights: a safetensors file in half precision and its card, a JSON file beside it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor

from engine.errors import WeightsMissing


def export(path: Path, weights: Mapping[str, Tensor], card: Mapping[str, Any]) -> None:
    """Write `path` (.safetensors, fp16, counters as they are) and its card; both are replaced only once they
    are whole.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    plain = {name: value.detach().cpu().contiguous() for name, value in weights.items()}
    half = {name: value.half() if value.is_floating_point() else value for name, value in plain.items()}
    new = path.with_suffix(".new")
    save_file(half, new)
    full = {**card, "sha256": hashlib.sha256(new.read_bytes()).hexdigest()}
    text = path.with_suffix(".json.new")
    text.write_text(json.dumps(full, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    new.replace(path)
    text.replace(path.with_suffix(".json"))


def read(path: Path) -> dict[str, Tensor]:
    """Exported weights as fp32 tensors on the CPU.  Raises WeightsMissing."""
    if not path.exists():
        raise WeightsMissing(str(path))
    return {name: value.to(torch.float32) for name, value in load_file(path).items()}
