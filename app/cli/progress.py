"""The progress of one command, as a bar on a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from engine.job import Job
from engine.system.process import raise_if_stop_requested
from engine.text import Text


@contextmanager
def progress() -> Iterator[Job]:
    """A job whose progress is a bar on stderr, on a terminal only; a signal to stop ends it at its next step.

    Raises KeyboardInterrupt where that signal came before.
    """
    from rich.console import Console
    from rich.progress import Progress

    raise_if_stop_requested()
    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=1.0)

        def report(fraction: float, note: Text) -> None:
            raise_if_stop_requested()
            bar.update(task, completed=fraction, description=note)

        yield Job(report)
