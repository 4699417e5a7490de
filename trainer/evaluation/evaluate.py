"""Measures methods side by side on the same damaged photos, for a table, JSON and a contact sheet."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from math import exp, log
from statistics import fmean

import numpy as np
from numpy.typing import NDArray

from engine.detection.run import detect
from engine.errors import FoundAll, MaskEmpty, MaskFull, UsageError
from engine.models.catalog import detectors
from engine.models.catalog import method as find_method
from engine.models.detector import Detector
from engine.models.method import Array, Method
from engine.options import Value
from engine.photo import Photo
from engine.repair.blind import to_fill
from engine.repair.run import repair
from trainer.corruption.contract import Sample
from trainer.data.photos import Photos
from trainer.evaluation import metrics
from trainer.evaluation.frechet import Frechet
from trainer.evaluation.memory import peak_megabytes, reset_peak
from trainer.evaluation.network_alone import with_networks_alone
from trainer.evaluation.structures import drawn_photos
from trainer.evaluation.suite import Suite, samples

CLASSICAL_METHODS = ("telea", "navier-stokes", "biharmonic", "total-variation")
MIN_ENERGY = 1e-3  # A flat fill has 0, whose logarithm would make any mean infinite.
SHEET_PHOTOS = 3  # of each case in a contact sheet
Bytes = NDArray[np.uint8]
Distance = Callable[[Array, Array], float]


@dataclass(frozen=True)
class Row:
    """One method on one case: means over the photos; None: not measured.

    damaged: PSNR of the photo before the repair.  feature: distance in the feature network, less is better.
    frechet: distance of the distributions of features in large holes, of all photos.  l1: mean absolute error
    of photos with large holes, in %.
    energy: of gradients in large holes over that around them, geometric mean; energy_clean: of clean photos.
    f1, bce: of the found mask, where the method was not given one.  marked: share of the photo.
    untouched: share of the photos of which no pixel was changed.  worse: share of the damaged photos that are
    further from the clean ones after the repair than before it, by PSNR.
    """

    case: str
    method: str
    photos: int
    psnr: float
    psnr_inside: float
    ssim: float
    ssim_inside: float
    seconds: float
    damaged: float
    megabytes: float | None = None
    feature: float | None = None
    frechet: float | None = None
    l1: float | None = None
    energy: float | None = None
    energy_clean: float | None = None
    f1: float | None = None
    bce: float | None = None
    marked: float | None = None
    untouched: float | None = None
    worse: float | None = None


@dataclass
class Evaluation:
    """The rows, and the lines of a contact sheet: damaged, each method, truth."""

    rows: list[Row] = field(default_factory=list)
    lines: list[list[Bytes]] = field(default_factory=list)

    def as_json(self) -> list[dict[str, object]]:
        return [asdict(row) for row in self.rows]


def gain(rows: Sequence[Row], method: str, peer: str = "telea") -> float:
    """PSNR inside the mask over that of another method of the same run, mean over the cases, in dB."""
    inside = {(row.case, row.method): row.psnr_inside for row in rows}
    cases = dict.fromkeys(row.case for row in rows)
    return fmean(inside[case, method] - inside[case, peer] for case in cases)


def evaluate(
    suite: Suite,
    photos: Photos,
    methods: Sequence[str],
    *,
    extra: Mapping[str, Method | Detector] | None = None,
    options: Mapping[str, Mapping[str, Value]] | None = None,
    distance: Distance | None = None,
    frechet: Frechet | None = None,
    sheet_photos: int = SHEET_PHOTOS,
    report: Callable[[Row], None] = lambda _: None,
) -> Evaluation:
    """Run every method on every case of a suite.  Raises LacunaError, UsageError for a suite of sound photos.

    extra: methods outside the catalog.  options: each method's own.  report: called after each row.
    On a suite of large holes networks are also measured alone: see `network_alone`.
    """
    if suite.sound:
        raise UsageError(f"{suite.id} damages nothing, so that no repair can be measured on it")
    found = Evaluation()
    rivals: dict[str, Method | Detector] = {id: _find(id, blind=suite.blind) for id in methods}
    rivals |= extra or {}
    settings = dict(options or {})
    if suite.large:
        rivals, settings = with_networks_alone(rivals, settings)
    for case in suite.cases:
        drawn = {"size": suite.size, "seed": suite.seed, "count": suite.limit}
        damaged = list(
            samples(
                drawn_photos(case.structure, **drawn) if case.structure else photos,
                case,
                size=suite.size,
                seed=suite.seed,
                limit=suite.limit,
                reduced=suite.reduced,
            )
        )
        if not damaged:  # The case is for photos that are not among these.
            continue
        compare_on(
            found,
            case.name,
            [sample for _, sample in damaged],
            rivals,
            options=settings,
            distance=distance,
            frechet=frechet,
            sheet_photos=sheet_photos,
            report=report,
        )
    return found


def compare_on(
    found: Evaluation,
    case: str,
    damaged: Sequence[Sample],
    rivals: Mapping[str, Method | Detector],
    *,
    options: Mapping[str, Mapping[str, Value]] | None = None,
    distance: Distance | None = None,
    frechet: Frechet | None = None,
    sheet_photos: int = SHEET_PHOTOS,
    report: Callable[[Row], None] = lambda _: None,
    photo_done: Callable[[], None] = lambda: None,
) -> None:
    """Add one case to `found`: every rival on the same damaged photos.  Raises LacunaError.

    photo_done: called after each photo that a rival has repaired.
    """
    lines = [[_to_bytes(sample.corrupted)] for sample in damaged[:sheet_photos]]
    for id, method in rivals.items():
        answers = []
        for result in _results(method, (options or {}).get(id, {}), damaged):
            answers.append(result)
            photo_done()
        row = _mean_row(case, id, answers, distance, frechet)
        found.rows.append(row)
        report(row)
        for line, answer in zip(lines, answers, strict=False):
            line.append(_to_bytes(answer.filled))
    for line, sample in zip(lines, damaged, strict=False):
        line.append(_to_bytes(sample.clean))
    found.lines += lines


@dataclass(frozen=True)
class _Result:
    """One repaired photo.  found: soft mask, H×W in [0, 1], of a detector."""

    sample: Sample
    filled: Array
    found: Array | None
    seconds: float
    megabytes: float | None


def _find(id: str, *, blind: bool) -> Method | Detector:
    """The method of this id.

    Without a mask the detector of this id, if there is one.  Raises MethodUnknown.
    """
    return detectors()[id] if blind and id in detectors() else find_method(id)


def _results(
    rival: Method | Detector, options: Mapping[str, Value], damaged: Sequence[Sample]
) -> Iterator[_Result]:
    """Each damaged photo repaired, with time and memory."""
    _repaired(rival, options, damaged[0])  # The first run loads weights and compiles: it is not measured.
    for sample in damaged:
        reset_peak()
        began = time.perf_counter()
        filled, found = _repaired(rival, options, sample)
        yield _Result(sample, filled, found, time.perf_counter() - began, peak_megabytes())


def _repaired(
    rival: Method | Detector, options: Mapping[str, Value], sample: Sample
) -> tuple[Array, Array | None]:
    """(repaired photo, found mask).  A detector that is not a method is followed by `auto`.

    As in a blind repair, finds that are implausible for their kind are not filled.
    """
    photo = Photo(_to_bytes(sample.corrupted))
    found: Array | None = None
    filler = rival if isinstance(rival, Method) else None
    with suppress(MaskEmpty, MaskFull, FoundAll):  # Then the photo stays as it is.
        mask = np.where(sample.mask > 0, np.uint8(255), np.uint8(0))
        if isinstance(rival, Detector):
            detection = detect(photo, rival, options={} if filler else options)
            found = detection.soft().astype(np.float32) / np.float32(255)
            shares = detection.partial_damage_threshold is not None
            mask = to_fill(detection, filler, found=None if shares else detection.finds().mask())
        repair(photo, mask, filler or "auto", options=options).apply(photo)
    return photo.pixels.astype(np.float32) / np.float32(255), found


def _mean_row(
    case: str,
    id: str,
    answers: Sequence[_Result],
    distance: Distance | None,
    frechet: Frechet | None,
) -> Row:
    similar = [metrics.ssim(a.filled, a.sample.clean, a.sample.mask) for a in answers]
    found = [(a.found, a.sample.mask) for a in answers if a.found is not None]
    energy = None if found else _mean_energy([(a.filled, a.sample.mask) for a in answers])
    has_large_holes = energy is not None
    return Row(
        case=case,
        method=id,
        photos=len(answers),
        psnr=fmean(metrics.psnr(a.filled, a.sample.clean) for a in answers),
        psnr_inside=fmean(metrics.psnr_inside(a.filled, a.sample.clean, a.sample.mask) for a in answers),
        ssim=fmean(whole for whole, _ in similar),
        ssim_inside=fmean(inside for _, inside in similar),
        seconds=fmean(a.seconds for a in answers),
        damaged=fmean(map(_damaged_psnr, answers)),
        megabytes=max((a.megabytes for a in answers if a.megabytes is not None), default=None),
        feature=fmean(distance(a.filled, a.sample.clean) for a in answers) if distance else None,
        frechet=frechet((a.filled, a.sample.clean, a.sample.mask) for a in answers)
        if frechet and has_large_holes
        else None,
        l1=fmean(metrics.l1_percent(a.filled, a.sample.clean) for a in answers) if has_large_holes else None,
        energy=energy,
        energy_clean=None if found else _mean_energy([(a.sample.clean, a.sample.mask) for a in answers]),
        f1=fmean(metrics.mask_f1(soft, mask) for soft, mask in found) if found else None,
        bce=fmean(metrics.mask_bce(soft, mask) for soft, mask in found) if found else None,
        marked=fmean(float((soft > 0.5).mean()) for soft, _ in found) if found else None,
        untouched=fmean(map(_untouched, answers)) if found else None,
        worse=fmean(map(_worse, answers)) if found and any(a.sample.mask.any() for a in answers) else None,
    )


def _mean_energy(photos: Sequence[tuple[Array, Array]]) -> float | None:
    """Geometric mean of the gradient energy of (photo, mask) pairs; None without large holes."""
    each = [metrics.energy(photo, mask) for photo, mask in photos]
    known = [max(one, MIN_ENERGY) for one in each if one is not None]
    return exp(fmean(map(log, known))) if known else None


def _to_bytes(photo: Array) -> Bytes:
    return np.asarray(np.rint(np.clip(photo, 0, 1) * 255), np.uint8)


def _untouched(answer: _Result) -> bool:
    return np.array_equal(_to_bytes(answer.filled), _to_bytes(answer.sample.corrupted))


def _worse(answer: _Result) -> bool:
    return metrics.psnr(answer.filled, answer.sample.clean) < _damaged_psnr(answer)


def _damaged_psnr(answer: _Result) -> float:
    """PSNR of the damaged photo as it is stored, in 8 bits; BEST_PSNR_DB where nothing is damaged."""
    if not answer.sample.mask.any():
        return metrics.BEST_PSNR_DB
    stored = _to_bytes(answer.sample.corrupted).astype(np.float32) / np.float32(255)
    return metrics.psnr(stored, answer.sample.clean)


@dataclass(frozen=True)
class Column:
    """One measure of a printed table; empty where it was not measured."""

    title: str
    form: str  # format specification of a number
    value: Callable[[Row], float | None]


def columns(rows: Sequence[Row]) -> list[Column]:
    """The columns of a table of these rows: all measures that any row has.

    gain: PSNR inside the mask over the best classical method.  clean: the energy of the clean photos.
    mended: PSNR of the whole photo over the damaged one, where no mask was given.  spared: untouched photos;
    worse: those whose repair is worse than the damage.
    """
    every = [
        Column("PSNR", ".2f", lambda row: row.psnr),
        Column("inside", ".2f", lambda row: row.psnr_inside),
        Column("SSIM", ".4f", lambda row: row.ssim),
        Column("inside", ".4f", lambda row: row.ssim_inside),
        Column("feature", ".4f", lambda row: row.feature),
        Column("Fréchet", ".2f", lambda row: row.frechet),
        Column("L1 %", ".2f", lambda row: row.l1),
        Column("energy", ".2f", lambda row: row.energy),
        Column("clean", ".2f", lambda row: row.energy_clean),
        Column("sec", ".3f", lambda row: row.seconds),
        Column("MB", ".0f", lambda row: row.megabytes),
        Column("mended", "+.2f", gain_over_damaged),
        Column("F1", ".3f", lambda row: row.f1),
        Column("BCE", ".3f", lambda row: row.bce),
        Column("marked", ".2%", lambda row: row.marked),
        Column("spared", ".0%", lambda row: row.untouched),
        Column("worse", ".0%", lambda row: row.worse),
        Column("gain", "+.2f", lambda row: gain_over_classical(rows, row)),
    ]
    return [column for column in every if any(column.value(row) is not None for row in rows)]


def gain_over_damaged(row: Row) -> float | None:
    """PSNR over that of the damaged photo, in dB; None where a mask was given or nothing was damaged."""
    return None if row.f1 is None or row.damaged >= metrics.BEST_PSNR_DB else row.psnr - row.damaged


def gain_over_classical(rows: Sequence[Row], row: Row) -> float | None:
    """PSNR inside over that of the best classical method, in dB.

    None without such a method or without a mask.
    """
    classical = [one.psnr_inside for one in rows if one.case == row.case and one.method in CLASSICAL_METHODS]
    return row.psnr_inside - max(classical) if classical and row.psnr_inside < metrics.BEST_PSNR_DB else None


def cell(column: Column, row: Row) -> str:
    """The measure as text; empty where it was not measured."""
    value = column.value(row)
    return "" if value is None else format(value, column.form)


def table(rows: Sequence[Row]) -> str:
    """The rows as text, in columns of equal width."""
    shown = columns(rows)
    lines = [f"{'case':<12}{'method':<18}" + "".join(f"{column.title:>9}" for column in shown)]
    lines += [
        f"{row.case:<12}{row.method:<18}" + "".join(f"{cell(column, row):>9}" for column in shown)
        for row in rows
    ]
    return "\n".join(lines)
