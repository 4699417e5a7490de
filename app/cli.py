"""The command line (DESIGN.md, section 5).  It only reads words, calls the engine and prints."""

from __future__ import annotations

import importlib
import importlib.metadata
import json
import os
import stat
import sys
import textwrap
import time
from collections.abc import Mapping, Sequence
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.environment import has_screen
from engine.atomic import reason
from engine.errors import LacunaError, OptionInvalid, ScreenMissing, UsageError
from engine.job import Job

if TYPE_CHECKING:
    from engine.contract import MethodInfo
    from engine.photo import Photo


class Exit(IntEnum):
    DONE = 0
    USAGE = 2
    SOME_FAILED = 3
    NOTHING_DONE = 4
    STOPPED = 130  # what shells expect after Ctrl+C, so that a loop around the command ends too


# typer carries a click of its own; this is that one's base class of "the words are wrong".
WrongWords: Any = next(kind for kind in typer.BadParameter.__mro__ if kind.__name__ == "ClickException")
commands = typer.Typer(
    name="lacuna",
    add_completion=False,
    invoke_without_command=True,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Repairs photos, on this machine alone.  `lacuna [PHOTO]` opens the editor.",
)


def edit(words: Sequence[str]) -> int:
    """Open the editor, on a photo if one is named."""
    if len(words) > 1:
        return _complain(UsageError(f"the editor opens one photo, not {len(words)}"))
    if not has_screen():
        return _complain(ScreenMissing())
    from app.application import run_editor

    return run_editor(Path(words[0]) if words else None)


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
        return _complain(_unexpected(error))


def stopped() -> int:
    """What Ctrl+C ends with: one line.  A file is written whole or not at all."""
    print("lacuna: stopped", file=sys.stderr)
    return Exit.STOPPED


