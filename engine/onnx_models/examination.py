"""Examines a model in a process of its own, with limits: a file from anybody can crash whatever runs it."""

from __future__ import annotations

import multiprocessing
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import Any

from engine.errors import LacunaError
from engine.job import Job
from engine.onnx_models.errors import ModelInvalid
from engine.onnx_models.trial import Examination, examine
from engine.text import Text

# LaMa takes 2 GB and about 10 s for all that is tried.
MAX_ADDRESS_SPACE_BYTES = 12 << 30
MAX_SECONDS = 300
POLL_S = 0.05
TOO_MUCH_MEMORY = Text("it takes more than {gigabytes} GB of memory", gigabytes=MAX_ADDRESS_SPACE_BYTES >> 30)


def examined(data: bytes, corrections: Mapping[str, str], job: Job) -> Examination:
    """`examine` in another process, which is killed where the job is cancelled or it takes too long.

    Raises as `examine`, and ModelInvalid where that process dies.
    """
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs,), daemon=True)
    process.start()
    theirs.close()
    try:
        answer = _asked(ours, data, dict(corrections), job)
    finally:
        process.kill()
        process.join()
        process.close()
        ours.close()
    if isinstance(answer, LacunaError):
        raise answer
    assert isinstance(answer, Examination)
    return answer


def _asked(connection: Connection[Any, Any], data: bytes, corrections: dict[str, str], job: Job) -> Any:
    """Send the question and wait for the answer."""
    until = time.monotonic() + MAX_SECONDS
    try:
        connection.send(corrections)
        connection.send_bytes(data)
        while not connection.poll(POLL_S):
            job.step(0.0, Text("Running it on a drawn picture"))
            if time.monotonic() > until:
                return ModelInvalid(Text("it runs for more than {seconds} s", seconds=MAX_SECONDS))
        return connection.recv()
    except (EOFError, OSError):
        return ModelInvalid(Text("it crashes what runs it"))


def _serve(connection: Connection[Any, Any]) -> None:
    """Answer one question with an Examination or a LacunaError.  Runs in the process of its own."""
    corrections, data = connection.recv(), connection.recv_bytes()
    _limit_memory()
    try:
        answer: Any = examine(data, corrections)
    except LacunaError as error:
        answer = type(error)(error.cause)
    except MemoryError:
        answer = ModelInvalid(TOO_MUCH_MEMORY)
    with suppress(OSError):  # nobody waits for it any more
        connection.send(answer)


def _limit_memory() -> None:
    if sys.platform != "win32":
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        limit = (
            MAX_ADDRESS_SPACE_BYTES if hard == resource.RLIM_INFINITY else min(hard, MAX_ADDRESS_SPACE_BYTES)
        )
        with suppress(ValueError, OSError):  # macOS knows the limit and refuses to set it
            resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
