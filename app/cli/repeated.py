"""`lacuna batch --find-repeated`: shows what stays put over a folder's photos before it is removed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.progress import progress
from engine.errors import UsageError

if TYPE_CHECKING:
    from engine.batch import Plan
    from engine.detection.repeated import RepeatedMark


def check_words(*, watch: bool, others: bool, yes: bool, repeated: bool) -> None:
    """Raise UsageError where words contradict each other.

    others: masks or words of a detector were given, but for one mask.
    """
    if yes and not repeated:
        raise UsageError("--yes confirms what --find-repeated shows")
    if repeated and watch:
        raise UsageError("--find-repeated compares photos that are there: leave --watch out")
    if repeated and others:
        raise UsageError(
            "--find-repeated needs no detector and no folder of masks; --mask FILE limits where it looks"
        )


def found_marks(plan: Plan, mask: Path | None) -> tuple[RepeatedMark, ...]:
    """What stays put over the photos, in a mask if one is given.  Raises as `find_repeated`."""
    from engine.batch import find_repeated, within

    with progress() as job:
        marks = find_repeated(plan, job)
    return marks if mask is None else within(marks, mask)


def show(plan: Plan, marks: tuple[RepeatedMark, ...]) -> None:
    """Write a mask for each size beside the folder for results, and say how to go on."""
    import numpy as np

    import engine.photo.mask_file

    for mark in marks:
        width, height, orientation = mark.key
        rotation = f"-{orientation}" if orientation != 1 else ""
        path = plan.out.with_name(f"{plan.out.name}-repeated-{width}x{height}{rotation}.png")
        plane = mark.mask()
        engine.photo.mask_file.save(plane, path)
        share = np.count_nonzero(plane) / plane.size
        print(f"{path}: {share:.2%} of {mark.photos} photos of {width} × {height} stays put")
    print("  look at the masks; --yes removes what they show, --mask FILE --yes only what FILE marks of it")
