"""What has to be so before Qt starts."""

from __future__ import annotations

import ctypes
import importlib
import importlib.util
import os
import sys
from pathlib import Path

from engine.errors import ScreenMissing, WindowLibraryMissing

TORCH_DLLS = ("c10.dll", "torch_cpu.dll")
# So long can another thread keep the GUI thread waiting for the interpreter; Python's default is 5 ms.
SWITCH_INTERVAL_S = 0.002


def prepare() -> None:
    """Before QApplication: the GUI thread waits less for others, and torch's DLLs are in before Qt's."""
    sys.setswitchinterval(SWITCH_INTERVAL_S)
    if sys.platform == "win32":
        _preload_torch()


def has_screen() -> bool:
    """Whether a window can be shown somewhere: without one, Qt ends the program with a core dump."""
    named = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return sys.platform != "linux" or any(os.environ.get(name) for name in named)


def check_window() -> None:
    """Raise ScreenMissing or WindowLibraryMissing where no window can be shown."""
    if not has_screen():
        raise ScreenMissing
    try:
        importlib.import_module("PySide6.QtWidgets")
    except ImportError as error:
        raise WindowLibraryMissing(str(error)) from error


def _preload_torch() -> None:
    """torch cannot load its DLLs once Qt's are in; torch itself is imported with the first network."""
    found = importlib.util.find_spec("torch")
    if found is None or found.origin is None:
        return
    folder = Path(found.origin).with_name("lib")
    os.add_dll_directory(str(folder))  # type: ignore[attr-defined]
    for name in TORCH_DLLS:
        ctypes.CDLL(str(folder / name))
