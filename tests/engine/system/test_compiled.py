"""Machine code is stored where that can be done; where it cannot, kernels only start more slowly."""

from __future__ import annotations

import errno
import sys
from pathlib import Path
from types import ModuleType

import pytest
from numba.core import caching, config

from engine.system import compiled

pytestmark = pytest.mark.slow  # A kernel takes numba 0.2 s.

KERNEL = """
from engine.system.compiled import compiled
from {neighbour} import less

@compiled
def doubled(number):
    return less(number) * 2
"""
NEIGHBOUR = """
from engine.system.compiled import compiled

@compiled
def less(number):
    return number - {by}
"""


@pytest.fixture
def imported(tmp_path, monkeypatch):
    """Imports a kernel anew, as another process would, beside a neighbour that subtracts `by`."""
    monkeypatch.setattr(config, "CACHE_DIR", str(tmp_path / "cache"))
    folder = tmp_path / "kernels"
    folder.mkdir()
    monkeypatch.syspath_prepend(str(folder))

    def do(by: int = 1) -> ModuleType:
        compiled._sources_digest.cache_clear()
        (folder / "neighbour_kernel.py").write_text(NEIGHBOUR.format(by=by))
        (folder / "kernel.py").write_text(KERNEL.format(neighbour="neighbour_kernel"))
        for name in ("neighbour_kernel", "kernel"):
            path = folder / f"{name}.py"
            module = ModuleType(name)
            module.__file__ = str(path)
            monkeypatch.setitem(sys.modules, name, module)
            exec(compile(path.read_text(), path, "exec"), vars(module))
        return module

    return do


def stored(tmp_path: Path, suffix: str) -> list[Path]:
    return sorted((tmp_path / "cache").rglob(f"*{suffix}"))


def hits(module: ModuleType) -> int:
    return sum(module.doubled.stats.cache_hits.values())


def test_machine_code_is_stored_and_found_again(imported):
    assert imported().doubled(5) == 8
    again = imported()
    assert again.doubled(5) == 8
    assert hits(again) == 1


def test_without_a_folder_that_can_be_written_kernels_run(imported, monkeypatch, tmp_path):
    def refuse(_: object) -> None:
        raise PermissionError(errno.EACCES, "read-only home")

    monkeypatch.setattr(caching._CacheLocator, "ensure_cache_path", refuse)
    assert imported().doubled(5) == 8
    assert stored(tmp_path, ".nbi") == []


def test_on_a_full_disk_kernels_run(imported, monkeypatch):
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, "disk full")

    monkeypatch.setattr(caching.IndexDataCacheFile, "_save_data", refuse)
    module = imported()
    assert module.doubled(5) == module.doubled(5) == 8
    assert imported().doubled(5) == 8


@pytest.mark.parametrize("suffix", [".nbi", ".nbc"])
def test_damaged_machine_code_is_replaced(imported, tmp_path, suffix):
    imported().doubled(5)
    for path in stored(tmp_path, suffix):
        path.write_bytes(path.read_bytes()[:20])
    assert imported().doubled(5) == 8
    again = imported()
    assert again.doubled(5) == 8
    assert hits(again) == 1


def test_code_that_a_change_of_a_neighbour_made_stale_is_not_used(imported):
    assert imported(by=1).doubled(5) == 8
    assert imported(by=2).doubled(5) == 6
