"""Whole folders: `files(plan)` says what would be done, `run(plan)` does it, `earlier(plan)` what was done.

All that a command or a dialog needs is here.  Photos are decoded and encoded in threads beside the one that
repairs, so this is the one place of the engine that starts any.
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
from engine.batch.runner import Earlier, Pause, earlier, run
from engine.batch.sheet import sheet
from engine.batch.table import check_table, row, table
from engine.batch.thumbnails import strip_of

__all__ = [
    "ANCHOR_CORNERS",
    "ANCHOR_SIDES",
    "Anchor",
    "Corner",
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
    "earlier",
    "files",
    "mask_for_sizes",
    "place",
    "row",
    "run",
    "sheet",
    "strip_of",
    "table",
]
