"""After a crash: which work can be had back, and getting it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from app.document import records
from app.document.document import Document
from app.document.journal import JOURNAL_SUFFIX, Journal
from app.document.packed import Packed
from app.document.planes import PHOTO_PLANE
from app.document.records import NEXT_MASK_NOTE, JournalRecord, Values
from app.document.source import Source
from engine import photo as photos
from engine.errors import RecoveryImpossible
from engine.system.atomic import reason
from engine.system.filelock import locked
from engine.text import because


@dataclass(frozen=True)
class RecoverableWork:
    """Work that a program left behind without closing it."""

    journal: Path
    source: Path | None  # None for a pasted picture
    time: float  # of its last change, as time.time()
    changes: int
    pasted: Path | None = None  # where the journal keeps the picture of no file
    photo_changed: bool = True  # False: nothing was filled or drawn in the photo itself


def pending(folder: Path) -> list[RecoverableWork]:
    """Journals that no running program has open, newest first.  Files with nothing in them are deleted."""
    found = [entry for path in folder.glob(f"*{JOURNAL_SUFFIX}") if (entry := _look(path))]
    return sorted(found, key=lambda entry: -entry.time)


def forget(entry: RecoverableWork) -> None:
    """Give the work up: delete its files."""
    entry.journal.unlink(missing_ok=True)
    if entry.pasted:
        entry.pasted.unlink(missing_ok=True)


def recover(entry: RecoverableWork) -> Document:
    """The document as it was at the last flush, edited, its steps to be undone; its journal goes on.

    Raises SourceMissing, SourceChanged, RecoveryImpossible or PhotoError; the journal stays then.
    """
    file = _open(entry.journal)
    try:
        found = records.read(file)
        head = next(found, None)
        if head is None:
            raise RecoveryImpossible(entry.journal.name)
        source = Source.checked(head.head, entry.journal.parent)
        document = _document(source)
        _replay(document, found)
        document.adopt(Journal.resume(entry.journal, file, source))
    except BaseException:
        file.close()
        raise
    return document


def _look(path: Path) -> RecoverableWork | None:
    with path.open("r+b", buffering=0) as file:
        if not locked(file):
            return None
        head = next(records.read(file), None)
        status = path.stat()
        changes, planes = records.summary(file, status.st_size)
    if head is None or not (changes or head.head["pasted"]):
        path.unlink()
        return None
    source, pasted = path.parent / head.head["path"], bool(head.head["pasted"])
    return RecoverableWork(
        path,
        None if pasted else source,
        status.st_mtime,
        changes,
        pasted=source if pasted else None,
        photo_changed=pasted or PHOTO_PLANE in planes,
    )


def _open(path: Path) -> BinaryIO:
    try:
        file = path.open("r+b", buffering=0)
    except OSError as error:
        raise RecoveryImpossible(because(path.name, reason(error))) from error
    if not locked(file):
        file.close()
        raise RecoveryImpossible(path.name)
    return file


def _document(source: Source) -> Document:
    if not source.pasted:
        return Document.open(source.path, source.page)
    return Document.pasted(photos.load(source.path))


def _replay(document: Document, changes: Iterator[JournalRecord]) -> None:
    """Undo and redo move through the replayed history where it knows the step; else they are steps."""
    known: dict[int, int] = {}  # the document's step → the journal's
    waiting: Values = []
    for change in changes:
        if change.head["kind"] == NEXT_MASK_NOTE:
            waiting = change.values
            continue
        kind, step, history = change.head["kind"], change.head["step"], document.history
        after = known.get(history.next.id) if history.next else None
        if kind == "undo" and history.last and known.get(history.last.id) == step:
            document.undo()
        elif kind == "redo" and after == step:
            document.redo()
        else:
            with document.edit(change.head["title"]) as edit:
                for plane, box, values in change.values:
                    assert not isinstance(values, Packed)
                    edit.put(plane, box, values)
            if kind == "step":
                known.setdefault(history.state, step)
    _mark_waiting(document, waiting)


def _mark_waiting(document: Document, waiting: Values) -> None:
    """What was painted while a repair ran that never ended is marked now."""
    if waiting:
        with document.edit("Brush stroke") as edit:
            for _, box, values in waiting:
                assert not isinstance(values, Packed)
                edit.paint(box, values)
