"""Two sections of the page of tables: damage seen and unseen in training side by side, and sound photos."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from statistics import fmean
from typing import Any

from engine.models import weights
from engine.models.catalog import detectors
from trainer.evaluation.evaluate import Row, gain_over_damaged
from trainer.evaluation.sound import SoundResult
from trainer.evaluation.suite import Suite

BOTH_SUITES_ID = "seen_and_unseen"
DETECTOR = "finder"  # What a blind repair runs by default, together with its specialists.
PEER_METHOD = "telea"  # It is given the true mask.
Measured = tuple[Suite, Sequence[Row]]
SEEN_AND_UNSEEN_INTRODUCTION = """\
Detection and repair with nothing marked, by kind of damage: *seen* is drawn as the networks
learnt it, on photos that they never saw; *unseen* is the mean over whole ways of drawing that nothing learns
from, with other shapes, fillers and edges, on photos that were scanned, sharpened, faded or saved as JPEG
afterwards.  *Gain* is the PSNR of the repaired photo over the damaged one, *to Telea* that over Telea's with
the true mask, *worse* the share of photos that the repair made worse.
"""
SOUND_INTRODUCTION = """\
What blind repair of a folder changes of photos that nothing is wrong with.  *Changed unasked* are
those of which a pixel is changed without the photo being listed for review; a doubtful photo is delivered as
it was.  The first rows are folders of photos, the others drawn pictures of what is often taken for damage.
"""


def seen_and_unseen(seen: Measured, unseen: Measured) -> str:
    """The section that has both suites' results of one run side by side, for each kind of damage."""
    heads = ["damage"]
    for title in ("F1", "gain, dB", "to Telea, dB", "worse"):
        heads += [f"{title}: seen", "unseen"]
    lines = [
        f"## Damage as learnt from and as never seen (`{BOTH_SUITES_ID}`)\n",
        SEEN_AND_UNSEEN_INTRODUCTION,
    ]
    lines += [f"{seen[0].size}×{seen[0].size} px; {_count(seen)} photos a case, unseen {_count(unseen)}.\n"]
    lines += table_head(heads, words=1)
    for damage in _damages(seen[0]):
        cells = [_mean(one, damage, measure) for measure in MEASURES_AND_FORMATS for one in (seen, unseen)]
        lines.append(f"| {damage} | {' | '.join(cells)} |")
    lines += ["\nEach way of drawing that nothing learns from:\n", *_each(unseen)]
    return "\n".join(lines) + "\n"


def detection_scores(seen: Measured, unseen: Measured) -> dict[str, Any]:
    """The same F1s for the program to show, with the weights that they are of: see engine.models.scores."""
    networks = (DETECTOR, *detectors()[DETECTOR].specialists.values())
    means = {
        name: {
            damage: round(mean, 4)
            for damage in _damages(measured[0])
            if (mean := _mean_of(measured, damage, MEASURES_AND_FORMATS[0][0])) is not None
        }
        for name, measured in (("seen", seen), ("unseen", unseen))
    }
    shas = {id: weights.card(id).sha256 for id in networks if weights.has_weights(id)}
    return {DETECTOR: {"photos": _count(unseen), "weights": shas, **means}}


def _each(unseen: Measured) -> Iterator[str]:
    """A table of the unseen cases one by one."""
    yield from table_head(["damage", "drawn as", "F1", "gain, dB", "to Telea, dB", "worse"], words=2)
    suite, rows = unseen
    for case in suite.cases:
        if case.damage:
            cells = [_shown([measure(rows, case.name)], form) for measure, form in MEASURES_AND_FORMATS]
            yield f"| {case.damage} | {case.name} | {' | '.join(cells)} |"


def sound_section(suite: Suite, results: Sequence[SoundResult]) -> str:
    """The section of the suite of sound photos."""
    heads = ["photos of", "detector", "photos", "untouched", "area changed", "listed", "changed unasked"]
    lines = [f"## {suite.title} (`{suite.id}`)\n", SOUND_INTRODUCTION, *table_head(heads, words=2)]
    lines += [
        f"| {one.case} | {one.detector} | {one.photos} | {one.untouched:.0%} | {one.area:.3%} | {one.listed} "
        f"| {len(one.changed)} |"
        for one in results
    ]
    return "\n".join(lines) + "\n"


def table_head(heads: Sequence[str], *, words: int) -> list[str]:
    """The head of a table whose first `words` columns are text, the others numbers."""
    return [f"| {' | '.join(heads)} |", "|" + "---|" * words + "--:|" * (len(heads) - words)]


Measure = Callable[[Sequence[Row], str], float | None]


def _row(rows: Sequence[Row], case: str, method: str) -> Row | None:
    return next((row for row in rows if (row.case, row.method) == (case, method)), None)


def _of_detector(value: Callable[[Row], float | None]) -> Measure:
    """A measure of the detector's row of a case."""

    def of(rows: Sequence[Row], case: str) -> float | None:
        row = _row(rows, case, DETECTOR)
        return None if row is None else value(row)

    return of


def _to_peer(rows: Sequence[Row], case: str) -> float | None:
    """PSNR of the repaired photo over that of PEER_METHOD with the true mask."""
    row, peer = (_row(rows, case, method) for method in (DETECTOR, PEER_METHOD))
    return None if row is None or peer is None else row.psnr - peer.psnr


MEASURES_AND_FORMATS: tuple[tuple[Measure, str], ...] = (
    (_of_detector(lambda row: row.f1), ".2f"),
    (_of_detector(gain_over_damaged), "+.1f"),
    (_to_peer, "+.1f"),
    (_of_detector(lambda row: row.worse), ".0%"),
)


def _mean(measured: Measured, damage: str, measure: tuple[Measure, str]) -> str:
    """The mean over the suite's cases of one kind of damage."""
    value, form = measure
    return _shown([_mean_of(measured, damage, value)], form)


def _mean_of(measured: Measured, damage: str, value: Measure) -> float | None:
    suite, rows = measured
    values = [value(rows, case.name) for case in suite.cases if case.damage == damage]
    known = [one for one in values if one is not None]
    return fmean(known) if known else None


def _shown(values: Sequence[float | None], form: str) -> str:
    known = [value for value in values if value is not None]
    return format(fmean(known), form) if known else ""


def _damages(suite: Suite) -> list[str]:
    return list(dict.fromkeys(case.damage for case in suite.cases if case.damage))


def _count(measured: Measured) -> int:
    return max((row.photos for row in measured[1] if row.f1 is not None and row.worse is not None), default=0)
