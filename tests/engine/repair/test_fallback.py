"""Out of memory: smaller pieces, then the CPU, and the person is told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from engine.errors import MemoryShort
from engine.job import Job
from engine.models.method import Array, Method, MethodInfo, Request
from engine.photo import Photo
from engine.repair import fallback
from engine.repair.fallback import MemoryFallback
from engine.repair.run import repair
from engine.system.failure import is_out_of_memory

Teller = Callable[..., Any]


def thin_damage() -> Any:
    mask = np.zeros((500, 700), np.uint8)
    mask[250:254, 10:690] = mask[10:490, 350:354] = 255
    return mask


def only_below(side: int) -> Callable[[Request[Array]], Array]:
    def rule(request: Request[Array]) -> Array:
        if max(request.mask.shape) > side:
            raise MemoryError
        return np.full_like(request.image, 0.5)

    return rule


def test_smaller_pieces_are_tried_and_noted(told: Teller) -> None:
    photo, mask = Photo(np.zeros((500, 700, 3), np.uint8)), thin_damage()
    done = repair(photo, mask, told(only_below(360)))
    done.apply(photo)
    assert done.notes == (fallback.SMALLER_PIECES_NOTE,)
    assert (photo.pixels[mask > 0] == 128).all()
    assert not photo.pixels[mask == 0].any()


def test_no_memory_at_all_is_an_error_that_says_so(told: Teller) -> None:
    photo = Photo(np.zeros((500, 700, 3), np.uint8))
    with pytest.raises(MemoryShort):
        repair(photo, thin_damage(), told(only_below(0)))
    assert not photo.pixels.any()


class Torchlike(Method):
    """Fails on the graphics card as torch does."""

    info = MethodInfo(id="torchlike", title="T", year=2000, paper="-", purpose="-", limits="-", holes="any")

    def __init__(self) -> None:
        self.devices: list[str] = []

    def run(self, request: Request[Array], job: Job, device: str) -> Array:
        job.step(0)
        self.devices.append(device)
        if device == "cuda":
            raise RuntimeError("CUDA out of memory. Tried to allocate 2.00 GiB")
        return np.full_like(request.image, 0.5)[None]


def test_the_cpu_takes_over_from_the_graphics_card(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.models.device.available", lambda: ("cuda", "cpu"))
    photo, method = Photo(np.zeros((500, 700, 3), np.uint8)), Torchlike()
    done = repair(photo, thin_damage(), method, device="auto")
    assert method.devices == ["cuda", "cuda", "cuda", "cpu"]
    assert done.notes == (fallback.ON_CPU_NOTE,)


def test_once_down_it_stays_down() -> None:
    ladder, tried = MemoryFallback("cpu"), []

    def attempt(share: float, device: str) -> None:
        tried.append((share, device))
        if share == 1:
            raise MemoryError

    ladder.run(attempt)
    ladder.run(attempt)
    assert tried == [(1, "cpu"), (0.5, "cpu"), (0.5, "cpu")]


@pytest.mark.parametrize(
    "text",
    [
        "CUDA out of memory. Tried to allocate",
        "DefaultCPUAllocator: can't allocate memory: you tried to allocate 9 bytes",
        "(-4:Insufficient memory) Failed to allocate 9 bytes",
    ],
)
def test_what_libraries_say_is_understood(text: str) -> None:
    assert is_out_of_memory(RuntimeError(text))
    assert not is_out_of_memory(RuntimeError("mat1 and mat2 shapes cannot be multiplied"))
