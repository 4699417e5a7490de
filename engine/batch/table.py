"""The report of a batch as a CSV file."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from engine.atomic import reason, replacing
from engine.batch.outcome import Outcome, Summary
from engine.errors import BatchError

COLUMNS = (
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
_HEAD = ",".join(COLUMNS)


def table(summary: Summary, path: Path) -> None:
    """Write a row for each photo, in UTF-8; an earlier report is replaced, no other file is.

    Columns: see COLUMNS; photo and result are paths inside the two folders, found is a share of the photo.
    Raises BatchError (another file is there) or PhotoNotSaved.
    """
    check_table(path)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for one in summary.outcomes:
        writer.writerow(_row(summary, one))
    with replacing(path) as file:
        file.write(text.getvalue().encode("utf-8", "backslashreplace"))


def check_table(path: Path) -> None:
    """Raise BatchError where no report can be written: before the work, not after it."""
    if not path.parent.is_dir():
        raise BatchError(f"there is no folder {path.parent}")
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            ours = file.readline().rstrip("\n") == _HEAD
    except FileNotFoundError:
        return
    except OSError as error:
        raise BatchError(f"{path} cannot be written ({reason(error)})") from error
    if not ours:
        raise BatchError(f"{path} exists and is no report of a batch")


def _row(summary: Summary, one: Outcome) -> list[object]:
    item = one.item
    done = item.target is not None and one.ended and one.error is None
    inside = item.target.relative_to(summary.plan.out).as_posix() if item.target and done else ""
    return [
        item.name,
        inside,
        one.state.value,
        " ".join(one.review),
        one.method or "",
        one.detector or "",
        one.found,
        "" if one.confidence is None else one.confidence,
        one.seconds,
        "yes" if one.earlier else "",
        " ".join(one.notes),
        str(one.error) if one.error else "",
    ]
