"""What the weights' card says of the photos' licences: whether they are free, and whom to name."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from engine.errors import UsageError

RESEARCH_LICENCE = "Research and non-commercial use only (LICENSE-WEIGHTS): the photos it learnt from say so"
FREE_LICENCE = "CC BY 4.0 (LICENSE-WEIGHTS): every photo it learnt from is free; credits name the sources"
FREE_CLASSES = frozenset({"clear", "collector"})
FREE_WORDS = ("MIT", "Apache", "CC")  # A licence of a whole repository that holds one of these is free.
UNFREE_WORDS = ("GPL", "NC")  # It is not free where it also holds one of these.


def credit(
    files: Iterable[Path], lists: Sequence[Path], started_from: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """The keys `licence` and `credits` of a card.

    files: the photos that were learnt from.  lists: CSV files with the columns file, source, licence_class,
    licence_as_stated and, if known, author.  The licence is free where every photo stands in a list under a
    free licence and the weights that were begun at are free too.  Raises UsageError for an unreadable list.
    """
    rows = {row["file"].rpartition("/")[2]: row for list in lists for row in _rows(list)}
    names = sorted({file.name for file in files})
    known = [rows[name] for name in names if name in rows]
    free = len(known) == len(names) and all(map(is_free, known))
    if started_from is not None and started_from.get("licence") != FREE_LICENCE:
        free = False
    by_source: dict[str, set[str]] = defaultdict(set)
    for row in known:
        by_source[row["source"]].add(" ".join(filter(None, (row.get("author"), row["licence_as_stated"]))))
    credits = {source: sorted(said) for source, said in sorted(by_source.items())}
    return {"licence": FREE_LICENCE if free else RESEARCH_LICENCE} | ({"credits": credits} if credits else {})


def is_free(row: Mapping[str, str]) -> bool:
    """Whether weights that learnt from this photo may be used for any purpose."""
    if row["licence_class"] in FREE_CLASSES:
        return True
    said = row["licence_as_stated"]
    return (
        row["licence_class"] == "repo"
        and any(word in said for word in FREE_WORDS)
        and not any(word in said for word in UNFREE_WORDS)
    )


def _rows(list: Path) -> Iterable[dict[str, str]]:
    try:
        with list.open(encoding="utf-8", newline="") as file:
            rows = [*csv.DictReader(file)]
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{list} cannot be read as a list of photos") from error
    if not rows or not {"file", "source", "licence_class", "licence_as_stated"} <= set(rows[0]):
        raise UsageError(f"{list} is no list of photos: it lacks a column of file, source, licence_class, …")
    return rows
