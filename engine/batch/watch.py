"""Repairs what appears in a folder, until it is stopped."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

from engine.batch.listing import Item, listing
from engine.batch.outcome import Outcome, Summary
from engine.batch.plan import Plan, check
from engine.batch.records import Stamp
from engine.batch.runner import Report, run
from engine.job import Cancelled, Job

# How often the folder is looked at.
POLL_INTERVAL_S = 1.0
# A file that does not change for so many looks has been written to its end.
SETTLED_LOOKS = 3


class _Arrivals:
    """Which photos of a folder are new and no longer grow."""

    def __init__(self) -> None:
        self._looks: dict[str, tuple[Stamp | None, int]] = {}
        self._ended: dict[str, Stamp | None] = {}

    def waiting(self, photos: tuple[Item, ...]) -> set[str]:
        """The names of photos to repair now; called once for each look."""
        looks = {}
        for item in photos:
            stamp, count = self._looks.get(item.name, (None, 0))
            looks[item.name] = (item.stamp, count + 1 if stamp == item.stamp else 1)
        self._looks = looks
        return {
            name
            for name, (stamp, count) in looks.items()
            if count >= SETTLED_LOOKS and not (name in self._ended and self._ended[name] == stamp)
        }

    def end(self, one: Outcome) -> None:
        """A photo is through, repaired or failed: it is not looked at again until its file changes."""
        self._ended[one.item.name] = one.item.stamp


def watch(
    plan: Plan,
    *,
    job: Job,
    report: Report | None = None,
    scheduler: str = "",
    ended: Callable[[Outcome], None] | None = None,
    sleep: Callable[[float], None] = time.sleep,
) -> Summary | None:
    """Repair photos as they appear, with the journal of `run(resume=True)`, until the job is cancelled.

    A photo is repaired once its file has not changed for SETTLED_LOOKS looks, and again where it changes
    later; a photo that failed is not tried again as it is.  ended: called for each photo that is through.
    Returns the summary of all that was done, None where nothing was; Summary.stopped as in `run`.  Raises
    what `run` raises but for NoPhotos and Cancelled.
    """
    check(plan, elsewhere=bool(scheduler))
    arrivals, outcomes = _Arrivals(), dict[str, Outcome]()
    last: Summary | None = None
    while not job.cancelled:
        try:
            photos = listing(plan, job).photos
        except Cancelled:
            break
        waiting = arrivals.waiting(photos)
        if waiting:
            leave = {item.name for item in photos} - waiting
            try:
                last = run(plan, resume=True, job=job, report=report, scheduler=scheduler, leave=leave)
            except Cancelled:
                break
            for one in last.outcomes:
                _note(one, arrivals, outcomes, ended)
            if last.stopped is not None:
                break
        else:
            sleep(POLL_INTERVAL_S)
    return None if last is None else replace(last, outcomes=tuple(outcomes.values()))


def _note(
    one: Outcome,
    arrivals: _Arrivals,
    outcomes: dict[str, Outcome],
    ended: Callable[[Outcome], None] | None,
) -> None:
    """Keep the outcome of a photo of one run.  A photo that came while the run listed is left to the next."""
    known = outcomes.get(one.item.name)
    if one.ended or known is None:
        outcomes[one.item.name] = one
    if one.ended:
        arrivals.end(one)
        if ended is not None:
            ended(one)
