"""For every test: no screen; threads and temporary files that stay behind fail it."""

from __future__ import annotations

import importlib
import os
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Generator, Iterator
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


STRAYS: set[threading.Thread] = set()  # Threads of tests that failed: what they still write is no other's.
FAILED = pytest.StashKey[bool]()
THREAD_END_S = 60


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if call.when == "call":
        item.stash[FAILED] = report.failed
    return report


@pytest.fixture(autouse=True)
def nothing_stays_behind(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[None]:
    """A test that passes leaves neither a thread nor a temporary file; one that fails is told once."""
    folder = tmp_path_factory.mktemp("temporary")
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    before = _own_threads()
    yield
    if request.node.stash.get(FAILED, True):
        STRAYS.update(_own_threads() - before)
        return
    until = time.monotonic() + THREAD_END_S
    while _own_threads() - before and time.monotonic() < until:
        time.sleep(0.01)
    assert not _own_threads() - before, "a thread is still running"
    if not any(thread.is_alive() for thread in STRAYS):
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
def heeds_ctrl_c() -> Iterator[None]:
    """Python's own answer to Ctrl+C, here and in processes that the test starts: in the background of a
    shell they would ignore it.
    """
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


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
    monkeypatch.setattr(importlib.import_module("engine.detection.run"), "DEFAULT_DETECTORS", ("black",))
    detectors.cache_clear()
    yield "black"
    detectors.cache_clear()
