"""Writes the report of a batch as a CSV file."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from typing import Any

from engine.batch.outcome import Outcome, Summary
from engine.errors import BatchError
from engine.system.atomic import check_writable, reason, replacing
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
# Spreadsheets take a cell that begins so for a formula, and would run it; a ' before it makes it words.  Some
# end a cell at a semicolon or a tab, whatever is quoted.
_FORMULA_START = re.compile(r"(^|[;\t\r\n])(?=[=+\-@＝＋－＠])|^(?=[\t\r\n])")
PASSED_OVER_STATE = "passed over"  # Of a file that is no photo.
_HEADER_LINE = ",".join(TABLE_COLUMNS)


def table(summary: Summary, path: Path) -> Path:
    """Write a row for each photo and each other file, in UTF-8, and return `path`.

    Only an earlier report is replaced.  The columns are TABLE_COLUMNS: photo and result are paths inside the
    two folders, found is the share of the photo.  Raises BatchError (another file is there) or FileNotSaved.
    """
    check_table(path)
    text = io.StringIO()
    text.write(f"{_HEADER_LINE}\n")
    # Words are quoted, so that no program takes a sign in them for the end of a cell.
    writer = csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC)
    for one in summary.outcomes:
        writer.writerow(_cell(value) for value in row(summary, one).values())
    for name in summary.passed_over:
        known = {"photo": name, "state": PASSED_OVER_STATE}
        writer.writerow(_cell(known.get(column)) for column in TABLE_COLUMNS)
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
        ours = True
    except OSError as error:
        raise _unwritable(path, error) from error
    if not ours:
        raise BatchError(Text("{path} exists and is no report of a batch", path=path))
    try:
        check_writable(path)
    except OSError as error:
        raise _unwritable(path, error) from error


def _unwritable(path: Path, error: OSError) -> BatchError:
    return BatchError(Text("{path} cannot be written ({reason})", path=path, reason=reason(error)))


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
    if isinstance(value, float):
        return value
    if isinstance(value, list):
        value = " ".join(value)
    words = {None: "", True: "yes", False: ""}.get(value, value)
    return _FORMULA_START.sub(r"\1'", words)
