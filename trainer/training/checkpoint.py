"""Checkpoints of a training: one file, replaced atomically, from which a run resumes exactly."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch

from engine.system.atomic import replacing

FILE_NAME = "checkpoint.pt"


def save(folder: Path, state: dict[str, Any]) -> None:
    """Replace the folder's checkpoint; a crash leaves the last whole one.  Raises FileNotSaved."""
    folder.mkdir(parents=True, exist_ok=True)
    with replacing(folder / FILE_NAME) as file:
        torch.save(state, file)


def load(folder: Path) -> dict[str, Any] | None:
    """The last checkpoint of this folder, on the CPU; None if there is none.  Never runs pickled code."""
    file = folder / FILE_NAME
    if not file.exists():
        return None
    state: dict[str, Any] = torch.load(file, map_location="cpu", weights_only=True)
    return state
