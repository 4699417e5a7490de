"""Standard streams and signals, as cron, systemd and shells give them."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from engine.errors import MemoryShort
from engine.system.failure import readable
from engine.system.process import (
    own_command,
    raise_if_stop_requested,
    restore_library_path,
    stop_on_termination,
    stop_signals,
)

ROOT = Path(__file__).resolve().parents[3]
CLOSED = """
import os, sys
for number in map(int, sys.argv[2:]):
    os.close(number)
for number, name in enumerate(("stdin", "stdout", "stderr")):
    if str(number) in sys.argv[2:]:
        setattr(sys, name, None)
from engine.system.process import ensure_streams
ensure_streams()
with open(sys.argv[1], "wb") as file:
    assert file.fileno() > 2
    print("said"), print("said", file=sys.stderr), sys.stdout.flush(), sys.stderr.flush(), sys.stdin.read(1)
    os.write(1, b"from a library")
"""


@pytest.mark.parametrize("closed", ["1", "2", "01", "012"])
def test_no_file_gets_the_number_of_a_closed_stream(tmp_path: Path, closed: str) -> None:
    words = [sys.executable, "-c", CLOSED, str(tmp_path / "file"), *closed]
    subprocess.run(words, cwd=ROOT, check=True, capture_output=True, stdin=subprocess.DEVNULL)
    assert (tmp_path / "file").read_bytes() == b""


def test_what_the_terminal_cannot_show_is_escaped() -> None:
    program = "from engine.system.process import ensure_streams; ensure_streams(); print('Straße \\udcff')"
    words = [sys.executable, "-X", "utf8=0", "-c", program]
    run = subprocess.run(
        words, cwd=ROOT, check=True, capture_output=True, env={"PYTHONIOENCODING": "ascii:strict"}
    )
    assert run.stdout == b"Stra\\xdfe \\udcff\n"


def test_sigterm_is_as_ctrl_c() -> None:
    before = signal.getsignal(signal.SIGTERM)
    try:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        stop_on_termination()
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGTERM)
    finally:
        stop_on_termination()  # forgets the signal
        signal.signal(signal.SIGTERM, before)


@pytest.mark.parametrize("name", [name for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)])
def test_a_signal_that_a_library_swallowed_stops_later(name: str) -> None:
    number = getattr(signal, name)
    before = {one: signal.getsignal(one) for one in (signal.SIGINT, number)}
    try:
        signal.signal(number, signal.default_int_handler)
        stop_on_termination()
        raise_if_stop_requested()
        with suppress(KeyboardInterrupt):
            signal.raise_signal(number)
        with pytest.raises(KeyboardInterrupt):
            raise_if_stop_requested()
        stop_on_termination()
        raise_if_stop_requested()
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


def test_what_nohup_ignores_stays_ignored() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        stop_on_termination()
        assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
        assert signal.SIGHUP not in stop_signals()
    finally:
        signal.signal(signal.SIGHUP, before)


@pytest.mark.parametrize(
    "error",
    [
        MemoryError(),
        ImportError("libtorch_cpu.so: failed to map segment from shared object"),
        OSError(errno.ENOMEM, "Cannot allocate memory"),
        RuntimeError("std::bad_alloc"),
        RuntimeError("can't start new thread"),
        RuntimeError("[enforce fail] DefaultCPUAllocator: can't allocate memory"),
    ],
    ids=str,
)
def test_all_that_memory_runs_out_with_is_said_in_one_way(error: Exception) -> None:
    assert isinstance(readable(error), MemoryShort)


def test_the_program_starts_itself_frozen_or_not(monkeypatch: pytest.MonkeyPatch) -> None:
    assert own_command(["train"]) == [sys.executable, "-m", "app", "train"]
    assert own_command(["train"], module="trainer") == [sys.executable, "-m", "trainer", "train"]
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert own_command(["train"], module="trainer") == [sys.executable, "train"]


@pytest.mark.skipif(sys.platform != "linux", reason="LD_LIBRARY_PATH")
@pytest.mark.parametrize("before", [None, "/opt/lib"])
def test_other_programs_do_not_load_the_libraries_of_a_frozen_one(
    monkeypatch: pytest.MonkeyPatch, before: str | None
) -> None:
    monkeypatch.setenv("LD_LIBRARY_PATH", "/lacuna/_internal")
    monkeypatch.delenv("LD_LIBRARY_PATH_ORIG", raising=False)
    monkeypatch.setenv("PYINSTALLER_RESET_ENVIRONMENT", "")  # so that pytest removes it again
    restore_library_path()
    assert os.environ["LD_LIBRARY_PATH"] == "/lacuna/_internal"
    if before is not None:
        monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", before)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    restore_library_path()
    assert os.environ.get("LD_LIBRARY_PATH") == before
    assert os.environ["PYINSTALLER_RESET_ENVIRONMENT"] == "1"
