"""Writes the experiments of Köhler, Schuler, Schölkopf, Harmeling (GCPR 2014) as a Markdown page."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from trainer import experiments
from trainer.experiments.bench import ExperimentContext

PAGE_HEAD = """# The experiments of the patch MLP

After Köhler, Schuler, Schölkopf, Harmeling, *Mask-specific inpainting with deep neural networks*, GCPR 2014.
Each table was written by the command under it, on photos that are not part of Lacuna.  dB, means over the
test photos, ten where the command names no other `--limit`, 256×256 px and gray as the paper's.  *Inside* is
over the missing pixels alone.

The published networks learned for days, by ADADELTA on 1.8 million photos; these for the steps under each
table, by Adam.  *As published*: the network sees holes as gray and answers whole patches.  *On a first fill*:
it corrects a thin-plate fill, as the weights that ship do; the blind one *on what it is given*.
"""
SECTION_MARK = "\n## "


def figures() -> list[str]:
    """The names of all experiments."""
    return [one.name for one in pkgutil.iter_modules(experiments.__path__) if one.name.startswith("fig")]


def section(figure: str, context: ExperimentContext, words: Sequence[str]) -> str:
    """Run an experiment and return its section.

    It has the title, the table, what it shows, the networks and the command (words).
    """
    found = importlib.import_module(f"{experiments.__name__}.{figure}")
    own = replace(context, used=[])
    printed = found.run(own)
    networks = "\n".join(f"- {line}" for line in own.used)
    command = f"`python -m trainer.experiments {figure} {' '.join(_without_folders(words))}`"
    return f"{found.TITLE}\n\n```\n{printed}\n```\n\n{found.SHOWS}\n\nNetworks:\n{networks}\n\n{command}\n"


def write(path: Path, sections: Mapping[str, str]) -> None:
    """Write the sections of these figures into the page; those of other figures stay as they were."""
    known = path.read_text("utf-8").split(SECTION_MARK)[1:] if path.exists() else []
    there = {figure: text for text in known for figure in figures() if _number(figure) == text.split(":")[0]}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        SECTION_MARK.join([PAGE_HEAD, *(text for _, text in sorted({**there, **sections}.items()))]), "utf-8"
    )


def _without_folders(words: Sequence[str]) -> list[str]:
    """The words of a command with DIR for each folder, and without --page."""
    return [
        "DIR" if before in ("--photos", "--test", "--out") else word
        for before, word in pairwise(["", *words])
        if "--page" not in (before, word)
    ]


def _number(figure: str) -> str:
    """The title's beginning of a module: fig1 → Fig. 1."""
    return f"Fig. {figure.removeprefix('fig')}"
