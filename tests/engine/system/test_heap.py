from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

from engine.system import heap

PLANES, PLANE_BYTES = 400, 64_000  # Below what the allocator asks the system for one by one.


def resident_bytes() -> int:
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * 4096


@pytest.mark.skipif(heap._malloc_trim() is None, reason="only glibc keeps what was freed")
def test_freed_memory_goes_back_to_the_system() -> None:
    planes = [np.ones(PLANE_BYTES, np.uint8) for _ in range(PLANES)]
    kept = planes[::40]  # What lies between keeps the allocator from giving back the rest by itself.
    full = resident_bytes()
    del planes
    heap.trim()
    assert full - resident_bytes() > PLANES * PLANE_BYTES // 2
    assert all(plane.all() for plane in kept)


def test_other_allocators_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    heap._malloc_trim.cache_clear()
    monkeypatch.setattr(sys, "platform", "darwin")
    heap.trim()
    heap._malloc_trim.cache_clear()
