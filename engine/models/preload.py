"""Loads torch's largest library without stopping the window, and limits how long its threads spin.

While Python imports a module it holds the interpreter lock, 0.2 s for torch, in which nothing else runs.  A
call through ctypes releases the lock; the import then finds the library loaded.
"""

from __future__ import annotations

import ctypes
import functools
import importlib.util
import os
import sys
from pathlib import Path

from engine.system.address_space import NETWORK_BYTES, require

# On Windows app.environment loads them, before Qt loads its own.
TORCH_LIBRARY_NAMES = {"linux": "libtorch_cpu.so", "darwin": "libtorch_cpu.dylib"}
# How often a thread checks whether the others are done before it sleeps.  With libgomp's default of 300,000 a
# search takes ten times as long on a busy processor; on an idle one it is 3 % faster.
SPIN_COUNTS = {"GOMP_SPINCOUNT": "10000"}


@functools.cache
def torch_library() -> None:
    """Load the library; call it before `import torch`.  Where it cannot be loaded, that import does it.

    Raises MemoryLimited where the process may not use as much memory as networks need.
    """
    if "torch" not in sys.modules:
        require(NETWORK_BYTES)
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
