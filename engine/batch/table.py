"""Writes the report of a batch as a CSV file."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

from engine.batch.outcome import Outcome, Summary
from engine.errors import BatchError
from engine.system.atomic import reason, replacing
from engine.text import Text

TABLE_COLUMNS = (
    "photo",
    "result",
    "state",
    "review",
    "method",
    "detector",
    "found",
    "confidence",
    "seconds",
    "earlier",
    "notes",
    "problem",
)
_HEADER_LINE = ",".join(TABLE_COLUMNS)


def table(summary: Summary, path: Path) -> Path:
    """Write a row for each photo, in UTF-8, and return `path`.  Only an earlier report is replaced.

    The columns are TABLE_COLUMNS: photo and result are paths inside the two folders, found is the share of
    the photo.  Raises BatchError (another file is there) or FileNotSaved.
    """
    check_table(path)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(TABLE_COLUMNS)
    for one in summary.outcomes:
        writer.writerow(_cell(value) for value in row(summary, one).values())
    with replacing(path) as file:
        file.write(text.getvalue().encode("utf-8", "backslashreplace"))
    return path


def check_table(path: Path) -> None:
    """Raise BatchError where no report can be written; called before the work begins."""
    if not path.parent.is_dir():
        raise BatchError(Text("there is no folder {path}", path=path.parent))
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            ours = file.readline().rstrip("\n") == _HEADER_LINE
    except FileNotFoundError:
        return
    except OSError as error:
        raise BatchError(
            Text("{path} cannot be written ({reason})", path=path, reason=reason(error))
        ) from error
    if not ours:
        raise BatchError(Text("{path} exists and is no report of a batch", path=path))


def row(summary: Summary, one: Outcome) -> dict[str, Any]:
    """The values of one photo, by the names of TABLE_COLUMNS."""
    target = one.item.target
    there = target is not None and one.ended and one.error is None
    return {
        "photo": one.item.name,
        "result": target.relative_to(summary.plan.out).as_posix() if target and there else None,
        "state": one.state.value,
        "review": list(one.review),
        "method": one.method,
        "detector": one.detector,
        "found": one.found,
        "confidence": one.confidence,
        "seconds": one.seconds,
        "earlier": one.earlier,
        "notes": list(one.notes),
        "problem": str(one.error) if one.error else None,
    }


def _cell(value: Any) -> Any:
    """A value as it stands in the CSV file: lists joined, None and False empty."""
    if isinstance(value, list):
        return " ".join(value)
    return {None: "", True: "yes", False: ""}.get(value, value) if not isinstance(value, float) else value
