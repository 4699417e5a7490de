"""The command line (DESIGN.md, section 5).  It only reads words, calls the engine and prints."""

from __future__ import annotations

import errno
import importlib
import importlib.metadata
import json
import os
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TextIO

import typer

from app.cli.batch import batch
from app.cli.checks import check_format, check_free, check_mask_out, check_search, keep_before
from app.cli.detect import detect
from app.cli.edit import edit
from app.cli.guides import guide_planes, parsed_guides
from app.cli.help_page import epilog
from app.cli.methods import methods
from app.cli.models import models
from app.cli.options import (
    Detecting,
    Exit,
    FillDoubtful,
    Grow,
    Guides,
    InvertMask,
    Kinds,
    MaskFrom,
    Options,
    Page,
    Sensitivity,
    parsed,
    parsed_kinds,
    parsed_reading,
)
from app.cli.pipes import STANDARD_STREAM, Format, pipe_ends
from app.cli.progress import progress
from app.environment import check_window
from engine.errors import LacunaError, MemoryShort, UsageError
from engine.system.atomic import reason

if TYPE_CHECKING:
    from engine.photo import Photo
    from engine.photo.mask_file import ReadMask
    from engine.pixels.mask import Mask
    from engine.repair.run import Repair
    from engine.text import Text


# Standard output leads to a file on a full or broken disk.
PRINTING_FAILED = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF)
# typer carries a click of its own; this is that one's base class of "the words are wrong".
WrongWords: Any = next(kind for kind in typer.BadParameter.__mro__ if kind.__name__ == "ClickException")
commands = typer.Typer(
    name="lacuna",
    invoke_without_command=True,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Repairs photos, on this machine alone.  `lacuna [PHOTO]` opens the editor.",
    epilog=epilog(),
)


def open_editor(words: Sequence[str]) -> int:
    """Open the editor, on a photo if one is named."""
    if len(words) > 1:
        return _complain(UsageError(f"the editor opens one photo, not {len(words)}"))
    try:
        check_window()
        from app.run import run_editor

        return run_editor(Path(words[0]) if words else None)
    except LacunaError as error:
        return _complain(error)
    except KeyboardInterrupt:  # before the window heeds it
        return stopped()


def run(words: Sequence[str]) -> int:
    """Carry out a command.  Errors are one line on stderr."""
    command = typer.main.get_command(commands)
    try:
        code = int(command.main(list(words), prog_name="lacuna", standalone_mode=False) or 0)
        sys.stdout.flush()
        return stopped() if code == Exit.STOPPED else code
    except (BrokenPipeError, SystemExit) as error:  # typer exits where a pipe breaks
        if isinstance(error, SystemExit) and not isinstance(error.__context__, BrokenPipeError):
            raise
        _silence()  # whoever reads has enough; what was asked is done
        return Exit.DONE
    except WrongWords as error:
        print(f"lacuna: {error.format_message()} (lacuna --help)", file=sys.stderr)
        return Exit.USAGE
    except LacunaError as error:
        return _complain(error)
    except (KeyboardInterrupt, typer.Abort):
        return stopped()
    except Exception as error:  # the last line of defence: a person gets one line, the log the rest
        try:
            from engine.system.failure import readable
        except MemoryError:
            return _complain(MemoryShort())
        if isinstance(error, OSError) and error.errno in PRINTING_FAILED and error.filename is None:
            return _unprinted(error)
        return _complain(readable(error))


def stopped() -> int:
    """What Ctrl+C ends with: one line.  A file is written whole or not at all."""
    print("lacuna: stopped", file=sys.stderr)
    return Exit.STOPPED


def _unprinted(error: OSError) -> int:
    """The work is done; the engine has names of its own for what goes wrong with files."""
    _silence()
    print(f"lacuna: what was done could not be printed ({reason(error)})", file=sys.stderr)
    return Exit.SOME_FAILED


