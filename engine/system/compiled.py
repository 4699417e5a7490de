"""Inner loops compiled by numba: import a module that uses this only when its kernels are about to run."""

from __future__ import annotations

import contextlib
import functools
import hashlib
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

from engine.system.address_space import COMPILER_BYTES, require

require(COMPILER_BYTES)
import numba  # noqa: E402 - without room, LLVM would block the process.
from numba.core.caching import FunctionCache  # noqa: E402

LOG = logging.getLogger("lacuna.compiled")
Kernel = TypeVar("Kernel", bound=Callable[..., Any])


def compiled(kernel: Kernel) -> Kernel:
    """Decorator: compile a kernel once for this machine; it runs without Python's lock.

    Where the machine code cannot be stored, it is compiled once in each process.
    """
    dispatcher: Any = numba.njit(nogil=True, fastmath=True, error_model="numpy")(kernel)
    try:
        dispatcher._cache = _MachineCodeCache(kernel)  # type: ignore[no-untyped-call]
    except (RuntimeError, OSError) as error:
        LOG.info("machine code is not stored: %s", error)
    return cast(Kernel, dispatcher)


class _MachineCodeCache(FunctionCache):
    """numba's cache of machine code, none of whose faults stops a kernel.

    numba lets errors through where the disk is full or a file of the cache is damaged.  It also takes stored
    code for fresh as long as the kernel's own module is unchanged, although that code contains kernels of
    other modules: here all modules of its folder must be unchanged.
    """

    def load_overload(self, sig: Any, target_context: Any) -> Any:
        try:
            return super().load_overload(sig, target_context)  # type: ignore[no-untyped-call]
        except Exception as error:  # Whatever unpickling raises.
            LOG.info("stored machine code is not used: %s", error)
            with contextlib.suppress(Exception):
                self.flush()  # type: ignore[no-untyped-call]  # else it would stay damaged
            return None

    def save_overload(self, sig: Any, data: Any) -> None:
        try:
            super().save_overload(sig, data)  # type: ignore[no-untyped-call]
        except Exception as error:
            LOG.info("machine code is not stored: %s", error)

    def _index_key(self, sig: Any, codegen: Any) -> tuple[Any, ...]:
        folder = Path(self._py_func.__code__.co_filename).parent
        key = super()._index_key(sig, codegen)  # type: ignore[no-untyped-call]
        return (*key, _sources_digest(folder))


@functools.cache
def _sources_digest(folder: Path) -> str:
    """Of all modules in a folder; in a frozen program, which has none, numba asks for the program instead."""
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()
