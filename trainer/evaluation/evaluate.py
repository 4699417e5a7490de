"""Methods side by side on the same damaged photos, in one run: a table, JSON and a contact sheet."""

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
from engine.errors import FoundAll, MaskEmpty, MaskFull
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
from trainer.evaluation.memory import peak_megabytes, reset_peak
from trainer.evaluation.suite import Suite, samples

CLASSICAL = ("telea", "navier-stokes", "biharmonic", "total-variation")
LEAST_ENERGY = 1e-3  # of a flat fill, whose logarithm would swallow any mean
Bytes = NDArray[np.uint8]
Distance = Callable[[Array, Array], float]


@dataclass(frozen=True)
class Row:
    """One method on one case: means over the photos.  None: not measured here."""

    case: str
    method: str
    photos: int
    psnr: float
    psnr_inside: float
    ssim: float
    ssim_inside: float
    seconds: float
    damaged: float  # PSNR of the photo before the repair
    megabytes: float | None = None
    feature: float | None = (
        None  # distance in the feature network, features.distance_function; less is better
    )
    energy: float | None = None  # of gradients in large holes, against that around; geometric mean
    energy_clean: float | None = None  # the same of the clean photos
    f1: float | None = None  # of the mask that was found, where the method was not given one
    bce: float | None = None
    marked: float | None = None  # share of the photo
    untouched: float | None = None  # share of the photos of which no pixel was changed


@dataclass
class Evaluation:
    """The rows, and the lines of a contact sheet: damaged, each method, truth."""

    rows: list[Row] = field(default_factory=list)
    lines: list[list[Bytes]] = field(default_factory=list)

    def as_json(self) -> list[dict[str, object]]:
        return [asdict(row) for row in self.rows]


def gain(rows: Sequence[Row], method: str, peer: str = "telea") -> float:
    """dB inside the mask over another method of the same run, mean over the cases."""
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
    sheet_photos: int = 3,
    report: Callable[[Row], None] = lambda _: None,
) -> Evaluation:
    """Run every method on every case.  extra: methods outside the catalog.  options: each method's own.

    Raises LacunaError.
    """
    found = Evaluation()
    rivals: dict[str, Method | Detector] = {id: _entry(id, blind=suite.blind) for id in methods}
    rivals |= extra or {}
    for case in suite.cases:
        damaged = list(
            samples(
                photos,
                case,
                size=suite.size,
                seed=suite.seed,
                limit=suite.limit,
                reduced=suite.reduced,
            )
        )
        if not damaged:  # a case for photos that are not among these
            continue
        compare_on(
            found,
            case.name,
            [sample for _, sample in damaged],
            rivals,
            options=options,
            distance=distance,
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
    sheet_photos: int = 3,
    report: Callable[[Row], None] = lambda _: None,
) -> None:
    """Add one case to `found`: every rival on the same damaged photos.  Raises LacunaError."""
    lines = [[_bytes(sample.corrupted)] for sample in damaged[:sheet_photos]]
    for id, method in rivals.items():
        answers = list(_filled(method, (options or {}).get(id, {}), damaged))
        row = _row(case, id, answers, distance)
        found.rows.append(row)
        report(row)
        for line, answer in zip(lines, answers, strict=False):
            line.append(_bytes(answer.filled))
    for line, sample in zip(lines, damaged, strict=False):
        line.append(_bytes(sample.clean))
    found.lines += lines


@dataclass(frozen=True)
class _Answer:
    sample: Sample
    filled: Array
    found: Array | None  # soft mask of a detector
    seconds: float
    megabytes: float | None


def _entry(id: str, *, blind: bool) -> Method | Detector:
    """A method, or where nothing is marked a detector of this id if there is one.  Raises MethodUnknown."""
    return detectors()[id] if blind and id in detectors() else find_method(id)


def _filled(
    rival: Method | Detector, options: Mapping[str, Value], damaged: Sequence[Sample]
) -> Iterator[_Answer]:
    _once(rival, options, damaged[0])  # loads weights and compiles: not part of what is measured
    for sample in damaged:
        reset_peak()
        began = time.perf_counter()
        filled, found = _once(rival, options, sample)
        yield _Answer(sample, filled, found, time.perf_counter() - began, peak_megabytes())


def _once(
    rival: Method | Detector, options: Mapping[str, Value], sample: Sample
) -> tuple[Array, Array | None]:
    """(the repaired photo, what a detector found).  A detector that cannot fill is followed by `auto`."""
    photo = Photo(_bytes(sample.corrupted))
    found: Array | None = None
    filler = rival if isinstance(rival, Method) else None
    with suppress(MaskEmpty, MaskFull, FoundAll):  # then nothing is done
        mask = np.where(sample.mask > 0, np.uint8(255), np.uint8(0))
        if isinstance(rival, Detector):
            detection = detect(photo, rival, options={} if filler else options)
            found = detection.soft().astype(np.float32) / np.float32(255)
            mask = to_fill(detection, filler)
        repair(photo, mask, filler or "auto", options=options).apply(photo)
    return photo.pixels.astype(np.float32) / np.float32(255), found