def _silence() -> None:
    """What is still to be printed goes nowhere, so that Python does not complain of it at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _complain(error: LacunaError) -> int:
    print(f"lacuna: {error}", file=sys.stderr)
    return Exit.USAGE if isinstance(error, UsageError) else Exit.NOTHING_DONE


@commands.callback()
def _main(version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False) -> None:
    if version:
        print(importlib.metadata.version("lacuna"))
        raise typer.Exit


@commands.command()
def repair(
    context: typer.Context,
    photo: Annotated[Path, typer.Argument(help="The photo to repair; - reads it from standard input.")],
    out: Annotated[
        Path,
        typer.Option(
            "-o", "--out", help="The repaired photo; its suffix is the format; - is standard output."
        ),
    ],
    mask: Annotated[
        Path | None,
        typer.Option(
            help="White = missing; of the photo's size or proportions; or JSON of LabelMe or COCO.  "
            "Without: damage is looked for."
        ),
    ] = None,
    soft_mask: Annotated[bool, typer.Option("--soft-mask", help="Keep the greys.")] = False,
    mask_from: MaskFrom = "auto",
    invert_mask: InvertMask = False,
    grow: Grow = "0",
    page: Page = 1,
    method: Annotated[str, typer.Option(help="A method's id (see `lacuna methods`).")] = "auto",
    detector: Detecting = None,
    kind: Kinds = None,
    fill_doubtful: FillDoubtful = False,
    sensitivity: Sensitivity = None,
    option: Options = None,
    guide: Guides = None,
    seed: Annotated[int, typer.Option(help="Another number, another try.", min=0)] = 0,
    format: Format = None,
    layers: Annotated[
        bool,
        typer.Option("--layers", help="The photo as it was, and the repair as a layer over it: .ora, .tif."),
    ] = False,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace OUT if it exists.")] = False,
    save_mask: Annotated[Path | None, typer.Option(metavar="PNG", help="Write what was repaired.")] = None,
    device: Annotated[str, typer.Option(help="auto, cpu, cuda or mps.")] = "auto",
    as_json: Annotated[bool, typer.Option("--json", help="Print what was done as JSON.")] = False,
) -> int:
    """Fill what a mask marks, or what a detector finds; nothing else changes."""
    import numpy as np

    import engine.photo.mask_file
    from engine.photo import load, save
    from engine.photo.save import save_layered

    reading = parsed_reading(mask_from, grow, inverted=invert_mask, soft=soft_mask)
    check_search(
        mask,
        reading=reading,
        detector=detector,
        kind=kind,
        fill_doubtful=fill_doubtful,
        sensitivity=sensitivity,
    )
    guides = parsed_guides(guide, has_mask=mask is not None)
    if out != STANDARD_STREAM:
        check_free(out, overwrite=overwrite)
    if save_mask is not None:
        check_mask_out(save_mask, (photo, out), overwrite=overwrite)
    ends = context.with_resource(pipe_ends(photo, out, format))
    started = time.perf_counter()
    picture = load(ends.photo, page)
    target = ends.target(picture)
    check_format(picture, target)
    keep_before(picture, target, layered=layers)
    facts: dict[str, Any] = {"options": parsed(option), "seed": seed, "device": device}
    if mask is None:
        looking = {
            "detector": detector or "auto",
            "kinds": parsed_kinds(kind) or None,
            "fill_doubtful": fill_doubtful,
            "sensitivity": sensitivity,
        }
        search_report, done, notes = _find_and_fill(picture, method, looking, facts)
    else:
        marked = engine.photo.mask_file.read(mask, (picture.width, picture.height), reading, picture)
        _warn_of_mask(mask, marked)
        facts["guides"] = guide_planes(guides, (picture.width, picture.height))
        search_report, done, notes = _fill(picture, marked.mask, method, facts)
        notes = (*(marked.notes if as_json else _unsaid(marked)), *notes)
    if done is not None:
        done.apply(picture)
    notices = [*picture.notices, *notes, *(save_layered if layers else save)(picture, target)]
    ends.deliver(target)
    filled = np.zeros((picture.height, picture.width), np.uint8) if done is None else done.mask
    if save_mask is not None:
        engine.photo.mask_file.save(filled, save_mask)
    report = {
        "out": str(out),
        "method": done and done.method,
        "pixels": int(np.count_nonzero(filled)),
        "regions": done.regions if done else 0,
        "calls": done.calls if done else 0,
        "seconds": round(time.perf_counter() - started, 3),
        "notes": notices,
        **search_report,
    }
    _tell(report, ends.report_stream, as_json=as_json)
    return Exit.DONE


def _unsaid(marked: ReadMask) -> tuple[Text, ...]:
    """The notes of a mask without the one that `_warn_of_mask` has printed."""
    from engine.photo.mask_file import MOSTLY_MARKED_NOTE

    return tuple(note for note in marked.notes if note != MOSTLY_MARKED_NOTE)


def _warn_of_mask(path: Path, marked: ReadMask) -> None:
    """Say it before the work: whoever meant another mask can still stop."""
    from engine.photo.mask_file import MOSTLY_MARKED_NOTE

    if MOSTLY_MARKED_NOTE in marked.notes:
        print(
            f"lacuna: {path.name} marks {int(100 * marked.share)}% of the photo (--invert-mask exchanges "
            "what is filled and what stays)",
            file=sys.stderr,
        )


Done = tuple[dict[str, Any], "Repair | None", tuple[str, ...]]  # what the report adds, the repair, notes


def _fill(picture: Photo, marked: Mask, method: str, facts: Mapping[str, Any]) -> Done:
    from engine.repair.missing import FILLED_NOTE, with_missing
    from engine.repair.run import repair as run_repair

    with progress() as job:
        done = run_repair(picture, with_missing(picture, marked), method, job=job, **facts)
    return {}, done, done.notes if picture.missing is None else (*done.notes, FILLED_NOTE)


def _find_and_fill(picture: Photo, method: str, looking: dict[str, Any], facts: Mapping[str, Any]) -> Done:
    """looking: the search's arguments of `repair_blind`.  The repair is None where nothing was filled."""
    from engine.detection.result import DEFAULT_SENSITIVITY
    from engine.repair.blind import repair_blind

    if looking["sensitivity"] is None:
        looking["sensitivity"] = DEFAULT_SENSITIVITY
    with progress() as job:
        done = repair_blind(picture, method, job=job, **looking, **facts)
    search_report = {
        "detector": done.detection.detector,
        "sensitivity": looking["sensitivity"],
        "kinds": list(looking["kinds"] or ()),
        "found": round(float((done.mask > 0).mean()), 6),
        "finds": done.filled,
        "unchanged": done.unchanged,
        "doubtful": len(done.search.doubtful),
    }
    return search_report, done.repair, done.notes


