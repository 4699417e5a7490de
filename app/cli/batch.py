"""`lacuna batch`: words into a plan, events into a bar, the summary into lines, JSON and an exit code."""

from __future__ import annotations

import json
import re
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.batch_report import bar, exit_code, print_facts, print_outcome, reported
from app.cli.checks import check_search
from app.cli.options import (
    Detecting,
    Exit,
    FillDoubtful,
    Grow,
    InvertMask,
    Kinds,
    MaskFrom,
    Options,
    Sensitivity,
    parsed,
    parsed_kinds,
    parsed_reading,
)
from app.cli.repeated import check_words, found_marks, show
from engine.errors import LacunaError, UsageError
from engine.job import Cancelled, Job
from engine.system.process import raise_if_stop_requested, stop_signals

if TYPE_CHECKING:
    from engine.batch import Anchor, Corner, MaskFolder, OneMask, Plan, Summary
    from engine.photo.mask_file import MaskReading

MASK_PLACE_PATTERN = re.compile(
    r"(?P<side>[a-z-]+)(:(?P<pixels>pixels)|:(?P<measures>[\d.]+(,[\d.]+){0,2}))?"
)


def batch(
    photos: Annotated[Path, typer.Argument(metavar="IN_DIR", help="The photos; never changed.")],
    out: Annotated[
        Path | None, typer.Argument(metavar="OUT_DIR", help="Gets the repaired photos, nothing else.")
    ] = None,
    out_option: Annotated[
        Path | None, typer.Option("-o", "--out", metavar="DIR", help="Another way to name OUT_DIR.")
    ] = None,
    masks: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="The mask of a/b.jpg is a/b.png or the like in it."),
    ] = None,
    mask: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="One mask for all.  Without: damage is looked for."),
    ] = None,
    mask_at: Annotated[
        str | None,
        typer.Option(
            metavar="SIDE",
            help="Where that mask lies in photos of any proportions: bottom-right … center, as large as goes "
            "in; SIDE:pixels, pixel for pixel; CORNER:WIDTH,ACROSS,DOWN, in % of the photo.",
        ),
    ] = None,
    mask_from: MaskFrom = "auto",
    invert_mask: InvertMask = False,
    grow: Grow = "0",
    method: Annotated[str, typer.Option(help="A method's id (see `lacuna methods`).")] = "auto",
    detector: Detecting = None,
    kind: Kinds = None,
    fill_doubtful: FillDoubtful = False,
    sensitivity: Sensitivity = None,
    option: Options = None,
    recursive: Annotated[bool, typer.Option("--recursive", help="Folders inside too.")] = False,
    resume: Annotated[bool, typer.Option("--resume", help="Go on where an earlier run stopped.")] = False,
    watch: Annotated[
        bool,
        typer.Option("--watch", help="Repair what appears in IN_DIR, until Ctrl+C; goes on like --resume."),
    ] = False,
    workers: Annotated[
        int | None, typer.Option(help="Photos repaired at a time.  Default: what goes well here.", min=1)
    ] = None,
    format: Annotated[
        str, typer.Option(metavar="F", help="One format for all: png, tif, jpg …  Default: each its own.")
    ] = "",
    name: Annotated[
        str, typer.Option(metavar="PATTERN", help="Of a repaired photo; takes {name} and {format}.")
    ] = "{name}",
    seed: Annotated[int, typer.Option(help="Another number, another try.", min=0)] = 0,
    device: Annotated[str, typer.Option(help="auto, cpu, cuda or mps.")] = "auto",
    scheduler: Annotated[
        str,
        typer.Option(
            metavar="ADDRESS",
            help="tcp://HOST:PORT of a dask scheduler: its workers do it, and see the same folders.",
        ),
    ] = "",
    keep_times: Annotated[
        bool, typer.Option("--keep-times", help="A repaired photo keeps the date of the original.")
    ] = False,
    repeated: Annotated[
        bool,
        typer.Option(
            "--find-repeated",
            help="Look for what stays put over the photos (sensor dust, a watermark, a stamp) and write it "
            "as a mask; with --yes, remove it.",
        ),
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Remove what --find-repeated shows.")] = False,
    report: Annotated[Path | None, typer.Option(metavar="FILE.csv", help="A table of all photos.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print what was done as JSON.")] = False,
) -> int:
    """Repair a whole folder: one bad file never stops it, and it can be resumed at any time."""
    from engine.batch import Plan, check_table, run
    from engine.detection.result import DEFAULT_SENSITIVITY

    out = _results_folder(out, out_option)
    reading = parsed_reading(mask_from, grow, inverted=invert_mask)
    check_search(
        mask or masks,
        reading=reading,
        detector=detector,
        kind=kind,
        fill_doubtful=fill_doubtful,
        sensitivity=sensitivity,
    )
    check_words(
        repeated=repeated,
        yes=yes,
        watch=watch,
        others=any((masks, mask_at, detector, kind, fill_doubtful, sensitivity is not None)),
    )
    if scheduler and workers is not None:
        raise UsageError("a cluster repairs as many photos at a time as it has threads: leave --workers out")
    plan = Plan(
        photos=photos,
        out=out,
        recursive=recursive,
        masks=None if repeated else _masks(masks, mask, mask_at, reading),
        method=method,
        options=parsed(option),
        detector=detector or "auto",
        kinds=parsed_kinds(kind),
        fill_doubtful=fill_doubtful,
        sensitivity=DEFAULT_SENSITIVITY if sensitivity is None else sensitivity,
        format=format,
        pattern=name,
        workers=workers,
        seed=seed,
        device=device,
        keep_times=keep_times,
    )
    if report is not None:
        check_table(report)
        if report.resolve().is_relative_to(out.resolve()):
            raise UsageError(f"{out} holds repaired photos and nothing else: put the report elsewhere")
    if repeated:
        marks = found_marks(plan, mask)
        if not yes:
            show(plan, marks)
            return Exit.DONE
        plan = replace(plan, repeated=marks)
    if not (resume or watch) and sys.stderr.isatty():
        _warn(plan)
    _say_costs(plan)
    if watch:
        return _watch(plan, report, scheduler, as_json=as_json)
    try:
        with _stoppable() as job, bar() as tell:
            summary = run(plan, resume=resume, job=job, report=tell, scheduler=scheduler)
    except Cancelled:  # it was still looking for photos
        return Exit.STOPPED
    return _conclude(summary, report, as_json=as_json)


