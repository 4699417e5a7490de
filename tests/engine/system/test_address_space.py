"""A process with a limit of its own hears of it before a library would end or block it."""

from __future__ import annotations

import subprocess
import sys

import pytest

from engine.errors import MemoryLimited
from engine.models.preload import torch_library
from engine.system import address_space
from engine.system.address_space import NETWORK_BYTES, require


def test_a_limit_that_leaves_too_little_is_an_error_with_a_way_out(monkeypatch) -> None:
    monkeypatch.setattr(address_space, "_limit", lambda: 800_000_000)
    monkeypatch.setattr(address_space, "_used", lambda: 400_000_000)
    require(400_000_000)
    with pytest.raises(MemoryLimited, match=r"800 MB.*ulimit -v"):
        require(400_000_001)


def test_no_limit_is_no_error(monkeypatch) -> None:
    monkeypatch.setattr(address_space, "_limit", lambda: None)
    require(1 << 60)


def test_what_is_loaded_already_needs_no_more_room(monkeypatch) -> None:
    monkeypatch.setattr(address_space, "_limit", lambda: NETWORK_BYTES)
    monkeypatch.setitem(sys.modules, "torch", object())
    torch_library.__wrapped__()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits the address space")
@pytest.mark.parametrize("kilobytes", [600_000, 800_000])
@pytest.mark.parametrize(
    "use",
    [
        "from engine.models.preload import torch_library as t; t(); import torch",
        "import numpy, cv2; import engine.exemplar.kernels",
    ],
    ids=["torch", "numba"],
)
def test_libraries_are_not_begun_without_room(kilobytes: int, use: str) -> None:
    code = (
        f"import resource; resource.setrlimit(resource.RLIMIT_AS, ({kilobytes} * 1024,) * 2)\n"
        "from engine.errors import MemoryLimited\n"
        f"try:\n    {use}\nexcept MemoryLimited:\n    raise SystemExit(7)"
    )
    done = subprocess.run([sys.executable, "-c", code], check=False)
    assert done.returncode == 7
