"""Checkpoints of a training: one file, replaced atomically, from which a run resumes exactly."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import torch

from engine.errors import LacunaError
from engine.system.atomic import replacing
from engine.text import mark

FILE_NAME = "checkpoint.pt"
# What torch raises for files that are cut off or changed, and for networks of another shape.
UNUSABLE_ERRORS = (RuntimeError, EOFError, pickle.UnpicklingError, KeyError, ValueError, TypeError)


class CheckpointUnusable(LacunaError):
    title = mark("The training cannot go on from its checkpoint")
    advice = mark("It is damaged or of another version. Move the file away, or train into another folder.")


@contextmanager
def usable(folder: Path) -> Iterator[None]:
    """Raise CheckpointUnusable where what is done with the folder's checkpoint fails."""
    try:
        yield
    except UNUSABLE_ERRORS as error:
        raise CheckpointUnusable(str(folder / FILE_NAME)) from error


def save(folder: Path, state: dict[str, Any]) -> None:
    """Replace the folder's checkpoint; a crash leaves the last whole one.  Raises FileNotSaved."""
    folder.mkdir(parents=True, exist_ok=True)
    with replacing(folder / FILE_NAME) as file:
        torch.save(state, file)


def load(folder: Path) -> dict[str, Any] | None:
    """The last checkpoint of this folder, on the CPU; None if there is none.

    Never runs pickled code.  Raises CheckpointUnusable.
    """
    file = folder / FILE_NAME
    if not file.exists():
        return None
    with usable(folder):
        state: dict[str, Any] = torch.load(file, map_location="cpu", weights_only=True)
    return state
