"""The trainer's commands with their arguments; nothing heavy is imported before one runs."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from engine.errors import UsageError
from trainer.cli.teach import add_teach

if TYPE_CHECKING:
    from trainer.training.schedule import Means


def main(arguments: Sequence[str]) -> int:
    """Run one command; returns the exit code.  Raises LacunaError."""
    parser = argparse.ArgumentParser(prog="trainer", description="Train and measure Lacuna's methods.")
    commands = parser.add_subparsers(dest="command", required=True)
    add_train(commands.add_parser("train", help="train a recipe on a folder of photos"))
    add_several(commands.add_parser("several", help="train several recipes within a time budget"))
    add_survey(
        commands.add_parser("survey", help="the survey's experiments: two short runs and a table each")
    )
    add_evaluate(commands.add_parser("evaluate", help="methods side by side on the same damaged photos"))
    add_publish(commands.add_parser("publish", help="ship new weights where they score better"))
    add_average(commands.add_parser("average", help="the mean of two exports of one network"))
    add_tables(commands.add_parser("tables", help="measure the suites and write the page of tables"))
    add_classics(commands.add_parser("classics", help="measure the methods that learn nothing"))
    add_teach(commands.add_parser("teach", help="measure, keep, pass on what was taught"))
    given = parser.parse_args(arguments)
    code: int = given.run(given)
    return code


def add_train(parser: argparse.ArgumentParser) -> None:
    """`train RECIPE --photos DIR --out DIR …`"""
    parser.add_argument("recipe")
    parser.add_argument(
        "--photos", type=Path, action="append", required=True, help="folder, may be given again"
    )
    parser.add_argument(
        "--out", type=Path, required=True, help="folder for checkpoints, log, preview and weights"
    )
    parser.add_argument("--from", type=Path, dest="start", help="exported weights to begin at")
    parser.add_argument("--option", action="append", default=[], metavar="K=V")
    parser.add_argument("--minutes", type=float)
    parser.add_argument("--steps", type=int)
    parser.add_argument("--resume", action="store_true")
    parser.add_argument("--device", default="auto")
    parser.add_argument("--threads", type=int, help="of torch; the rest of the machine stays free")
    parser.add_argument(
        "--workers", type=int, help="processes that draw batches; default: what suits the device"
    )
    parser.add_argument(
        "--credits",
        type=Path,
        action="append",
        default=[],
        metavar="CSV",
        help="list of the photos with their licences, for the card; may be given again",
    )
    parser.add_argument("--json", action="store_true", help="JSON lines instead of a bar")
    parser.set_defaults(run=_train)


def add_average(parser: argparse.ArgumentParser) -> None:
    """`average BEFORE AFTER --photos DIR --out FILE`: AFTER was trained from BEFORE."""
    parser.add_argument("before", type=Path)
    parser.add_argument("after", type=Path)
    parser.add_argument("--share", type=float, default=0.7, help="of AFTER; default: 0.7")
    parser.add_argument(
        "--photos", type=Path, action="append", required=True, help="folder, may be given again"
    )
    parser.add_argument("--out", type=Path, required=True, help=".safetensors to write")
    parser.set_defaults(run=_average)


def add_several(parser: argparse.ArgumentParser) -> None:
    """`several RECIPE[:MINUTES]... --photos DIR --out DIR …`: the same command again goes on."""
    parser.add_argument("recipes", nargs="+", metavar="RECIPE[:MINUTES]")
    parser.add_argument(
        "--photos", action="append", required=True, metavar="[RECIPE=]DIR", help="may be given again"
    )
    parser.add_argument("--out", type=Path, required=True, help="each recipe gets a folder of its id in it")
    parser.add_argument("--option", action="append", default=[], metavar="RECIPE.K=V")
    parser.add_argument("--minutes", type=float, help="of all; each recipe's are cut or stretched alike")
    _add_means(parser)
    parser.set_defaults(run=_several)


def add_survey(parser: argparse.ArgumentParser) -> None:
    """`survey EXPERIMENT... --photos DIR --test DIR --out DIR …`: the same command again goes on."""
    parser.add_argument("experiments", nargs="+", help="attention, partial, gated, edges, id-mrf or all")
    parser.add_argument("--photos", type=Path, action="append", required=True, help="to train on")
    parser.add_argument("--test", type=Path, action="append", required=True, help="to measure on")
    parser.add_argument("--out", type=Path, required=True, help="folder for the runs")
    parser.add_argument("--minutes", type=float, default=10, help="of training, each run")
    parser.add_argument("--option", action="append", default=[], metavar="K=V", help="of every run")
    parser.add_argument("--limit", type=int, help="photos a case")
    parser.add_argument("--page", type=Path, help="Markdown file to write")
    _add_means(parser)
    parser.set_defaults(run=_survey)


def _add_means(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--together", type=int, default=1, help="runs at a time")
    parser.add_argument("--threads", type=int, help="of each; default: the processors, shared out")
    parser.add_argument("--workers", type=int, help="of each: processes that draw batches")
    parser.add_argument("--device", default="auto")


def add_evaluate(parser: argparse.ArgumentParser) -> None:
    """`evaluate --photos DIR (--suite ID | --corruption ID[:K=V,...]) …`"""
    parser.add_argument(
        "--photos", type=Path, action="append", required=True, help="folder, may be given again"
    )
    damage = parser.add_mutually_exclusive_group(required=True)
    damage.add_argument("--suite", help="thin, blind, holes or faces")
    damage.add_argument("--corruption", metavar="ID[:K=V,...]")
    parser.add_argument(
        "--methods", help="ids with commas between; default: the classical ones and the suite's"
    )
    parser.add_argument("--option", action="append", default=[], metavar="METHOD.K=V")
    parser.add_argument("--blind", action="store_true", help="the methods are not given the mask")
    parser.add_argument("--size", type=int)
    parser.add_argument("--seed", type=int)
    parser.add_argument("--limit", type=int, help="photos a case")
    _add_held_out(parser)
    parser.add_argument("--sheet", type=Path, help="contact sheet to write: damaged, each method, truth")
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(run=_evaluate)


def _add_held_out(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--held-out", action="store_true", help="only photos that a training on these folders does not see"
    )


def add_publish(parser: argparse.ArgumentParser) -> None:
    """`publish WEIGHTS [--suite ID] --photos DIR`"""
    parser.add_argument("weights", type=Path, help="a .safetensors file with its card")
    parser.add_argument("--suite", help="that measures them; not for the feature network")
    parser.add_argument("--photos", type=Path, action="append", required=True)
    parser.add_argument("--limit", type=int, help="photos a case")
    _add_held_out(parser)
    parser.add_argument("--force", action="store_true", help="even where they score worse")
    parser.set_defaults(run=_publish)


def add_tables(parser: argparse.ArgumentParser) -> None:
    """`tables --photos DIR --out FILE.md [--suite ID]...`"""
    parser.add_argument("--photos", type=Path, action="append", required=True)
    parser.add_argument("--out", type=Path, required=True, help="Markdown file to write")
    parser.add_argument(
        "--faces", type=Path, action="append", help="the suite faces is of their held-out part"
    )
    parser.add_argument(
        "--hard", type=Path, action="append", default=[], help="where the photos of hard_clean.txt are"
    )
    parser.add_argument("--suite", action="append", help="default: all; may be given again")
    parser.add_argument("--limit", type=int, help="photos a case")
    parser.set_defaults(run=_tables)


def add_classics(parser: argparse.ArgumentParser) -> None:
    """`classics --photos DIR`"""
    parser.add_argument("--photos", type=Path, action="append", required=True)
    parser.add_argument("--limit", type=int, help="photos a case")
    parser.set_defaults(run=_classics)


def pairs(options: Sequence[str]) -> dict[str, str]:
    """["a=1", …] → {"a": "1", …}.  Raises UsageError."""
    for option in options:
        if "=" not in option:
            raise UsageError(f"an option is written NAME=VALUE, not {option!r}")
    return dict(option.split("=", 1) for option in options)


def _train(given: argparse.Namespace) -> int:
    from trainer.training.run import train

    return train(
        given.recipe,
        photos=given.photos,
        out=given.out,
        start=given.start,
        options=pairs(given.option),
        minutes=given.minutes,
        steps=given.steps,
        resume=given.resume,
        device=given.device,
        threads=given.threads,
        workers=given.workers,
        credits=given.credits,
        as_json=given.json,
    )


def _average(given: argparse.Namespace) -> int:
    from trainer.training.average import average

    average(given.before, given.after, given.share, photos=given.photos, out=given.out)
    return 0


def _several(given: argparse.Namespace) -> int:
    from trainer.training.schedule import planned, train_several

    means = _means(given)
    pieces = planned(
        given.recipes,
        photos=given.photos,
        options=pairs(given.option),
        minutes=given.minutes,
        together=means.together,
    )
    return train_several(pieces, out=given.out, means=means)


def _survey(given: argparse.Namespace) -> int:
    from trainer.evaluation.ablations import survey

    return survey(
        given.experiments,
        photos=given.photos,
        test=given.test,
        out=given.out,
        minutes=given.minutes,
        options=pairs(given.option),
        means=_means(given),
        limit=given.limit,
        page=given.page,
    )


def _means(given: argparse.Namespace) -> Means:
    from trainer.training.schedule import Means

    return Means(
        together=max(1, given.together), threads=given.threads, workers=given.workers, device=given.device
    )


def _evaluate(given: argparse.Namespace) -> int:
    from trainer.evaluation.compare import compare

    return compare(
        photos=given.photos,
        suite=given.suite,
        corruption=given.corruption,
        methods=given.methods.split(",") if given.methods else None,
        options=pairs(given.option),
        blind=given.blind,
        size=given.size,
        seed=given.seed,
        limit=given.limit,
        held_out=given.held_out,
        sheet=given.sheet,
        as_json=given.json,
    )


def _publish(given: argparse.Namespace) -> int:
    from trainer.evaluation.publish import publish

    return publish(
        given.weights,
        suite=given.suite,
        photos=given.photos,
        limit=given.limit,
        held_out=given.held_out,
        force=given.force,
    )


def _tables(given: argparse.Namespace) -> int:
    from trainer.evaluation.tables_page import SUITES, write

    write(
        given.out,
        photos=given.photos,
        faces=given.faces,
        hard=given.hard,
        suites=given.suite or SUITES,
        limit=given.limit,
    )
    return 0


def _classics(given: argparse.Namespace) -> int:
    from trainer.evaluation.classical import measure

    measure(given.photos, limit=given.limit)
    return 0
