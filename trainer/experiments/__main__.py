"""Runs experiments: `python -m trainer.experiments fig1 --photos DIR --test DIR --out DIR --steps 3000`.

It trains the networks, measures them and prints a table; `all` runs every figure, and --page writes what was
printed into a page.  Networks are kept in OUT by name, so that a second run only measures.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Sequence
from pathlib import Path

from engine.errors import LacunaError
from trainer.cli.arguments import KeyValueAction


def main(words: Sequence[str] | None = None) -> int:
    """Run one experiment or all.  Returns the exit code; raises LacunaError."""
    from trainer.experiments import page

    words = sys.argv[1:] if words is None else words
    parser = argparse.ArgumentParser(prog="python -m trainer.experiments", description=page.__doc__)
    parser.add_argument("experiment", choices=["all", *page.all_experiments()])
    parser.add_argument("--photos", type=Path, action="append", required=True, help="to train on")
    parser.add_argument("--test", type=Path, action="append", required=True, help="to measure on")
    parser.add_argument("--out", type=Path, required=True, help="folder for the networks")
    parser.add_argument("--minutes", type=float, help="of training, each network")
    parser.add_argument("--steps", type=int, help="the same in steps")
    parser.add_argument(
        "--option", action=KeyValueAction, dest="options", metavar="K=V", help="of the recipe, for all"
    )
    parser.add_argument("--limit", type=int, default=10, help="photos to measure on")
    parser.add_argument("--anew", action="store_true", help="train the networks that ship, too")
    parser.add_argument("--page", type=Path, help="Markdown file to put it into")
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--threads", type=int)
    asked = parser.parse_args(words)

    import torch

    from trainer.data import photos as photo_folder
    from trainer.experiments.bench import ExperimentContext
    from trainer.training.loop import Budget

    if asked.threads:
        torch.set_num_threads(asked.threads)
    context = ExperimentContext(
        photos=photo_folder.load(asked.photos),
        test=photo_folder.load(asked.test),
        out=asked.out,
        budget=Budget(
            minutes=asked.minutes or (math.inf if asked.steps else 20.0), steps=asked.steps or math.inf
        ),
        options=asked.options,
        limit=asked.limit,
        device=asked.device,
        anew=asked.anew,
    )
    for figure in page.all_experiments() if asked.experiment == "all" else [asked.experiment]:
        printed = page.section(figure, context, words[1:])
        print(printed, flush=True)
        if asked.page:
            page.write(asked.page, {figure: printed})
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except LacunaError as error:
        print(error, file=sys.stderr)
        sys.exit(4)
