"""Exported weights: a safetensors file in half precision, and its card, a JSON file beside it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file
from safetensors.torch import save as serialised
from torch import Tensor

from engine.errors import WeightsMissing
from engine.system.atomic import replacing


def export(path: Path, weights: Mapping[str, Tensor], card: Mapping[str, Any]) -> None:
    """Write `path` (.safetensors) and its card (.json); both are replaced only once both are complete.

    Floating-point tensors are stored as fp16; integers, such as the step counters of batch normalisation, are
    stored as they are, since large counts overflow fp16.  Raises FileNotSaved.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    plain = {name: value.detach().cpu().contiguous() for name, value in weights.items()}
    half = {name: value.half() if value.is_floating_point() else value for name, value in plain.items()}
    content = serialised(half)
    full = {**card, "sha256": hashlib.sha256(content).hexdigest()}
    with replacing(path.with_suffix(".json")) as card_file, replacing(path) as weights_file:
        weights_file.write(content)
        card_file.write((json.dumps(full, indent=1, ensure_ascii=False) + "\n").encode())


def read(path: Path) -> dict[str, Tensor]:
    """Exported weights as fp32 tensors on the CPU.  Raises WeightsMissing."""
    if not path.exists():
        raise WeightsMissing(str(path))
    return {name: value.to(torch.float32) for name, value in load_file(path).items()}
