"""One evaluation from its arguments: reads photos; prints a table or JSON, writes a contact sheet."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from PIL import Image

from engine.errors import UsageError
from engine.models.catalog import catalog, detectors
from engine.models.detector import Detector
from engine.models.method import Method, MethodInfo
from engine.models.weights import has_weights
from trainer import corruption
from trainer.data import photos as photo_folder
from trainer.data.photos import Photos
from trainer.data.preview import sheet as contact_sheet
from trainer.evaluation import features, sound
from trainer.evaluation.evaluate import CLASSICAL_METHODS, Row, evaluate, table
from trainer.evaluation.frechet import frechet_function
from trainer.evaluation.peers import peers
from trainer.evaluation.suite import Case, Suite
from trainer.evaluation.suite import suite as find_suite
from trainer.training.method_options import by_method


def compare(
    *,
    photos: Sequence[Path],
    suite: str | None = None,
    corruption: str | None = None,
    methods: Sequence[str] | None = None,
    options: Mapping[str, str] | None = None,
    blind: bool = False,
    size: int | None = None,
    seed: int | None = None,
    limit: int | None = None,
    held_out: bool = False,
    sheet: Path | None = None,
    as_json: bool = False,
) -> int:
    """Measure and print.  Returns the exit code; raises LacunaError."""
    chosen = find_suite(suite) if suite else one_case(corruption or "")
    if not photos and chosen.needs_photos:
        raise UsageError("--photos names a folder of photos to measure on")
    chosen = replace(
        chosen,
        size=chosen.size if size is None else size,
        seed=chosen.seed if seed is None else seed,
        limit=chosen.limit if limit is None else limit,
        blind=blind or chosen.blind,
    )
    ids = list(methods or default_methods(chosen))
    if blind and (marked := [id for id in ids if id not in detectors()]):
        raise UsageError(f"blind, but given a mask: {', '.join(marked)}")
    others = peers() if chosen.peers and methods is None else {}
    facts = {"suite": chosen.id, "size": chosen.size, "seed": chosen.seed, "limit": chosen.limit}
    if chosen.sound:
        report = (lambda _: None) if as_json else sound.print_line
        results = sound.measure(chosen, photos, ids, report=report)
        if as_json:
            print(json.dumps({**facts, "rows": sound.as_json(results)}, indent=1))
        return 0
    found = evaluate(
        chosen,
        photo_folder.measured(photos, held_out=held_out) if photos else Photos((), ()),
        ids,
        extra=others,
        options=by_method(options or {}),
        distance=features.distance_function(),
        frechet=frechet_function() if chosen.large else None,
        report=lambda row: None if as_json else _progress(row),
    )
    if sheet:
        sheet.parent.mkdir(parents=True, exist_ok=True)
        Image.fromarray(contact_sheet(found.lines)).save(sheet)
    print(json.dumps({**facts, "rows": found.as_json()}, indent=1) if as_json else table(found.rows))
    return 0


def default_methods(suite: Suite) -> list[str]:
    """The methods for a suite: its `only`, or the classical ones, its own and, if blind, all detectors.

    Those without weights here are left out.
    """
    entries: dict[str, Method | Detector] = {**detectors(), **catalog()}
    wanted = dict.fromkeys(
        suite.only or (*CLASSICAL_METHODS, *suite.methods, *(_general_detectors() if suite.blind else ()))
    )
    return [id for id in wanted if id in entries and _has_any_weights(entries[id].info)]


def _general_detectors() -> list[str]:
    """The detectors that need no more of a photo than its colours."""
    return [id for id, one in detectors().items() if not one.needs_infrared]


def _has_any_weights(info: MethodInfo) -> bool:
    return not info.weights or any(has_weights(info.id, one) for one in info.weights)


def one_case(text: str) -> Suite:
    """A suite of one corruption, written as "text:size=14,angle=0..30".  Raises DamageInvalid."""
    name, params = corruption.request(text)
    return Suite(id=text, title=text, cases=(Case(name=name, kind=name, params=params),))


def _progress(row: Row) -> None:
    if sys.stderr.isatty():
        print(f"{row.case} {row.method}: {row.psnr_inside:.2f} dB", file=sys.stderr)
