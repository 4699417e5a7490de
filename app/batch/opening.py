"""How a photo of a batch is opened in the editor: which file, what is marked, whether it is reviewed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.session.find_selection import FindSelection

if TYPE_CHECKING:
    from engine.batch import Outcome, Plan


@dataclass(frozen=True)
class Review:
    """A photo of a run on which a person is to decide.  plan: that of the run."""

    one: Outcome
    plan: Plan

    @property
    def target(self) -> Path:
        """Where the run put its result."""
        assert self.one.item.target is not None
        return self.one.item.target


@dataclass(frozen=True, kw_only=True)
class Opening:
    """A file to open, and what follows.

    page: of a file that has several.  search: the finds to look for in it; None where nothing is.
    mask: the file of its mask, or None.
    review: original and result are shown side by side, to decide on; None where there is nothing to decide.
    """

    path: Path
    page: int = 1
    search: FindSelection | None = None
    mask: Path | None = None
    review: Review | None = None


def result_of(one: Outcome) -> Opening | None:
    """The file of the result; None where there is none."""
    if not one.ended or one.error is not None or one.item.target is None:
        return None
    return Opening(path=one.item.target)


def original_of(one: Outcome) -> Opening:
    """The photo as it was."""
    return Opening(path=one.item.source, page=one.item.page or 1)


def review_of(one: Outcome, plan: Plan | None) -> Opening | None:
    """Original and result with what was found or given; None where the result is the photo as it was found.

    plan: that of the run; None where it is not known any more.
    """
    reviewable = one.state in ("done", "doubtful, left as it was") and one.item.target is not None
    if plan is None or not reviewable:
        return None
    return Opening(
        path=one.item.source,
        page=one.item.page or 1,
        search=_searched(one, plan) if plan.masks is None else None,
        mask=one.item.mask,
        review=Review(one, plan),
    )


def _searched(one: Outcome, plan: Plan) -> FindSelection:
    """The settings of the plan; a method that found its damage itself is the detector."""
    return FindSelection(
        detector=plan.method if one.detector == plan.method else plan.detector,
        kinds=plan.kinds,
        sensitivity=plan.sensitivity,
    )
