"""Brings torch's largest library in while the window goes on, and tells it how long its threads may wait.

Python holds its lock for as long as the system loads a module's libraries: 0.2 s for torch, in which nothing
else runs.  A call through ctypes lets go of it; the import then finds the library where it is.
"""

from __future__ import annotations

import ctypes
import functools
import importlib.util
import os
import sys
from pathlib import Path

TORCH_LIBRARY_NAMES = {
    "linux": "libtorch_cpu.so",
    "darwin": "libtorch_cpu.dylib",
}  # Windows: app.environment, before Qt's
# How often a thread looks whether the others are done before it sleeps.  With libgomp's own 300,000 times a
# search takes ten times as long where something else keeps a processor busy; where nothing does, 3 % less.
SPIN_COUNTS = {"GOMP_SPINCOUNT": "10000"}


@functools.cache
def torch_library() -> None:
    """Before the first `import torch` of a thread.  What cannot be loaded so is left to that import."""
    for name, count in SPIN_COUNTS.items():
        os.environ.setdefault(name, count)
    found = (
        importlib.util.find_spec("torch")
        if sys.platform in TORCH_LIBRARY_NAMES and "torch" not in sys.modules
        else None
    )
    if found is None or found.origin is None:
        return
    path = Path(found.origin).parent / "lib" / TORCH_LIBRARY_NAMES[sys.platform]
    if path.is_file():
        load = ctypes.CDLL(None).dlopen
        load.argtypes, load.restype = [ctypes.c_char_p, ctypes.c_int], ctypes.c_void_p
        load(os.fsencode(path), os.RTLD_NOW)
