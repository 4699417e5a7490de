"""Checks that large libraries find room in a process whose address space is limited (`ulimit -v`).

Without room their threads and static data cannot be made, and they end or block the process; an exception
never comes.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from engine.errors import MemoryLimited
from engine.text import Text

# Measured on Linux with two threads, from where the library is loaded to the end of a repair.
COMPILER_BYTES = 620_000_000  # numba with LLVM and the kernels of `patchmatch`
NETWORK_BYTES = 1_000_000_000  # torch with one network at a usual size


def require(needed_bytes: int) -> None:
    """Raise MemoryLimited where the limit of this process leaves less address space."""
    limit = _limit()
    if limit is not None and limit - _used() < needed_bytes:
        raise MemoryLimited(
            Text(
                "this process may use {limit} MB, and {needed} MB more than the {used} MB in use are needed",
                limit=limit // 1_000_000,
                needed=needed_bytes // 1_000_000,
                used=_used() // 1_000_000,
            )
        )


def _limit() -> int | None:
    """The limit of this process's address space in bytes; None where there is none."""
    if sys.platform != "linux":
        return None
    import resource

    limit, _ = resource.getrlimit(resource.RLIMIT_AS)
    return None if limit == resource.RLIM_INFINITY else limit


def _used() -> int:
    """The address space in use, in bytes; 0 where the system does not say."""
    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * os.sysconf(
            "SC_PAGE_SIZE"
        )
    except (OSError, ValueError, IndexError):
        return 0
