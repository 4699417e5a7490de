"""The page of measured tables, in Markdown: `python -m trainer tables` writes it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from engine.models import weights
from engine.models.catalog import catalog, detectors
from engine.models.method import MethodInfo
from trainer.data import photos as photo_folder
from trainer.evaluation import features
from trainer.evaluation.blind_page import (
    BOTH_SUITES_ID,
    Measured,
    detection_scores,
    seen_and_unseen,
    sound_section,
    table_head,
)
from trainer.evaluation.compare import default_methods
from trainer.evaluation.evaluate import CLASSICAL_METHODS, Column, Row, cell, columns, evaluate, table
from trainer.evaluation.frechet import frechet_function
from trainer.evaluation.peers import peers
from trainer.evaluation.sound import measure, print_line
from trainer.evaluation.suite import Suite
from trainer.evaluation.suite import suite as find_suite

PAGE_HEAD = """# What the methods reach

Written by `python -m trainer tables --photos DIR --faces DIR --hard DIR --sound DIR --out FILE`; the photos
are not part of Lacuna.
All methods of a table saw the same photos and masks in one run, the middle square of each photo.  `faces` is
measured on those faces that no training saw.

*Inside* is over the missing pixels alone, the rest over the whole photo.  *Feature* is the distance in the
feature network, less is better: unlike PSNR it does not reward a blur.  *Fréchet* compares how the features
in the holes of all photos are distributed, at the positions of one layer of that network: it asks whether
fills look like photos, not whether they are these.  *L1 %* is the mean absolute error.  *Energy* is that of
the gradients in large holes against what is around them, *clean* the same of the clean photos: 0.7 to 1.3 is
as sharp as it should be, less is a blur.  A network *alone* carries no texture from around the hole; the
*membrane*, smooth or with texture, is what it has to beat.  *Gain* is the PSNR inside over the
best classical method, in dB.  Seconds and memory are those of the machine that wrote this page, busy or not.
"""
FACES_SUITE = "faces"
BLIND_SUITE, UNSEEN_SUITE = "blind", "blind_unseen"
PAGE_SUITES = ("thin", "holes", "structure", FACES_SUITE, BLIND_SUITE, UNSEEN_SUITE, "sound")
SECTION_ORDER = (
    "thin",
    "holes",
    "structure",
    FACES_SUITE,
    BOTH_SUITES_ID,
    "sound",
    BLIND_SUITE,
    UNSEEN_SUITE,
)
UNMARKED_INTRODUCTION = """\
Detectors were given no mask; a detector that does not fill was followed by `auto`.  The
classical methods were given the true mask: a detector with its filling can be held against them.  Of `noise`
they are given nothing to go by, as every pixel is damaged: they leave it as it is.
"""


def write(
    path: Path,
    *,
    photos: Sequence[Path],
    faces: Sequence[Path] | None = None,
    hard: Sequence[Path] = (),
    sound: Sequence[Path] | None = None,
    suites: Sequence[str] = PAGE_SUITES,
    limit: int | None = None,
    scores: Path | None = None,
) -> None:
    """Run the suites with every method of theirs that is here, printing each, and write the page.  What it
    says of other suites stays.

    faces: whose held-out part the suite `faces` is measured on; None: what faces there are among `photos`.
    hard: where those photos are that a case has to itself, as the held-out half of `hard-clean`.
    sound: folders for the suite `sound`; None: `photos`.  scores: a JSON file for what the program shows of
    its detector, written where both ways of drawing were measured.
    Raises LacunaError.
    """
    seen = photo_folder.measured(photos)
    portraits = photo_folder.measured(faces, held_out=True) if faces else seen
    distance, frechet = features.distance_function(), frechet_function()
    texts = _sections(path.read_text(encoding="utf-8")) if path.is_file() else {}
    measured: dict[str, Measured] = {}
    for id in suites:
        chosen = find_suite(id)
        chosen = replace(chosen, limit=limit or chosen.limit)
        if chosen.sound:
            results = measure(chosen, sound or photos, default_methods(chosen), report=print_line)
            texts[chosen.id] = sound_section(chosen, results)
            continue
        shown = portraits if id == FACES_SUITE else seen
        others = peers() if chosen.peers else {}
        found = evaluate(
            chosen, shown, default_methods(chosen), extra=others, distance=distance, frechet=frechet
        ).rows
        own = replace(chosen, cases=tuple(case for case in chosen.cases if case.only is not None))
        if hard and own.cases:
            found += evaluate(own, photo_folder.measured(hard), default_methods(own)).rows
        print(f"\n{chosen.title}\n\n{table(found)}", flush=True)
        texts[chosen.id] = section(chosen, found)
        measured[chosen.id] = chosen, found
        if chosen.id == UNSEEN_SUITE:
            learnt = measured.get(BLIND_SUITE) or _drawn_as_learnt(chosen, shown)
            texts[BOTH_SUITES_ID] = seen_and_unseen(learnt, (chosen, found))
            if scores is not None:
                scores.write_text(
                    json.dumps(detection_scores(learnt, (chosen, found)), indent=1) + "\n", "utf-8"
                )
    order = sorted(
        texts, key=lambda id: (SECTION_ORDER.index(id) if id in SECTION_ORDER else len(SECTION_ORDER), id)
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join([PAGE_HEAD, *(texts[id] for id in order), weights_section()]), encoding="utf-8")


def _drawn_as_learnt(unseen: Suite, photos: photo_folder.Photos) -> Measured:
    """The damage of the suite `blind`, on as many photos and by the methods of the suite `unseen`."""
    whole = find_suite(BLIND_SUITE)
    cases = tuple(case for case in whole.cases if case.damage)
    suite = replace(whole, cases=cases, limit=unseen.limit)
    return suite, evaluate(suite, photos, default_methods(unseen)).rows


def _sections(page: str) -> dict[str, str]:
    """The sections of an existing page, by suite."""
    parts = page.split("\n## ")[1:]
    named = ((re.search(r"\(`(\w+)`\)", part.partition("\n")[0]), part) for part in parts)
    return {name[1]: f"## {part}" for name, part in named if name}


def section(suite: Suite, rows: Sequence[Row]) -> str:
    """One suite: a table for each important measure, then one with all measures."""
    undamaged = {case.name for case in suite.cases if case.kind is None}
    damaged = [row for row in rows if row.case not in undamaged]
    count = max(row.photos for row in damaged)
    parts = [f"## {suite.title} (`{suite.id}`)\n", f"{count} photos a row, {suite.size}×{suite.size} px.\n"]
    if suite.blind:
        finders = [row for row in damaged if row.f1 is not None]
        parts += [UNMARKED_INTRODUCTION, *measure_section(finders, "F1 of the mask found", "F1", max)]
        parts += measure_section(damaged, "PSNR of the repaired photo, dB", "PSNR", max)
        parts += _undamaged_section([row for row in rows if row.case in undamaged and row.f1 is not None])
    else:
        parts += measure_section(damaged, "PSNR inside, dB", "inside", max)
    parts += measure_section(damaged, "Feature distance", "feature", min)
    parts += measure_section(
        damaged, "Gradient energy in the holes against around them", "energy", _nearest_one
    )
    return "\n".join([*parts, "Everything measured:\n", *_all_measures(damaged)]) + "\n"


def measure_section(
    rows: Sequence[Row], what: str, title: str, best_of: Callable[[Sequence[float]], float]
) -> Iterator[str]:
    """One measure: rows are methods, columns cases, the best is bold.  Nothing where it was not measured."""
    column = next((column for column in columns(rows) if column.title == title), None)
    if column is None:
        return
    cases = list(dict.fromkeys(row.case for row in rows))
    at = {(row.case, row.method): row for row in rows}
    yield f"{what}:\n"
    yield from table_head(["method", *cases], words=1)
    best = {case: best_of([column.value(row) or 0.0 for row in rows if row.case == case]) for case in cases}
    for method in dict.fromkeys(row.method for row in rows):
        cells = [_bold(column, at[case, method], best[case]) for case in cases]
        yield f"| {method} | {' | '.join(cells)} |"
    yield ""


def _nearest_one(ratios: Sequence[float]) -> float:
    return min(ratios, key=lambda ratio: max(ratio, 1 / max(ratio, 1e-9)))


def _bold(column: Column, row: Row, best: float) -> str:
    return f"**{cell(column, row)}**" if column.value(row) == best else cell(column, row)


def _undamaged_section(rows: Sequence[Row]) -> Iterator[str]:
    """How much of undamaged photos the detectors mark."""
    if not rows:
        return
    yield "Photos without damage (`hard-clean`: content that looks like some):\n"
    yield from table_head(
        ["case", "detector", "photos", "of their area marked", "left as they were"], words=2
    )
    for row in rows:
        sound_row = f"{row.photos} | {row.marked or 0:.2%} | {row.untouched or 0:.0%}"
        yield f"| {row.case} | {row.method} | {sound_row} |"
    yield ""


def _all_measures(rows: Sequence[Row]) -> Iterator[str]:
    """All rows, with all measures as columns."""
    shown = columns(rows)
    yield from table_head(["damage", "method", *(column.title for column in shown)], words=2)
    for row in rows:
        gain = row.method not in CLASSICAL_METHODS
        cells = [cell(column, row) if gain or column.title != "gain" else "" for column in shown]
        yield f"| {row.case} | {row.method} | {' | '.join(cells)} |"


def weights_section() -> str:
    """A table of the shipped weights and their training, from their cards."""
    infos: dict[str, MethodInfo] = {
        id: entry.info for members in (catalog(), detectors()) for id, entry in members.items()
    }
    found = [
        (weights.stem(id, variant), weights.card(id, variant))
        for id in sorted(infos)
        for variant in infos[id].weights
        if weights.has_weights(id, variant)
    ]
    lines = [
        "## The weights\n",
        *table_head(["weights", "trained on", "photos", "steps", "minutes"], words=2),
    ]
    lines += [
        f"| {name} | {card.device} | {card.photos} | {card.steps} | {card.minutes:.0f} |"
        for name, card in found
    ]
    return "\n".join(lines) + "\n" if found else ""
