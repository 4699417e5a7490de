"""What the Teach dialog says: of a lesson, of how the learning goes, of what the gate found."""

from __future__ import annotations

from app.teach.acceptance import NEW_METHOD, PHOTO_COUNT_CHECK, Check, Verdict
from app.teach.curves import Curves
from app.teach.lesson_draft import GOOD_LESSON, NIGHT_LESSON, QUICK_LESSON
from app.teach.lessons import DrawnExamples
from app.teach.phase import PhaseClock
from app.teach.training import AT_WORK, State
from app.text import count, duration, engine_text, translate

FEW_PHOTOS = 20  # A network that sees fewer learns those photos rather than photos.


def lengths() -> tuple[tuple[str, str], ...]:
    """(id, name), the shortest first."""
    return (
        (QUICK_LESSON, translate("Teach", "Quick, 10 minutes")),
        (GOOD_LESSON, translate("Teach", "Good, 1 hour")),
        (NIGHT_LESSON, translate("Teach", "Overnight, 8 hours")),
    )


def longer() -> tuple[tuple[str, str], ...]:
    """(id, name) of how much longer it can learn."""
    return (
        (QUICK_LESSON, translate("Teach", "10 minutes more")),
        (GOOD_LESSON, translate("Teach", "1 hour more")),
        (NIGHT_LESSON, translate("Teach", "8 hours more")),
    )


def standing(state: State) -> str:
    """Where a training stands; with {words} for what it learns."""
    texts = {
        State.LEARNING: translate("Teach", "Learning: {words}"),
        State.PAUSING: translate("Teach", "Pausing"),
        State.STOPPING: translate("Teach", "Stopping: what it has learnt is being made ready"),
        State.PAUSED: translate("Teach", "Paused: {words}"),
        State.JUDGING: translate("Teach", "Judging it beside the other methods, on photos it does not know"),
    }
    return texts.get(state, "")


def aside(state: State, phase: PhaseClock) -> str:
    """How far it is, for the status bar; "" where nothing is at work."""
    if state == State.JUDGING:
        judging = translate("Teach", "Judging what was learnt")
        return judging if phase.left_s is None else f"{judging} · {_time_left(phase.left_s)}"
    if state not in AT_WORK:
        return ""
    if phase.left_s is None or state != State.LEARNING:
        return translate("Teach", "Learning")
    if phase.left_s < 60:
        return translate("Teach", "Learning: less than a minute left")
    return translate("Teach", "Learning: about {time} left").format(time=duration(phase.left_s))


def about_length(length: str) -> str:
    texts = {
        QUICK_LESSON: translate(
            "Teach", "Enough for one font or one mark. It can go on learning afterwards."
        ),
        GOOD_LESSON: translate("Teach", "For damage that varies: scratches, several sizes, faint marks."),
        NIGHT_LESSON: translate("Teach", "For pairs of photos, and wherever an hour was not enough."),
    }
    return texts[length]


def about_kind(kind: str) -> str:
    texts = {
        "font": translate("Teach", "Writing of one kind, as of a subtitle or a date."),
        "mark": translate("Teach", "The same picture laid over many photos. What shows through comes back."),
        "mask": translate("Teach", "A mask painted once, of a scanner's dust for instance, or of a crack."),
        "scratches": translate("Teach", "Prints and film as they age."),
        "pairs": translate(
            "Teach", "The same photos twice, in folders named damaged and clean. Ten pairs are a start."
        ),
    }
    return texts.get(kind, "")


def counted(drawn: DrawnExamples) -> str:
    """How many clean photos there are, and what may not be as it was meant."""
    if not drawn.photos:
        return ""
    text = translate("Teach", "{n} photos.").format(n=count(drawn.photos))
    if drawn.photos == 1:
        text = translate("Teach", "1 photo.")
    if drawn.photos < FEW_PHOTOS:
        text += f" {translate('Teach', 'Few: more, and more varied ones, teach it better.')}"
    return " ".join([text, *map(engine_text, drawn.notes)])


