"""Repairs folders of photos.

`files(plan)` lists what a run would do, `run(plan)` does it, and `earlier(plan)` says what the last run did.
Commands and dialogs need nothing else of this package.  It is the only one of the engine that starts threads:
photos are decoded and encoded beside the one that is repaired.
"""

from engine.batch.listing import Item, files
from engine.batch.masks import (
    ANCHOR_CORNERS,
    ANCHOR_SIDES,
    Anchor,
    Corner,
    MaskFolder,
    OneMask,
    mask_for_sizes,
)
from engine.batch.outcome import Event, Outcome, Progress, State, Summary
from engine.batch.plan import Plan, check
from engine.batch.records import place
from engine.batch.repeated import find_repeated, within
from engine.batch.review import Decision, Decisions, decided, deliver, leave_as_it_was, note_decision
from engine.batch.runner import Earlier, Pause, earlier, run
from engine.batch.sheet import sheet
from engine.batch.table import check_table, row, table
from engine.batch.thumbnails import strip_of
from engine.batch.watch import watch

__all__ = [
    "ANCHOR_CORNERS",
    "ANCHOR_SIDES",
    "Anchor",
    "Corner",
    "Decision",
    "Decisions",
    "Earlier",
    "Event",
    "Item",
    "MaskFolder",
    "OneMask",
    "Outcome",
    "Pause",
    "Plan",
    "Progress",
    "State",
    "Summary",
    "check",
    "check_table",
    "decided",
    "deliver",
    "earlier",
    "files",
    "find_repeated",
    "leave_as_it_was",
    "mask_for_sizes",
    "note_decision",
    "place",
    "row",
    "run",
    "sheet",
    "strip_of",
    "table",
    "watch",
    "within",
]
