"""How a photo of a batch is opened in the editor: which file, what is marked in it, where it is saved."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.session.find_selection import ANY_KIND, FindSelection

if TYPE_CHECKING:
    from engine.batch import Outcome, Plan


@dataclass(frozen=True, kw_only=True)
class Opening:
    """A file to open, and what follows.

    search: the finds to look for in it; None where nothing is.  mask: the file of its mask, or None.
    target: the name that is offered when it is saved; None for the usual one.
    """

    path: Path
    search: FindSelection | None = None
    mask: Path | None = None
    target: Path | None = None


def result_of(one: Outcome) -> Opening | None:
    """The repaired file; None where there is none."""
    if not one.ended or one.error is not None or one.item.target is None:
        return None
    return Opening(path=one.item.target)


def original_of(one: Outcome, plan: Plan | None) -> Opening:
    """The photo as it was.  Where a person should look at it, with what the batch found or was given.

    plan: that of the run; None where it is not known any more.
    """
    if not one.review or plan is None:
        return Opening(path=one.item.source)
    return Opening(
        path=one.item.source,
        search=_searched(one, plan) if plan.masks is None else None,
        mask=one.item.mask,
        target=one.item.target,
    )


def _searched(one: Outcome, plan: Plan) -> FindSelection:
    """The settings of the plan; a method that found its damage itself is the detector."""
    return FindSelection(
        detector=plan.method if one.detector == plan.method else plan.detector,
        kind=plan.kinds[0] if len(plan.kinds) == 1 else ANY_KIND,
        sensitivity=plan.sensitivity,
    )
