"""After warm(), no save of a JPEG waits for a compiler."""

from __future__ import annotations

import numpy as np
import pytest

from engine.job import Cancelled, Job
from engine.photo.jpeg_blocks import bits, progressive, sequential
from engine.photo.jpeg_blocks.changed_blocks import encode_changed_blocks
from engine.photo.jpeg_blocks.warm import warm

from .conftest import KINDS, texture
from .test_changed_blocks import decoded


def compiled_kinds() -> dict[str, int]:
    """For how many kinds of arguments each kernel was compiled."""
    return {
        name: len(kernel.signatures)
        for module in (bits, sequential, progressive)
        for name, kernel in vars(module).items()
        if hasattr(kernel, "signatures")
    }


def test_saves_of_all_kinds_need_what_warm_compiled():
    warm(Job())
    before = compiled_kinds()
    for make in KINDS.values():
        coded = make(texture(61, 45))
        flags = np.zeros((45, 61), bool)
        flags[9:20, 9:20] = True
        pixels = decoded(coded).copy()
        pixels[flags] = 90
        encode_changed_blocks(coded, [], pixels, flags)
    assert compiled_kinds() == before
    # 0: it lies within another kernel's machine code, which was stored.
    assert set(before.values()) <= {0, 1}


def test_it_stops_when_it_is_cancelled():
    job = Job()
    job.cancel()
    with pytest.raises(Cancelled):
        warm(job)
