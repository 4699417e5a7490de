"""The trainer's commands with their arguments.  Heavy modules are imported only by the command that runs.

An argument's `dest` is the name of a parameter of the function that the command calls.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from engine.system.address_space import NETWORK_BYTES, require
from trainer.cli.arguments import add_limit, add_options, add_photos, comma_list, number, whole
from trainer.cli.teach import add_teach

MIN_SIZE_PX = 11  # The window of SSIM.
MINUTES_TYPE = number("--minutes", 0, above=True)
STEPS_TYPE, THREADS_TYPE, TOGETHER_TYPE = whole("--steps", 1), whole("--threads", 1), whole("--together", 1)
WORKERS_TYPE = whole("--workers", 0)


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
    add_average(commands.add_parser("average", help="the weighted mean of two exports of one network"))
    add_limits(commands.add_parser("limits", help="set a detector's limits on other sound photos"))
    add_tables(commands.add_parser("tables", help="measure the suites and write the page of tables"))
    add_classics(commands.add_parser("classics", help="measure the methods without weights"))
    add_teach(commands.add_parser("teach", help="measure, keep and pass on taught methods"))
    given = vars(parser.parse_args(arguments))
    del given["command"]
    run = given.pop("run")
    require(NETWORK_BYTES)
    code: int = run(**given)
    return code


def add_train(parser: argparse.ArgumentParser) -> None:
    """`train RECIPE --photos DIR --out DIR …`"""
    parser.add_argument("recipe")
    add_photos(parser)
    parser.add_argument(
        "--out", type=Path, required=True, help="folder for checkpoints, log, preview and weights"
    )
    parser.add_argument("--from", type=Path, dest="start", help="exported weights to begin at")
    add_options(parser)
    parser.add_argument("--minutes", type=MINUTES_TYPE)
    parser.add_argument("--steps", type=STEPS_TYPE)
    parser.add_argument("--resume", action="store_true")
    parser.add_argument("--device", default="auto")
    parser.add_argument("--threads", type=THREADS_TYPE, help="of torch; the rest of the machine stays free")
    parser.add_argument(
        "--workers",
        type=WORKERS_TYPE,
        help="processes that draw batches; default: what suits the device",
    )
    parser.add_argument(
        "--credits",
        type=Path,
        action="append",
        default=[],
        metavar="CSV",
        help="list of the photos with their licences, for the card; may be repeated",
    )
    parser.add_argument("--json", action="store_true", dest="as_json", help="JSON lines instead of a bar")
    parser.set_defaults(run=_train)


def add_average(parser: argparse.ArgumentParser) -> None:
    """`average BEFORE AFTER --photos DIR --out FILE`: AFTER was trained from BEFORE."""
    parser.add_argument("before", type=Path)
    parser.add_argument("after", type=Path)
    parser.add_argument("--share", type=number("--share", 0, 1), default=0.7, help="of AFTER; default: 0.7")
    add_photos(parser)
    parser.add_argument("--out", type=Path, required=True, help=".safetensors to write")
    parser.set_defaults(run=_average)


def add_limits(parser: argparse.ArgumentParser) -> None:
    """`limits WEIGHTS --photos DIR --out FILE`: the same weights, with limits set on sound photos."""
    parser.add_argument("weights", type=Path)
    add_photos(parser)
    parser.add_argument("--out", type=Path, required=True, help=".safetensors to write")
    parser.set_defaults(run=_limits)


def add_several(parser: argparse.ArgumentParser) -> None:
    """`several RECIPE[:MINUTES_TYPE]... --photos DIR --out DIR …`: the same command again resumes."""
    parser.add_argument("requests", nargs="+", metavar="RECIPE[:MINUTES]")
    parser.add_argument(
        "--photos", action="append", required=True, metavar="[RECIPE=]DIR", help="may be repeated"
    )
    parser.add_argument("--out", type=Path, required=True, help="gets a folder for each recipe")
    add_options(parser, "RECIPE.K=V")
    parser.add_argument(
        "--minutes",
        type=MINUTES_TYPE,
        help="of all; each recipe's own are scaled to it",
    )
    _add_resources(parser)
    parser.set_defaults(run=_several)


def add_survey(parser: argparse.ArgumentParser) -> None:
    """`survey EXPERIMENT... --photos DIR --test DIR --out DIR …`: the same command again resumes."""
    parser.add_argument(
        "names",
        nargs="+",
        metavar="experiments",
        help="such as attention, edges, patchgan, or all; of unknown ones it says which there are",
    )
    add_photos(parser, help="folder to train on")
    add_photos(parser, "--test", help="folder to measure on")
    parser.add_argument("--out", type=Path, required=True, help="folder for the runs")
    parser.add_argument("--minutes", type=MINUTES_TYPE, default=10, help="of training, each run")
    add_options(parser, help="of every run")
    add_limit(parser)
    parser.add_argument("--page", type=Path, help="Markdown file to write")
    _add_resources(parser)
    parser.set_defaults(run=_survey)


def _add_resources(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--together", type=TOGETHER_TYPE, default=1, help="runs at a time")
    parser.add_argument(
        "--threads", type=THREADS_TYPE, help="of each; default: the processors, divided among them"
    )
    parser.add_argument("--workers", type=WORKERS_TYPE, help="of each: processes that draw batches")
    parser.add_argument("--device", default="auto")


def add_evaluate(parser: argparse.ArgumentParser) -> None:
    """`evaluate --photos DIR (--suite ID | --corruption ID[:K=V,...]) …`"""
    add_photos(parser, required=False, help="folder; the suite sound has drawn pictures of its own")
    damage = parser.add_mutually_exclusive_group(required=True)
    damage.add_argument("--suite", help="a module of trainer/suites, as blind or blind:text")
    damage.add_argument("--corruption", metavar="ID[:K=V,...]")
    parser.add_argument(
        "--methods",
        type=comma_list,
        help="ids with commas between; default: the classical ones and the suite's",
    )
    add_options(parser, "METHOD.K=V")
    parser.add_argument("--blind", action="store_true", help="the methods are not given the mask")
    parser.add_argument("--size", type=whole("--size", MIN_SIZE_PX))
    parser.add_argument("--seed", type=whole("--seed", 0))
    add_limit(parser)
    _add_held_out(parser)
    parser.add_argument("--sheet", type=Path, help="contact sheet to write: damaged, each method, truth")
    parser.add_argument("--json", action="store_true", dest="as_json")
    parser.set_defaults(run=_evaluate)


def _add_held_out(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--held-out", action="store_true", help="only photos that a training on these folders does not see"
    )


def add_publish(parser: argparse.ArgumentParser) -> None:
    """`publish WEIGHTS [--suite ID] --photos DIR`"""
    parser.add_argument("weights", type=Path, help="a .safetensors file with its card")
    parser.add_argument("--suite", help="that measures them; not for the feature network")
    add_photos(parser)
    add_limit(parser)
    _add_held_out(parser)
    parser.add_argument("--force", action="store_true", help="even where they score worse")
    parser.set_defaults(run=_publish)


def add_tables(parser: argparse.ArgumentParser) -> None:
    """`tables --photos DIR --out FILE.md [--suite ID]...`"""
    add_photos(parser)
    parser.add_argument("--out", type=Path, required=True, dest="path", help="Markdown file to write")
    parser.add_argument(
        "--faces", type=Path, action="append", help="the suite faces is of their held-out part"
    )
    parser.add_argument(
        "--hard", type=Path, action="append", default=[], help="where the photos of hard_clean.txt are"
    )
    parser.add_argument(
        "--sound", type=Path, action="append", help="sound photos for the suite sound; default: --photos"
    )
    parser.add_argument("--suite", action="append", dest="suites", help="default: all; may be repeated")
    add_limit(parser)
    parser.set_defaults(run=_tables)


def add_classics(parser: argparse.ArgumentParser) -> None:
    """`classics --photos DIR`"""
    add_photos(parser)
    add_limit(parser)
    parser.set_defaults(run=_classics)


def _train(**given: Any) -> int:
    from trainer.training.run import train

    return train(**given)


def _average(**given: Any) -> int:
    from trainer.training.average import average

    average(**given)
    return 0


def _limits(**given: Any) -> int:
    from trainer.training.limits import set_limits

    set_limits(**given)
    return 0


def _several(
    *,
    requests: Sequence[str],
    photos: Sequence[str],
    options: Mapping[str, str],
    minutes: float | None,
    out: Path,
    together: int,
    **resources: Any,
) -> int:
    from trainer.training.schedule import Resources, plan_trainings, train_several

    parallel = max(1, together)
    queue = plan_trainings(requests, photos=photos, options=options, minutes=minutes, parallel=parallel)
    return train_several(queue, out=out, resources=Resources(parallel=parallel, **resources))


def _survey(*, together: int, threads: int | None, workers: int | None, device: str, **given: Any) -> int:
    from trainer.evaluation.ablations import survey
    from trainer.training.schedule import Resources

    resources = Resources(parallel=max(1, together), threads=threads, workers=workers, device=device)
    return survey(resources=resources, **given)


def _evaluate(**given: Any) -> int:
    from trainer.evaluation.compare import compare

    return compare(**given)


def _publish(**given: Any) -> int:
    from trainer.evaluation.publish import publish

    return publish(**given)


def _tables(*, suites: Sequence[str] | None, **given: Any) -> int:
    from engine.models.scores import DETECTION_SCORES_FILE
    from trainer.evaluation.tables_page import PAGE_SUITES, write

    write(suites=suites or PAGE_SUITES, scores=DETECTION_SCORES_FILE, **given)
    return 0


def _classics(**given: Any) -> int:
    from trainer.evaluation.classical import measure

    measure(**given)
    return 0
