"""torch's largest library comes in before torch does."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

from engine.models import preload

LOOK = """
import sys
from pathlib import Path
from engine.models.preload import torch_library
torch_library()
print("libtorch_cpu" in Path("/proc/self/maps").read_text(), "torch" in sys.modules)
import torch
print(float(torch.ones(3).sum()))
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_the_library_is_in_and_torch_finds_it() -> None:
    told = subprocess.run([sys.executable, "-c", LOOK], capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["True", "False", "3.0"]


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="of libgomp alone")
@pytest.mark.parametrize(("own", "used"), [(None, "10000"), ("77", "77")])
def test_threads_do_not_keep_the_processor_while_they_wait(own: str | None, used: str) -> None:
    place = {name: value for name, value in os.environ.items() if not name.startswith(("OMP_", "GOMP_"))}
    place |= {"OMP_DISPLAY_ENV": "verbose"} | ({"GOMP_SPINCOUNT": own} if own else {})
    told = subprocess.run([sys.executable, "-c", LOOK], capture_output=True, text=True, check=True, env=place)
    assert f"GOMP_SPINCOUNT = '{used}'" in told.stderr


def test_without_torch_nothing_is_loaded(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for origin in (None, str(tmp_path / "__init__.py")):
        spec = importlib.util.spec_from_loader("torch", None, origin=origin)
        monkeypatch.setattr(importlib.util, "find_spec", lambda _, spec=spec: spec)
        monkeypatch.setattr(preload.ctypes, "CDLL", lambda _: pytest.fail("something was loaded"))
        monkeypatch.delitem(sys.modules, "torch", raising=False)
        preload.torch_library.__wrapped__()
