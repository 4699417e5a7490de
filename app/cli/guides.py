"""Guides on the command line: pictures that steer a fill."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import numpy as np

from app.cli.options import parsed
from engine.errors import UsageError

if TYPE_CHECKING:
    from engine.models.method import Guide
    from engine.pixels.mask import Mask

WHITE_FROM, BLACK_BELOW = 192, 64  # Greys of an edge picture; what is between is left to the method.


def parsed_guides(words: Sequence[str] | None, *, has_mask: bool) -> dict[Guide, Path]:
    """NAME=PNG words as files by the name of the guide.  Raises UsageError."""
    from engine.models.method import Guide

    names = get_args(Guide)
    given = {name: Path(file) for name, file in parsed(words).items()}
    for name, file in given.items():
        if name not in names or not file.name:
            raise UsageError(f"--guide takes NAME=PNG with one of {', '.join(names)}, not {name}={file}")
    if given and not has_mask:
        raise UsageError("--guide steers what --mask marks, and there is no mask")
    return given  # type: ignore[return-value]


def guide_planes(files: Mapping[Guide, Path], size: tuple[int, int]) -> dict[Guide, Mask]:
    """The guides of a photo of size (width, height), uint8 H×W.  Raises MaskError as reading a mask does."""
    return {name: _plane(name, file, size) for name, file in files.items()}


def _plane(name: Guide, file: Path, size: tuple[int, int]) -> Mask:
    from engine.models.method import EDGE_VALUE, ESTIMATED_EDGE_VALUE, NO_EDGE_VALUE
    from engine.photo.mask_file import MaskReading, read
    from engine.photo.mask_meaning import MaskSource

    grey = read(file, size, MaskReading(source=MaskSource.LUMINANCE, soft=name == "edges")).mask
    if name != "edges":
        return grey
    values = np.full(256, ESTIMATED_EDGE_VALUE, np.uint8)
    values[:BLACK_BELOW], values[WHITE_FROM:] = NO_EDGE_VALUE, EDGE_VALUE
    plane: Mask = values.take(grey)
    return plane
