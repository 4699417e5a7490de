"""Checkpoints of a running training: one file, replaced atomically, from which a run goes on exactly."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import torch

NAME = "checkpoint.pt"


def save(folder: Path, state: dict[str, Any]) -> None:
    """Write to a temporary file, then rename: a crash leaves the last whole checkpoint."""
    folder.mkdir(parents=True, exist_ok=True)
    new = folder / f"{NAME}.new"
    with new.open("wb") as file:
        torch.save(state, file)
        file.flush()
        os.fsync(file.fileno())
    new.replace(folder / NAME)


def load(folder: Path) -> dict[str, Any] | None:
    """The last checkpoint of this folder, on the CPU; None if there is none.  Never runs pickled code."""
    file = folder / NAME
    if not file.exists():
        return None
    state: dict[str, Any] = torch.load(file, map_location="cpu", weights_only=True)
    return state
