"""Contact sheets: rows of pictures side by side, as one PNG."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image
from torch import Tensor

PICTURE_GAP_PX = 4  # px between the pictures


def write_preview(path: Path, rows: Sequence[Sequence[Tensor]], *, each: int = 4) -> None:
    """For each row, `each` lines of its N×3×H×W planes in [0, 1], plane beside plane."""
    lines = []
    for planes in rows:
        arrays = [
            plane[:each].detach().float().clamp(0, 1).mul(255).round().to(torch.uint8) for plane in planes
        ]
        lines += [
            [np.asarray(array[n].permute(1, 2, 0).cpu().numpy()) for array in arrays]
            for n in range(len(arrays[0]))
        ]
    if lines:
        path.parent.mkdir(parents=True, exist_ok=True)
        whole = path.with_suffix(".new")  # whoever looks on sees the last one until this is whole
        Image.fromarray(sheet(lines)).save(whole, "PNG")
        whole.replace(path)


def sheet(lines: Sequence[Sequence[NDArray[np.uint8]]]) -> NDArray[np.uint8]:
    """Pictures H×W×3, one line a row, on a gray ground; all of a line have one height."""
    width = max(sum(picture.shape[1] + PICTURE_GAP_PX for picture in line) for line in lines)
    height = sum(line[0].shape[0] + PICTURE_GAP_PX for line in lines)
    ground = np.full((height, width, 3), 128, np.uint8)
    top = 0
    for line in lines:
        left = 0
        for picture in line:
            ground[top : top + picture.shape[0], left : left + picture.shape[1]] = picture
            left += picture.shape[1] + PICTURE_GAP_PX
        top += line[0].shape[0] + PICTURE_GAP_PX
    return ground