def _silence() -> None:
    """What is still to be printed goes nowhere, so that Python does not complain of it at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _unexpected(error: Exception) -> LacunaError:
    import traceback

    from engine.paths import state_folder

    told = "".join(traceback.format_exception(error))
    try:
        log = state_folder() / "crash.log"
        log.write_text(told, encoding="utf-8")
    except (LacunaError, OSError):
        return LacunaError(f"{type(error).__name__}, and no log could be written")
    return LacunaError(f"{type(error).__name__}, see {log}")


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
    photo: Annotated[Path, typer.Argument(help="The photo to repair.")],
    out: Annotated[Path, typer.Option("-o", "--out", help="The repaired photo; its suffix is the format.")],
    mask: Annotated[Path, typer.Option(help="White = missing; of the photo's size or proportions.")],
    soft_mask: Annotated[bool, typer.Option("--soft-mask", help="Keep the greys.")] = False,
    method: Annotated[str, typer.Option(help="A method's id (see `lacuna methods`).")] = "auto",
    option: Annotated[list[str] | None, typer.Option(metavar="K=V", help="An option of the method.")] = None,
    seed: Annotated[int, typer.Option(help="Another number, another try.", min=0)] = 0,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace OUT if it exists.")] = False,
    save_mask: Annotated[Path | None, typer.Option(metavar="PNG", help="Write what was repaired.")] = None,
    device: Annotated[str, typer.Option(help="auto, cpu, cuda or mps.")] = "auto",
    as_json: Annotated[bool, typer.Option("--json", help="Print what was done as JSON.")] = False,
) -> int:
    """Fill what a mask marks; nothing else changes."""
    import numpy as np

    import engine.mask
    from engine.photo import load, save
    from engine.repair import repair as run_repair

    _check_free(out, overwrite=overwrite)
    if save_mask is not None:
        _check_mask_out(save_mask, photo, out, overwrite=overwrite)
    started = time.perf_counter()
    picture = load(photo)
    _check_format(picture, out)
    marked = engine.mask.load(mask, (picture.width, picture.height), soft=soft_mask)
    with _progress() as job:
        done = run_repair(
            picture, marked, method, options=_options(option), seed=seed, device=device, job=job
        )
    done.apply(picture)
    notices = [*picture.notices, *done.notes, *save(picture, out)]
    if save_mask is not None:
        engine.mask.save(done.mask, save_mask)
    pixels = int(np.count_nonzero(done.mask))
    report = {
        "out": str(out),
        "method": done.method,
        "pixels": pixels,
        "regions": done.regions,
        "calls": done.calls,
        "seconds": round(time.perf_counter() - started, 3),
        "notes": notices,
    }
    _tell(report, as_json=as_json)
    return Exit.DONE


def _check_free(out: Path, *, overwrite: bool) -> None:
    """Raise UsageError where a file cannot be or must not be: before the work, not after it."""
    try:
        mode = out.stat().st_mode
    except FileNotFoundError:
        if not out.parent.is_dir():
            raise UsageError(f"there is no folder {out.parent}") from None
        return
    except OSError as error:
        raise UsageError(f"{textwrap.shorten(out.name, 40)} cannot be written: {reason(error)}") from error
    if stat.S_ISDIR(mode):
        raise UsageError(f"{out} is a folder")
    if not stat.S_ISREG(mode):
        raise UsageError(f"{out} is no file")
    if not overwrite:
        raise UsageError(f"{out} exists; --overwrite replaces it")


def _check_mask_out(mask: Path, photo: Path, out: Path, *, overwrite: bool) -> None:
    _check_free(mask, overwrite=overwrite)
    if mask.suffix.lower() != ".png":
        raise UsageError(f"--save-mask writes a PNG, and {mask.name} does not say so")
    if mask.resolve() in (photo.resolve(), out.resolve()):
        raise UsageError(f"{mask} cannot be the mask and the photo at once")


def _check_format(picture: Photo, out: Path) -> None:
    """Raise where `out` cannot take what the photo is: before the work, not after it."""
    from engine.photo.save import same_file, target_family

    target_family(picture, out)
    if picture.origin.frames > 1 and same_file(picture.path, out):
        raise UsageError(f"{out} holds {picture.origin.frames} pictures; another OUT keeps them")


def _tell(report: Mapping[str, Any], *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(report))
        return
    pixels, method, seconds = report["pixels"], report["method"], report["seconds"]
    print(f"{report['out']}: {pixels} pixels filled by {method} in {seconds:.1f} s")
    for note in report["notes"]:
        print(f"  {note}")


def _options(words: Sequence[str] | None) -> dict[str, str]:
    """K=V words as a mapping."""
    pairs = [word.partition("=") for word in words or ()]
    for key, sign, _ in pairs:
        if not (key and sign):
            raise OptionInvalid(f"an option is written K=V, not {key!r}")
    return {key: value for key, _, value in pairs}


class _progress:
    """A job whose progress is a bar on stderr, on a terminal only."""

    def __enter__(self) -> Job:
        from rich.console import Console
        from rich.progress import Progress

        console = Console(stderr=True)
        self._bar = Progress(console=console, transient=True, disable=not console.is_terminal)
        self._bar.start()
        task = self._bar.add_task("", total=1.0)
        return Job(lambda fraction, note: self._bar.update(task, completed=fraction, description=note))

    def __exit__(self, *_: object) -> None:
        self._bar.stop()


@commands.command()
def methods(as_json: Annotated[bool, typer.Option("--json", help="Everything, as JSON.")] = False) -> int:
    """List the methods, and what each says of itself."""
    from engine.catalog import catalog

    rows = [_about(entry.info) for entry in catalog().values()]
    if as_json:
        print(json.dumps(rows, indent=2, ensure_ascii=False))
        return Exit.DONE
    width = max(len(row["id"]) for row in rows)
    for row in rows:
        print(f"{row['id']:<{width}}  {row['year']}  {row['purpose']}")
    return Exit.DONE


def _about(info: MethodInfo) -> dict[str, Any]:
    from engine.catalog import detectors
    from engine.scores import scores
    from engine.weights import card, has_weights

    facts = card(info.id, info.weights[0]) if info.weights and has_weights(info.id, info.weights[0]) else None
    return {
        "id": info.id,
        "title": info.title,
        "year": info.year,
        "paper": info.paper,
        "purpose": info.purpose,
        "limits": info.limits,
        "blind": info.blind,
        "detector": info.id in detectors(),
        "holes": info.holes,
        "options": [_option_about(one) for one in info.options],
        "has_weights": has_weights(info.id, info.weights[0]) if info.weights else None,
        "variants": list(info.weights),
        "trained": facts and {"photos": facts.photos, "minutes": facts.minutes, "device": facts.device},
        "scores": dict(scores(info)) or None,
        "licence": info.licence,
    }


def _option_about(option: Any) -> dict[str, Any]:
    from dataclasses import asdict

    return {"kind": type(option).__name__.lower(), **asdict(option)}


@commands.command()
def doctor(as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False) -> int:
    """Look at this installation: what is there, what is wrong, and how to mend it."""
    from app.doctor import examine

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


_pass_on("train", "Teach a network a kind of damage.")
_pass_on("evaluate", "Measure methods beside the classical ones.")

COMMANDS = frozenset(typer.main.get_group(commands).commands)
