"""For every test: no screen; threads and temporary files that stay behind fail it."""

from __future__ import annotations

import importlib
import os
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("untimed", deadline=None)  # speed is the benchmark's, and CI is busy
settings.load_profile("untimed")
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def _own_threads() -> set[threading.Thread]:
    return {
        t for t in threading.enumerate() if t.is_alive() and not t.daemon and t is not threading.main_thread()
    }


@pytest.fixture(autouse=True)
def nothing_stays_behind(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    folder = tmp_path_factory.mktemp("temporary")
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    before = _own_threads()
    yield
    patience = time.monotonic() + 2
    while _own_threads() - before and time.monotonic() < patience:
        time.sleep(0.01)
    assert not _own_threads() - before, "a thread is still running"
    assert not list(folder.iterdir()), "a temporary file was left"


@pytest.fixture(autouse=True)
def own_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Settings, state and caches of a test never touch the person's own."""
    home = tmp_path_factory.mktemp("home")
    for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(home / name))
    return home


@pytest.fixture(autouse=True)
def same_chance() -> None:
    """Weights and pictures that a test draws without a seed are the same in every run."""
    if "torch" in sys.modules:  # else nothing of it is drawn, and it takes long to import
        sys.modules["torch"].manual_seed(0)


@pytest.fixture
def fake_methods(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Those in tests/fakes/methods are in the catalog too: for lines, edges and several answers."""
    import engine.methods
    from engine.models.catalog import _methods as methods

    fakes = str(Path(__file__).parent / "fakes" / "methods")
    with monkeypatch.context() as patch:
        patch.setattr(engine.methods, "__path__", [*engine.methods.__path__, fakes])
        methods.cache_clear()
        methods()
    yield
    methods.cache_clear()
    for name in [name for name in sys.modules if name.startswith("engine.methods.")]:
        if fakes in str(getattr(sys.modules[name], "__file__", "")):
            del sys.modules[name]


@pytest.fixture
def black_detector(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The id of the detector in tests/fakes, the only one of engine/detection/detectors; `auto` takes it."""
    import engine.detection.detectors
    from engine.models.catalog import _detectors as detectors

    monkeypatch.setattr(
        engine.detection.detectors, "__path__", [str(Path(__file__).parent / "fakes" / "detectors")]
    )
    monkeypatch.setattr(importlib.import_module("engine.detection.run"), "RECOMMENDED", ("black",))
    detectors.cache_clear()
    yield "black"
    detectors.cache_clear()
