"""What a process is started with and stopped by: its standard streams and signals."""

from __future__ import annotations

import io
import os
import signal
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

_STDERR_NUMBER = 2  # The highest number of a standard stream.
_stop_requested = threading.Event()


def own_command(words: Sequence[str], *, module: str = "app") -> list[str]:
    """The command line that starts this program with these words: by the interpreter, or itself where frozen.

    module: `app`, or `trainer`, which stands on its own; a frozen program has one start for both.
    """
    return [sys.executable, *([] if is_frozen() else ["-m", module]), *words]


def is_frozen() -> bool:
    """Whether PyInstaller packaged this program: `sys.executable` is then the program itself."""
    return bool(getattr(sys, "frozen", False))


def restore_library_path() -> None:
    """Give programs that are started from here the system's own libraries.

    A frozen program is started with LD_LIBRARY_PATH on its own libraries, which it then has loaded; the file
    manager must not load those.  A second process of the frozen program sets the path again.
    """
    if is_frozen() and sys.platform == "linux":
        before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
        os.environ.pop("LD_LIBRARY_PATH", None)
        if before is not None:
            os.environ["LD_LIBRARY_PATH"] = before
        os.environ["PYINSTALLER_RESET_ENVIRONMENT"] = "1"


def ensure_streams() -> None:
    """Open the standard streams that the program was started without (cron, pythonw) on nothing.

    Else the next file that is opened, a photo say, would get the number of one of them.  What the encoding of
    a stream cannot say is escaped.
    """
    while (number := os.open(os.devnull, os.O_RDWR)) <= _STDERR_NUMBER:
        os.set_inheritable(number, True)
    os.close(number)
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:
            mode = "r" if name == "stdin" else "w"
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 - for good
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def stop_on_termination() -> None:
    """Ctrl+C, SIGTERM and a closed terminal raise KeyboardInterrupt, unless they are ignored.

    Some libraries swallow the exception while they are loaded: `raise_if_stop_requested` raises it again.
    """
    if threading.current_thread() is not threading.main_thread():
        return
    _stop_requested.clear()
    for number in stop_signals():
        if signal.getsignal(number) in (signal.SIG_DFL, signal.default_int_handler):
            signal.signal(number, _interrupt)


def raise_if_stop_requested() -> None:
    """Raise KeyboardInterrupt if a signal that `stop_on_termination` handles has come."""
    if _stop_requested.is_set():
        raise KeyboardInterrupt


def _interrupt(*_: object) -> None:
    _stop_requested.set()
    raise KeyboardInterrupt


def stop_signals() -> tuple[int, ...]:
    """The signals that ask the program to stop, without those that a shell or `nohup` has it ignore."""
    known = (getattr(signal, name, None) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK"))
    return tuple(one for one in known if one is not None and signal.getsignal(one) is not signal.SIG_IGN)