commands.command()(edit)
commands.command()(batch)
commands.command()(detect)


def _tell(report: Mapping[str, Any], stream: TextIO, *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(report), file=stream)
        return
    pixels, method, seconds = report["pixels"], report["method"], report["seconds"]
    filled = f"{pixels} pixels filled by {method}" if method else "the photo as it was"
    lines = [f"{report['out']}: {filled} in {seconds:.1f} s"]
    if count := report.get("finds"):
        finds = "1 find was filled" if count == 1 else f"{count} finds were filled"
        unchanged = report["unchanged"]
        lines.append(f"  {finds}{f', {unchanged} with no change that can be seen' if unchanged else ''}")
    if doubtful := report.get("doubtful"):
        finds = "1 doubtful find was" if doubtful == 1 else f"{doubtful} doubtful finds were"
        lines.append(f"  {finds} left (--fill-doubtful fills them too)")
    lines += [f"  {note}" for note in report["notes"]]
    print("\n".join(lines), file=stream)


commands.command()(methods)


@commands.command()
def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
    window: Annotated[bool, typer.Option("--window", hidden=True)] = False,  # doctor's own child process
) -> int:
    """Look at this installation: what is there, what is wrong, and how to mend it."""
    from app.cli.doctor import examine, print_window_system

    if window:
        print_window_system()
        return Exit.DONE

    findings = examine()
    if as_json:
        print(json.dumps(findings.report, indent=2, ensure_ascii=False))
    else:
        findings.print()
    return Exit.NOTHING_DONE if findings.broken else Exit.DONE


_PASSED_ON = {"allow_extra_args": True, "ignore_unknown_options": True, "allow_interspersed_args": False}


def _pass_on(name: str, help: str) -> None:
    """A command whose words the trainer reads itself: the app only dispatches."""

    def dispatch(context: typer.Context) -> int:
        return int(importlib.import_module("trainer.__main__").main([name, *context.args]))

    commands.command(name, help=help, context_settings=_PASSED_ON, add_help_option=False)(dispatch)


commands.add_typer(models)
_pass_on("train", "Teach a network a kind of damage.")
_pass_on("teach", "Measure, keep, pass on what was taught.")
_pass_on("evaluate", "Measure methods beside the classical ones.")

COMMAND_NAMES = frozenset(typer.main.get_group(commands).commands)
