"""What a batch says of itself: of one photo, of the run, at its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale

from app.errors.messages import spoken
from app.text import count, duration, engine_text, translate
from engine.errors import LacunaError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.batch import Earlier, Outcome, Progress, Summary


def state_text(one: Outcome) -> str:
    """A word or two."""
    if one.state == "running" and not one.fraction:
        return translate("Batch", "At work")
    if one.state == "running":
        return translate("Batch", "Repairing {percent} %").format(percent=round(one.fraction * 100))
    if one.state == "failed":
        return translate("Batch", "Not repaired")
    if one.decision:
        return translate("Batch", "Reviewed")
    if one.review and one.state == "done":
        return translate("Batch", "Please look")
    words = {
        "queued": translate("Batch", "Waiting"),
        "done": translate("Batch", "Repaired"),
        "nothing found": translate("Batch", "Nothing found"),
        "doubtful, left as it was": translate("Batch", "Left as it was"),
    }
    return words[one.state.value]


def about(one: Outcome) -> str:
    """What else there is to say of a photo, in one line; empty where there is nothing."""
    if one.error is not None:
        return error_line(one.error)
    parts = [engine_text(text) for text in one.review]
    if one.state == "done":
        parts.append(translate("Batch", "{percent} % of it filled").format(percent=percent(one.found)))
    if one.ended:
        parts += [engine_text(text) for text in one.notes]
        if one.earlier:
            parts.append(translate("Batch", "done by an earlier run"))
    elif one.item.target is not None and one.item.target.name != one.item.source.name:
        parts.append(f"→ {one.item.target.name}")
    return " · ".join(part.rstrip(".") for part in parts)


def percent(share: float) -> str:
    """Two figures, as the person's language writes them."""
    found = 100 * share
    return QLocale().toString(found, "f", 0 if found >= 9.5 else 1 if found >= 0.95 else 2)


def error_line(error: LacunaError) -> str:
    """What went wrong, why, and the way out."""
    return f"{engine_text(error.title)}. {spoken(error)}"


def offered(outcomes: Sequence[Outcome], *, searched: bool = False) -> str:
    """What would be done.  searched: damage is looked for, so nobody knows yet which photos have any."""
    able = sum(not one.ended for one in outcomes)
    rest = len(outcomes) - able
    if searched:
        one, more = (
            translate("Batch", "1 photo will be looked at."),
            translate("Batch", "{n} photos will be looked at."),
        )
    else:
        one, more = (
            translate("Batch", "1 photo will be repaired."),
            translate("Batch", "{n} photos will be repaired."),
        )
    text = one if able == 1 else more.format(n=count(able))
    if rest == 1:
        text += " " + translate("Batch", "1 cannot be: see Problems.")
    elif rest:
        text += " " + translate("Batch", "{n} cannot be: see Problems.").format(n=count(rest))
    return text


def resumable(earlier: Earlier, outcomes: Sequence[Outcome]) -> str:
    """What an earlier run means for this one."""
    done = count(earlier.done)
    if not earlier.differs and earlier.done >= sum(not one.ended for one in outcomes):
        return translate("Batch", "All were done by an earlier run: resume looks for what is new.")
    if not earlier.differs:
        return translate("Batch", "An earlier run did {n} of them: resume leaves those alone.").format(n=done)
    names = [_setting(one.partition(" (")[0]) for one in earlier.differs]
    text = translate("Batch", "An earlier run did {n} with other settings ({names}): all are done anew.")
    return text.format(n=done, names=", ".join(names))


def _setting(id: str) -> str:
    """A setting as engine.batch calls it, in the person's language."""
    names = {
        "method": translate("Batch", "method"),
        "options": translate("Batch", "options"),
        "detector": translate("Batch", "detector"),
        "sensitivity": translate("Batch", "sensitivity"),
        "kinds": translate("Batch", "kind of damage"),
        "fill doubtful": translate("Batch", "doubtful finds"),
        "masks": translate("Batch", "masks"),
        "format": translate("Batch", "format"),
        "pattern": translate("Batch", "names"),
        "weights": translate("Batch", "networks"),
        "reading of masks": translate("Batch", "reading of masks"),
        "keep times": translate("Batch", "dates of files"),
        "repeated marks": translate("Batch", "what stays put"),
        "place of the mask": translate("Batch", "place of the mask"),
    }
    return names.get(id, id)


def going(progress: Progress) -> str:
    """How far a run is, and how long it will take."""
    text = translate("Batch", "{ended} of {all}").format(
        ended=count(progress.ended), all=count(progress.total)
    )
    parts = [text]
    if progress.paused:
        return " · ".join([*parts, translate("Batch", "paused")])
    if progress.per_minute is not None:
        parts.append(speed(progress.per_minute))
    if progress.seconds_left is not None:
        parts.append(left(progress.seconds_left))
    return " · ".join(parts)


def speed(per_minute: float) -> str:
    if per_minute >= 1:
        return translate("Batch", "{n} photos a minute").format(n=count(round(per_minute)))
    return translate("Batch", "{n} photos an hour").format(n=count(max(1, round(per_minute * 60))))


def left(seconds: float) -> str:
    """In steps that a guess deserves."""
    if seconds < 60:
        return translate("Batch", "less than a minute left")
    return translate("Batch", "about {time} left").format(time=duration(seconds))


def summed_up(summary: Summary) -> str:
    """A run that has ended, plainly."""
    repaired = len(summary.done) - len(summary.nothing_found) - len(summary.doubtful)
    parts = [translate("Batch", "{n} repaired").format(n=count(repaired))]
    for number, text in (
        (len(summary.nothing_found), translate("Batch", "{n} copied, as nothing was found")),
        (len(summary.doubtful), translate("Batch", "{n} left unchanged, as the finds are doubtful")),
        (len(summary.failed), translate("Batch", "{n} not repaired")),
        (len(summary.left), translate("Batch", "{n} not begun")),
        (len(summary.review), translate("Batch", "{n} to look at")),
        (len(summary.passed_over), translate("Batch", "{n} other files passed over")),
    ):
        if number:
            parts.append(text.format(n=count(number)))
    took = translate("Batch", "It took {time}.").format(time=duration(summary.seconds))
    return f"{', '.join(parts)}. {took}"


def watching(outcomes: Sequence[Outcome]) -> str:
    """How far a folder that is watched is."""
    ended = sum(one.ended for one in outcomes)
    if ended == len(outcomes):
        text = translate("Batch", "{n} photos are through. Watching for more.")
        return text.format(n=count(ended))
    return translate("Batch", "{ended} of {all}").format(ended=count(ended), all=count(len(outcomes)))


def headline(summary: Summary, *, watched: bool = False) -> str:
    if summary.stopped is not None:
        return error_line(summary.stopped)
    if summary.cancelled:
        return translate("Batch", "Stopped. What is done stays done.")
    if watched:
        return translate("Batch", "The folder is no longer watched.")
    return translate("Batch", "The folder is done.")
