"""Methods side by side on the same damaged photos, in one run: a table, JSON and a contact sheet."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from statistics import fmean

import numpy as np
from numpy.typing import NDArray

from engine.blind import widened
from engine.catalog import detectors
from engine.catalog import method as find_method
from engine.contract import Array, Detector, Method
from engine.detect import detect
from engine.options import Value
from engine.photo import Photo
from engine.repair import repair
from trainer import metrics
from trainer.corruption.contract import Sample
from trainer.memory import peak_megabytes, reset_peak
from trainer.photos import Photos
from trainer.suite import Suite, samples

CLASSICAL = ("telea", "navier-stokes", "biharmonic", "total-variation")
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
    megabytes: float | None = None
    feature: float | None = None  # distance of the features at relu3_2
    f1: float | None = None  # of the mask that was found, where the method was not given one
    bce: float | None = None
    marked: float | None = None  # share of the photo


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
        damaged = list(samples(photos, case, size=suite.size, seed=suite.seed, limit=suite.limit))
        if not damaged:  # a case for photos that are not among these
            continue
        lines = [[_bytes(sample.corrupted)] for _, sample in damaged[:sheet_photos]]
        for id, method in rivals.items():
            answers = list(_filled(method, (options or {}).get(id, {}), [sample for _, sample in damaged]))
            row = _row(case.name, id, answers, distance)
            found.rows.append(row)
            report(row)
            for line, answer in zip(lines, answers, strict=False):
                line.append(_bytes(answer.filled))
        for line, (_, sample) in zip(lines, damaged, strict=False):
            line.append(_bytes(sample.clean))
        found.lines += lines
    return found


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
    mask = np.where(sample.mask > 0, np.uint8(255), np.uint8(0))
    if isinstance(rival, Detector):
        detection = detect(photo, rival, options={} if isinstance(rival, Method) else options)
        found, mask = detection.soft().astype(np.float32) / np.float32(255), widened(detection.mask())
    if mask.any() and not mask.all():
        repair(photo, mask, rival if isinstance(rival, Method) else "auto", options=options).apply(photo)
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
        megabytes=max((a.megabytes for a in answers if a.megabytes is not None), default=None),
        feature=fmean(distance(a.filled, a.sample.clean) for a in answers) if distance else None,
        f1=fmean(metrics.mask_f1(soft, mask) for soft, mask in found) if found else None,
        bce=fmean(metrics.mask_bce(soft, mask) for soft, mask in found) if found else None,
        marked=fmean(float((soft > 0.5).mean()) for soft, _ in found) if found else None,
    )


def _bytes(photo: Array) -> Bytes:
    return np.asarray(np.rint(np.clip(photo, 0, 1) * 255), np.uint8)


def table(rows: Sequence[Row]) -> str:
    """For people.  The last column is the gain inside the mask over the best classical method, in dB."""
    heads = [("PSNR", 7), ("inside", 8), ("SSIM", 8), ("inside", 8), ("sec", 8), ("MB", 7), ("gain", 8)]
    found = any(row.f1 is not None for row in rows)
    heads = [*heads, ("F1", 8), ("BCE", 8), ("marked", 8)] if found else heads
    lines = [f"{'case':<12}{'method':<18}" + "".join(f"{word:>{width}}" for word, width in heads)]
    for case in dict.fromkeys(row.case for row in rows):
        block = [row for row in rows if row.case == case]
        classical = [row.psnr_inside for row in block if row.method in CLASSICAL]
        for row in block:
            gain = f"{row.psnr_inside - max(classical):+8.2f}" if classical else ""
            memory = f"{row.megabytes:7.0f}" if row.megabytes is not None else f"{'':7}"
            lines.append(
                f"{row.case:<12}{row.method:<18}{row.psnr:7.2f}{row.psnr_inside:8.2f}{row.ssim:8.4f}"
                f"{row.ssim_inside:8.4f}{row.seconds:8.3f}{memory}{gain or ' ' * 8}{_mask_words(row)}"
            )
    return "\n".join(lines)


def _mask_words(row: Row) -> str:
    if row.f1 is None or row.bce is None or row.marked is None:
        return ""
    return f"{row.f1:8.3f}{row.bce:8.3f}{row.marked:8.4f}"