def _conclude(summary: Summary, report: Path | None, *, as_json: bool) -> int:
    facts = reported(summary, report)
    print(json.dumps(facts)) if as_json else print_facts(facts)
    return exit_code(summary, complete=report is None or facts["report"] is not None)


def _watch(plan: Plan, report: Path | None, scheduler: str, *, as_json: bool) -> int:
    """Repair what appears until Ctrl+C, which is how a watch ends: no error, unless a photo failed."""
    from engine.batch import watch

    print(f"lacuna: watching {plan.photos} (Ctrl+C ends it)", file=sys.stderr)
    ended = None if as_json else print_outcome
    with _stoppable() as job, bar() as tell:
        summary = watch(plan, job=job, report=tell, scheduler=scheduler, ended=ended)
    if summary is None:
        return Exit.DONE
    return _conclude(replace(summary, cancelled=False), report, as_json=as_json)


def _results_folder(argument: Path | None, option: Path | None) -> Path:
    """OUT_DIR, which is named once.  Raises UsageError."""
    named = [folder for folder in (argument, option) if folder is not None]
    if not named:
        raise UsageError("a batch needs a folder for its results: lacuna batch IN_DIR OUT_DIR")
    if len(named) > 1:
        raise UsageError(f"{named[0]} and {named[1]} are both named as the folder for the results")
    return named[0]


def _warn(plan: Plan) -> None:
    """Who forgot --resume can still stop."""
    from engine.batch import earlier

    with suppress(LacunaError):
        known = earlier(plan)
        if known is not None:
            print(
                f"All is done anew, also {known.done} of an earlier run (--resume keeps them)",
                file=sys.stderr,
            )


def _say_costs(plan: Plan) -> None:
    """Say which results are encoded as a whole: before it is done, not after it."""
    from engine.batch import files
    from engine.photo.file_format import file_formats

    with suppress(LacunaError):
        found = {item.target.suffix.lower() for item in files(plan) if item.target is not None}
        for one in file_formats():
            if one.cost is not None and found & set(one.suffixes):
                print(
                    f"lacuna: {one.name} is encoded as a whole, in some seconds for each repaired photo: "
                    "pixels outside the mask move a little (--format png keeps every pixel)",
                    file=sys.stderr,
                )


def _masks(
    folder: Path | None, file: Path | None, place: str | None, reading: MaskReading
) -> MaskFolder | OneMask | None:
    from engine.batch import MaskFolder, OneMask

    if folder is not None and file is not None:
        raise UsageError("--masks is a folder of masks, --mask one for all: give one of them")
    if place is not None and file is None:
        raise UsageError("--mask-at says where the mask of --mask lies")
    if folder is not None:
        return MaskFolder(folder, reading)
    return None if file is None else OneMask(file, None if place is None else _place(place), reading)


def _place(words: str) -> Anchor | Corner:
    from engine.batch import ANCHOR_CORNERS, ANCHOR_SIDES, Anchor, Corner

    found = MASK_PLACE_PATTERN.fullmatch(words)
    side = next((one for one in ANCHOR_SIDES if found and one == found["side"]), None)
    if found is None or side is None:
        raise UsageError(f"--mask-at takes one of {', '.join(ANCHOR_SIDES)}, not {words!r}")
    if found["measures"] is None:
        return Anchor(side, scaled=found["pixels"] is None)
    if side not in ANCHOR_CORNERS:
        raise UsageError(f"measures in % are from a corner: {', '.join(ANCHOR_CORNERS)}")
    return Corner(side, *map(float, found["measures"].split(",")))


@contextmanager
def _stoppable() -> Iterator[Job]:
    """A job that the first Ctrl+C or SIGTERM cancels; the second one interrupts as ever."""
    job = Job()
    before = {number: signal.getsignal(number) for number in stop_signals()}

    def stop(*_: object) -> None:
        job.cancel()
        as_before()

    def as_before() -> None:
        for number, handler in before.items():
            signal.signal(number, handler)

    for number in before:
        signal.signal(number, stop)
    try:
        raise_if_stop_requested()
        yield job
    finally:
        as_before()
