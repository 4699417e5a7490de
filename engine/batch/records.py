"""The content of a batch's journal: a line with the settings, then one for each photo's result."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Any

from engine.batch.plan import Plan
from engine.errors import JournalUnreadable
from engine.system.atomic import reason
from engine.system.paths import state_folder
from engine.text import Text

Stamp = tuple[int, int]  # (mtime in ns, bytes), as engine.photo.origin.stamp gives it.
JOURNAL_VERSION = 1
JOURNAL_FILE_NAME = "journal.jsonl"
LOCK_FILE_NAME = "lock"
TEXT_FACTS = ("review", "notes")  # Lists of Texts among the facts; plain strings in older journals.


@dataclass(frozen=True, kw_only=True)
class Record:
    """The result of one photo.

    name, target: paths inside the two folders.  staged: the result's name in the staging folder.
    source, mask: their stamps when they were read.  stamp: that of the result.  replaces: the stamp of an
    earlier result of Lacuna that this one replaces.  facts: what the summary says of the photo.
    now: the run whose settings the journal has wrote it; False for a result of an older run.
    """

    name: str
    target: str
    staged: str
    source: Stamp | None
    mask: Stamp | None
    stamp: Stamp
    replaces: Stamp | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    now: bool = True


@dataclass(frozen=True)
class JournalContent:
    """A journal that was read.  records: by target, which no two results share."""

    settings: Mapping[str, Any]
    records: dict[str, Record]


def place(plan: Plan) -> Path:
    """The folder that keeps the state of runs between the plan's two folders; it need not exist."""
    return state_folder() / "batch" / key(plan)


def key(plan: Plan) -> str:
    """A name of 16 hex digits for the pair of the plan's two folders."""
    both = b"\0".join(os.fsencode(folder.resolve()) for folder in (plan.photos, plan.out))
    return hashlib.sha256(both).hexdigest()[:16]


def read(plan: Plan) -> JournalContent | None:
    """The journal of the last run between these folders, None where there was none.

    Raises JournalUnreadable.
    """
    try:
        lines = (place(plan) / JOURNAL_FILE_NAME).read_bytes().split(b"\n")
    except FileNotFoundError:
        return None
    except OSError as error:
        raise JournalUnreadable(reason(error)) from error
    try:
        head = json.loads(lines[0])
        if head["lacuna batch"] != JOURNAL_VERSION:
            raise JournalUnreadable(Text("another version of Lacuna wrote it"))
        settings = dict(head["settings"])
        records: dict[str, Record] = {}
        for line in lines[1:-1]:  # What stands after the last line break was cut off by a crash.
            entry = json.loads(line)
            if "undone" in entry:
                records.pop(entry["undone"], None)
            else:
                records[entry["target"]] = _record(entry)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise JournalUnreadable(Text("{path} is damaged", path=place(plan))) from error
    return JournalContent(settings, records)


def head(plan: Plan) -> bytes:
    """The first line of a journal."""
    folders = [str(folder.resolve()) for folder in (plan.photos, plan.out)]
    return line({"lacuna batch": JOURNAL_VERSION, "folders": folders, "settings": plan.settings})


def line(content: Record | Mapping[str, Any]) -> bytes:
    """A record, or another JSON object, as a line of a journal."""
    if isinstance(content, Record):
        texts = {name: [text.stored() for text in content.facts.get(name, ())] for name in TEXT_FACTS}
        content = asdict(replace(content, facts={**content.facts, **texts}))
    return json.dumps(content).encode() + b"\n"


def _record(entry: dict[str, Any]) -> Record:
    """The record of a parsed line.  Raises ValueError where its target leads out of the folder."""
    for name in ("source", "mask", "stamp", "replaces"):
        entry[name] = tuple(entry[name]) if entry[name] else None
    path = PurePosixPath(entry["target"])
    if path.is_absolute() or ".." in path.parts:
        raise ValueError(entry["target"])
    facts = entry.get("facts", {})
    texts = {name: [Text.restored(one) for one in facts.get(name, ())] for name in TEXT_FACTS}
    return Record(**{**entry, "facts": {**facts, **texts}})


def differences(earlier: Mapping[str, Any], now: Mapping[str, Any]) -> tuple[str, ...]:
    """The settings in which two runs differ, as "method (telea, now auto)"."""
    return tuple(
        f"{name} ({_shown(earlier.get(name))}, now {_shown(now.get(name))})"
        for name in dict.fromkeys((*now, *earlier))  # A setting at its default may be left out.
        if earlier.get(name) != now.get(name)
    )


def _shown(value: Any) -> str:
    return str(value) if value not in (None, "", {}) else "none"