def going(curves: Curves, phase: PhaseClock) -> str:
    """How far it is, in one line."""
    if not curves.begun:
        return translate("Teach", "Reading the photos")
    minutes = int(curves.minutes) if curves.minutes >= 1 else curves.minutes
    parts = [translate("Teach", "Step {n}").format(n=count(curves.steps)), duration(minutes * 60)]
    if curves.psnr:
        parts.append(translate("Teach", "{psnr} dB").format(psnr=f"{curves.psnr[-1][1]:.1f}"))
    if phase.left_s is not None:
        parts.append(left(phase.left_s / 60))
    return " · ".join(parts)


def phase_line(phase: PhaseClock) -> str:
    """How far it is after the training, in one line."""
    parts = (
        []
        if phase.share is None
        else [translate("Teach", "{percent} %").format(percent=int(phase.share * 100))]
    )
    parts.append(translate("Teach", "{time} so far").format(time=duration(phase.spent_s)))
    if phase.left_s is not None:
        parts.append(_time_left(phase.left_s))
    return " · ".join(parts)


def _time_left(seconds: float) -> str:
    return translate("Teach", "about {time} left").format(time=duration(seconds))


def left(minutes: float) -> str:
    if minutes < 1:
        return translate("Teach", "less than a minute left, then it is judged")
    return translate("Teach", "about {time} left, then it is judged").format(time=duration(minutes * 60))


def title_of(method: str, titles: dict[str, str]) -> str:
    """A line of the table."""
    return translate("Teach", "Yours") if method == NEW_METHOD else titles.get(method, method)


def how(blind: bool) -> str:
    return translate("Teach", "found by itself") if blind else translate("Teach", "true mask given")


def headline(verdict: Verdict | None) -> str:
    if verdict is None:
        return translate("Teach", "It was not judged")
    if verdict.passed:
        return translate("Teach", "Worth keeping")
    if [check.id for check in verdict.checks if not check.passed] == [PHOTO_COUNT_CHECK]:
        return translate("Teach", "Tried on too few photos to tell")
    return translate("Teach", "Not yet worth keeping")


def reasons(verdict: Verdict | None, titles: dict[str, str]) -> tuple[tuple[bool, str], ...]:
    """(whether it speaks for it, why), one a condition."""
    if verdict is None:
        text = translate("Teach", "You can keep it and try it on your own photos, or let it be judged again.")
        return ((False, text),)
    return tuple((check.passed, _reason(check, titles)) for check in verdict.checks)


def _reason(check: Check, titles: dict[str, str]) -> str:
    if check.id == "sound":
        share = f"{check.ours:.2%}".replace("%", " %")
        if check.passed:
            text = translate("Teach", "It leaves sound photos alone: {share} of their area would change.")
        else:
            text = translate(
                "Teach", "It takes sound photos for damaged: {share} of their area would change."
            )
        return text.format(share=share)
    if check.id == PHOTO_COUNT_CHECK:
        if check.passed:
            text = translate("Teach", "It was tried on {n} photos that it had not seen.")
        elif check.ours == 1:
            text = translate("Teach", "It was tried on 1 photo that it had not seen: that says little.")
        else:
            text = translate("Teach", "It was tried on {n} photos that it had not seen: that says little.")
        return text.format(n=count(int(check.ours)))
    name = titles.get(check.against, check.against)
    gain = f"{abs(check.ours - check.least):.1f}"
    if check.id == "classical":
        if check.passed:
            text = translate("Teach", "It is {gain} dB better than {name}, which was given the true mask.")
        else:
            text = translate("Teach", "It is {gain} dB worse than {name}, which was given the true mask.")
    elif check.passed:
        text = translate("Teach", "It is {gain} dB better than {name}, the best that ships for this.")
    else:
        text = translate("Teach", "It is {gain} dB worse than {name}, which ships: use that one.")
    return text.format(gain=gain, name=name)


def advice(verdict: Verdict | None) -> str:
    """What to do now."""
    if verdict is None or verdict.passed:
        return ""
    return translate("Teach", "Let it go on learning, give it more photos, or discard it.")
