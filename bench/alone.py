"""Measures a function in a process of its own, so that its peak memory is nobody else's."""

from __future__ import annotations

import multiprocessing
import re
import resource
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

ANSWER_TIMEOUT_S = 300  # s
MAXRSS_UNITS_PER_GB = 2**30 if sys.platform == "darwin" else 2**20  # of ru_maxrss in a GB
KILOBYTES_PER_GB = 2**20


def alone(function: Callable[..., Any], *given: object) -> tuple[Any, float]:
    """(function(*given), peak memory of its process in GB, Python and the libraries included)."""
    spawn = multiprocessing.get_context("spawn")
    queue: multiprocessing.Queue = spawn.Queue()
    process = spawn.Process(target=_run, args=(queue, function, given))
    process.start()
    answer = queue.get(timeout=ANSWER_TIMEOUT_S)
    process.join()
    return answer


def _run(queue: multiprocessing.Queue, function: Callable[..., Any], given: tuple[object, ...]) -> None:
    answer = function(*given)
    queue.put((answer, _peak()))


def _peak() -> float:
    """The peak memory of this process in GB.  Linux counts the parent's into ru_maxrss, not into VmHWM."""
    status = Path("/proc/self/status")
    if status.exists():
        found = re.search(r"^VmHWM:\s*(\d+) kB", status.read_text(encoding="ascii"), re.MULTILINE)
        if found:
            return int(found[1]) / KILOBYTES_PER_GB
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MAXRSS_UNITS_PER_GB
