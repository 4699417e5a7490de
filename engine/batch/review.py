"""What a person decides of a photo after a run: its result is kept or written anew, and noted as reviewed."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from pathlib import Path

from engine.batch.delivery import leads_into, move_without_replacing, stage, unsaved
from engine.batch.journal import stamp_of
from engine.batch.listing import Item
from engine.batch.outcome import Outcome, State
from engine.batch.plan import Plan
from engine.batch.records import Stamp, place
from engine.batch.thumbnails import Strip, keep_strip
from engine.errors import FoldersClash, LacunaError, ResultChanged
from engine.photo import Photo
from engine.pixels.mask import Mask
from engine.text import Text, mark

REVIEWED_FILE_NAME = "reviewed.jsonl"


class Decision(StrEnum):
    """What became of a photo that a person has looked at."""

    KEPT = mark("Reviewed: the result of the run was kept.")
    AS_IT_WAS = mark("Reviewed: the photo was left as it was.")
    REPAIRED = mark("Reviewed: it was repaired in the editor.")


class Decisions:
    """The decisions of a plan's photos, which hold as long as their results are the files that were seen."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._made = _read(place(plan) / REVIEWED_FILE_NAME)

    def applied(self, one: Outcome) -> Outcome | None:
        """The outcome of a photo after the decision on it; None where none was made, or none holds."""
        made = self._made.get(one.item.name)
        target = one.item.target
        if made is None or made[1] is None or target is None or stamp_of(target) != made[1]:
            return None
        return decided(one, made[0])


def decided(one: Outcome, decision: Decision) -> Outcome:
    """An outcome that waits for a person no longer."""
    states = {Decision.AS_IT_WAS: State.DOUBTFUL, Decision.REPAIRED: State.DONE}
    notes = tuple(note for note in one.notes if str(note) not in list(Decision))
    return replace(
        one,
        state=states.get(decision, one.state),
        review=(),
        notes=(*notes, Text(decision.value)),
        decision=decision.value,
    )


def note_decision(plan: Plan, item: Item, decision: Decision) -> None:
    """Keep a decision for later runs.  If that fails, the photo is merely listed again."""
    assert item.target is not None
    folder = place(plan)
    line = json.dumps([item.name, decision.name, stamp_of(item.target)]) + "\n"
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / REVIEWED_FILE_NAME).open("a", encoding="utf-8") as file:
            file.write(line)
            file.flush()
            os.fsync(file.fileno())


def deliver(
    plan: Plan, item: Item, photo: Photo, decision: Decision, *, seen: Stamp | None, mask: Mask | None = None
) -> tuple[Text, ...]:
    """Write what a person made of a photo to where the run puts its result, in the run's format.

    seen: the stamp of the result that the person saw, None where there was none.  mask: H×W, not 0 where the
    photo was repaired.  Returns notes on what the format could not hold.  Raises ResultChanged where another
    program wrote the result since, FoldersClash, FormatReadOnly, DiskFull and other PhotoNotSaved.
    """
    target = item.target
    assert target is not None
    if not leads_into(target.parent, plan.out):
        raise FoldersClash(Text("{path} leads out of {out}", path=target.parent, out=plan.out))
    staged = target
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        staged, notes = stage(photo, plan, target.with_name(f".lacuna-{secrets.token_hex(6)}"), target)
        if plan.keep_times:
            times = item.source.stat()
            os.utime(staged, ns=(times.st_atime_ns, times.st_mtime_ns))
        _move(staged, target, seen)
    except OSError as error:
        raise unsaved(error, target) from error
    finally:
        if staged != target:
            staged.unlink(missing_ok=True)
    _keep_strip(plan, item, photo, mask)
    note_decision(plan, item, decision)
    return notes


def leave_as_it_was(plan: Plan, item: Item, *, seen: Stamp | None) -> tuple[Text, ...]:
    """Put the photo as it was in the place of its result.  Raises PhotoError and what `deliver` raises."""
    return deliver(plan, item, item.loaded(), Decision.AS_IT_WAS, seen=seen)


def _move(staged: Path, target: Path, seen: Stamp | None) -> None:
    """Move a staged file to its target if that is still the file that was seen."""
    if target.is_symlink() or stamp_of(target) != seen:
        raise ResultChanged(str(target))
    if seen is not None:
        staged.replace(target)
        return
    try:
        move_without_replacing(staged, target)
    except FileExistsError:
        raise ResultChanged(str(target)) from None


def _keep_strip(plan: Plan, item: Item, photo: Photo, mask: Mask | None) -> None:
    """The contact sheet shows what was delivered."""
    with contextlib.suppress(LacunaError, OSError):
        strip = Strip(item.loaded())
        strip.repaired(photo, mask)
        keep_strip(place(plan), item.name, strip.jpeg())


def _read(path: Path) -> Mapping[str, tuple[Decision, Stamp | None]]:
    """The newest decision on each photo; lines that were cut off or mean nothing are passed over."""
    made: dict[str, tuple[Decision, Stamp | None]] = {}
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, ValueError):
        return made
    for line in lines:
        with contextlib.suppress(ValueError, KeyError, TypeError):
            name, decision, seen = json.loads(line)
            made[name] = Decision[decision], None if seen is None else (int(seen[0]), int(seen[1]))
    return made
