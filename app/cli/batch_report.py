"""What `lacuna batch` prints: a bar while it runs, then lines or JSON, and its exit code."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.cli.options import Exit
from engine.errors import LacunaError

if TYPE_CHECKING:
    from engine.batch import Event, Outcome, Summary

MAX_PASSED_OVER_NAMES = 5  # In the closing lines; the report has all of them.


@contextmanager
def bar() -> Iterator[Callable[[Event], None]]:
    """A report that names each failed photo on stderr and, on a terminal, moves a bar."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    console = Console(stderr=True, soft_wrap=True, highlight=False, markup=False)
    columns = BarColumn(), TextColumn("{task.description}")
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=None)
        named = set()

        def tell(event: Event) -> None:
            far, one = event.progress, event.outcome
            bar.update(task, completed=far.fraction, total=1, description=_pace(event))
            if one is not None and one.error is not None and one.item.name not in named:
                named.add(one.item.name)
                console.print(f"lacuna: {shown(one.item.name)}: {shown(str(one.error))}")

        yield tell


def _pace(event: Event) -> str:
    far = event.progress
    words = [f"{far.ended}/{far.total}", *([f"{far.failed} failed"] if far.failed else [])]
    if far.per_minute is not None:
        words.append(f"{far.per_minute:.0f} a minute")
    if far.seconds_left is not None:
        minutes, seconds = divmod(round(far.seconds_left), 60)
        hours, minutes = divmod(minutes, 60)
        words.append(f"{hours}:{minutes:02}:{seconds:02} left")
    return ", ".join(words)


def reported(summary: Summary, report: Path | None) -> dict[str, Any]:
    """The keys of --json.  Writes the sheet and the table, which a full disk may refuse."""
    from engine.batch import row, sheet, table

    return {
        "photos": str(summary.plan.photos),
        "out": str(summary.plan.out),
        "kinds": list(summary.plan.kinds),
        "total": len(summary.outcomes),
        "done": len(summary.done),
        "nothing_found": len(summary.nothing_found),
        "doubtful": len(summary.doubtful),
        "failed": len(summary.failed),
        "left": len(summary.left),
        "earlier": sum(one.earlier for one in summary.outcomes),
        "review": [one.item.name for one in summary.review],
        "seconds": round(summary.seconds, 3),
        "passed_over": list(summary.passed_over),
        "per_minute": summary.per_minute and round(summary.per_minute, 2),
        "cancelled": summary.cancelled,
        "stopped": str(summary.stopped) if summary.stopped else None,
        "sheet": _written(lambda: sheet(summary)),
        "report": report and _written(lambda: table(summary, report)),
        "files": [row(summary, one) for one in summary.outcomes],
    }


def _written(write: Callable[[], Path]) -> str | None:
    try:
        return str(write())
    except LacunaError as error:
        print(f"lacuna: {error}", file=sys.stderr)
        return None


def print_facts(facts: dict[str, Any]) -> None:
    parts = [f"{facts['done']} of {facts['total']} done"]
    untouched = facts["nothing_found"] + facts["doubtful"]
    parts += [f"{untouched} of them as they were"] if untouched else []
    parts += [f"{facts['failed']} failed"] if facts["failed"] else []
    parts += [f"{facts['left']} left"] if facts["left"] else []
    parts += [f"{facts['earlier']} by an earlier run"] if facts["earlier"] else []
    print(f"{shown(facts['out'])}: {', '.join(parts)}, in {facts['seconds']:.1f} s")
    if facts["passed_over"]:
        print(f"  {_passed_over(facts['passed_over'])}")
    for one in facts["files"]:
        for reason in one["review"]:
            print(f"  look at {shown(one['photo'])}: {reason}")
    for key in ("sheet", "report"):
        if facts[key]:
            print(f"  {key}: {shown(facts[key])}")


def _passed_over(names: list[str]) -> str:
    """One line about the files that are no photos."""
    more = len(names) - MAX_PASSED_OVER_NAMES
    listed = ", ".join(shown(name) for name in names[:MAX_PASSED_OVER_NAMES])
    files = (
        "1 file that is no photo was" if len(names) == 1 else f"{len(names)} files that are no photos were"
    )
    return f"{files} passed over: {listed}{f' and {more} more' if more > 0 else ''}"


def shown(text: str) -> str:
    """A name that is no proper Unicode, as something that can be printed."""
    return os.fsencode(text).decode("utf-8", "replace")


def exit_code(summary: Summary, *, complete: bool) -> int:
    """The exit code.  complete: all that was asked for beside the photos was written."""
    if summary.stopped is not None:
        print(f"lacuna: {summary.stopped}", file=sys.stderr)
    if summary.cancelled:
        code = Exit.STOPPED
    elif not summary.done:
        code = Exit.NOTHING_DONE
    else:
        code = Exit.SOME_FAILED if summary.failed or summary.left or not complete else Exit.DONE
    if any(thread.name.startswith("batch-") for thread in threading.enumerate()):
        _leave(code)
    return code


def _leave(code: int) -> None:
    """End at once: a network at work does not hear of a cancel for seconds, and nothing of it is kept."""
    if code == Exit.STOPPED:
        print("lacuna: stopped", file=sys.stderr)
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def print_outcome(one: Outcome) -> None:
    """A line for each photo of a watched folder, once it is through; failures are named by the bar."""
    if one.error is None and not one.earlier:
        print(f"{shown(one.item.name)}: {one.state}", flush=True)