def _row(case: str, id: str, answers: Sequence[_Answer], distance: Distance | None) -> Row:
    similar = [metrics.ssim(a.filled, a.sample.clean, a.sample.mask) for a in answers]
    found = [(a.found, a.sample.mask) for a in answers if a.found is not None]
    return Row(
        case=case,
        method=id,
        photos=len(answers),
        psnr=fmean(metrics.psnr(a.filled, a.sample.clean) for a in answers),
        psnr_inside=fmean(metrics.psnr_inside(a.filled, a.sample.clean, a.sample.mask) for a in answers),
        ssim=fmean(whole for whole, _ in similar),
        ssim_inside=fmean(inside for _, inside in similar),
        seconds=fmean(a.seconds for a in answers),
        damaged=fmean(metrics.psnr(a.sample.corrupted, a.sample.clean) for a in answers),
        megabytes=max((a.megabytes for a in answers if a.megabytes is not None), default=None),
        feature=fmean(distance(a.filled, a.sample.clean) for a in answers) if distance else None,
        energy=None if found else _energy([(a.filled, a.sample.mask) for a in answers]),
        energy_clean=None if found else _energy([(a.sample.clean, a.sample.mask) for a in answers]),
        f1=fmean(metrics.mask_f1(soft, mask) for soft, mask in found) if found else None,
        bce=fmean(metrics.mask_bce(soft, mask) for soft, mask in found) if found else None,
        marked=fmean(float((soft > 0.5).mean()) for soft, _ in found) if found else None,
        untouched=fmean(map(_untouched, answers)) if found else None,
    )


def _energy(photos: Sequence[tuple[Array, Array]]) -> float | None:
    """Of photos with their masks."""
    each = [metrics.energy(photo, mask) for photo, mask in photos]
    known = [max(one, LEAST_ENERGY) for one in each if one is not None]
    return exp(fmean(map(log, known))) if known else None


def _bytes(photo: Array) -> Bytes:
    return np.asarray(np.rint(np.clip(photo, 0, 1) * 255), np.uint8)


def _untouched(answer: _Answer) -> bool:
    return np.array_equal(_bytes(answer.filled), _bytes(answer.sample.corrupted))


@dataclass(frozen=True)
class Column:
    """One measure as it is printed; where it was not measured, nothing is."""

    title: str
    form: str  # of format(), for a number
    value: Callable[[Row], float | None]


def columns(rows: Sequence[Row]) -> list[Column]:
    """What there is to say of these rows.

    Gain: dB inside the mask over the best classical method.  Clean: the energy of the clean photos.
    Mended: dB of the whole photo over the damaged one, where no mask was given.
    """
    every = [
        Column("PSNR", ".2f", lambda row: row.psnr),
        Column("inside", ".2f", lambda row: row.psnr_inside),
        Column("SSIM", ".4f", lambda row: row.ssim),
        Column("inside", ".4f", lambda row: row.ssim_inside),
        Column("feature", ".4f", lambda row: row.feature),
        Column("energy", ".2f", lambda row: row.energy),
        Column("clean", ".2f", lambda row: row.energy_clean),
        Column("sec", ".3f", lambda row: row.seconds),
        Column("MB", ".0f", lambda row: row.megabytes),
        Column("mended", "+.2f", mended),
        Column("F1", ".3f", lambda row: row.f1),
        Column("BCE", ".3f", lambda row: row.bce),
        Column("marked", ".2%", lambda row: row.marked),
        Column("spared", ".0%", lambda row: row.untouched),
        Column("gain", "+.2f", lambda row: over_classical(rows, row)),
    ]
    return [column for column in every if any(column.value(row) is not None for row in rows)]


def mended(row: Row) -> float | None:
    """dB of the whole photo over the damaged one; None where a mask was given, or nothing was damaged."""
    return None if row.f1 is None or row.damaged >= metrics.BEST else row.psnr - row.damaged


def over_classical(rows: Sequence[Row], row: Row) -> float | None:
    """dB inside the mask over the best classical method of the case; None where there is none, or no mask."""
    classical = [one.psnr_inside for one in rows if one.case == row.case and one.method in CLASSICAL]
    return row.psnr_inside - max(classical) if classical and row.psnr_inside < metrics.BEST else None


def cell(column: Column, row: Row) -> str:
    """The number as printed, or nothing."""
    value = column.value(row)
    return "" if value is None else format(value, column.form)


def table(rows: Sequence[Row]) -> str:
    """For people, in columns of equal width."""
    shown = columns(rows)
    lines = [f"{'case':<12}{'method':<18}" + "".join(f"{column.title:>9}" for column in shown)]
    lines += [
        f"{row.case:<12}{row.method:<18}" + "".join(f"{cell(column, row):>9}" for column in shown)
        for row in rows
    ]
    return "\n".join(lines)
