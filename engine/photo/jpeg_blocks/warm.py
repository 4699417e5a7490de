"""Compiling the kernels of JPEG blocks before a photo has to be saved."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image

from engine.job import Job
from engine.photo.jpeg_blocks.changed_blocks import encode_changed_blocks

_SIDE_PX, _NOISE_DEVIATION = 24, 60


def warm(job: Job) -> None:
    """Compile all kernels: some 20 s the first time on a machine, later from numba's cache.

    The job can be cancelled before each of the two kinds of JPEG.
    """
    for done, progressive in enumerate((False, True)):
        job.step(done / 2)
        coded = io.BytesIO()
        Image.effect_noise((_SIDE_PX, _SIDE_PX), _NOISE_DEVIATION).save(
            coded, "JPEG", progressive=progressive
        )
        pixels = np.zeros((_SIDE_PX, _SIDE_PX, 1), np.uint8)
        encode_changed_blocks(coded.getvalue(), [], pixels, np.ones(pixels.shape[:2], bool))
