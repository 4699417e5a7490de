"""Inner loops compiled by numba: import a module that uses this only when its kernels are about to run."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba

Kernel = TypeVar("Kernel", bound=Callable[..., Any])


def compiled(kernel: Kernel) -> Kernel:
    """Decorator: compile a kernel once for this machine; it runs without Python's lock."""
    compile_: Any = numba.njit(nogil=True, cache=True, fastmath=True, error_model="numpy")
    return cast(Kernel, compile_(kernel))
