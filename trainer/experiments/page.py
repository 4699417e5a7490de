"""The experiments of Köhler, Schuler, Schölkopf, Harmeling (GCPR 2014) as sections of a Markdown page."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from trainer import experiments
from trainer.experiments.bench import Bench

HEAD = """# The experiments of the patch MLP

After Köhler, Schuler, Schölkopf, Harmeling, *Mask-specific inpainting with deep neural networks*, GCPR 2014.
Written by

    python -m trainer.experiments {words}

on photos that are not part of Lacuna.  dB, means over the test photos; *inside* is over the missing pixels
alone.  The published networks learned for days, ADADELTA on 1.8 million photos; these for the steps under
each table, by Adam.  "As published": the network sees holes as gray and answers whole patches.  "On a first
fill": it corrects a thin-plate fill, as the weights that ship do.
"""


def figures() -> list[str]:
    """The names of all experiments."""
    return [one.name for one in pkgutil.iter_modules(experiments.__path__) if one.name.startswith("fig")]


def section(figure: str, bench: Bench) -> str:
    """Run an experiment: its title, its table, what it shows and which networks it used."""
    found = importlib.import_module(f"{experiments.__name__}.{figure}")
    own = replace(bench, used=[])
    printed = found.run(own)
    networks = "\n".join(f"- {line}" for line in own.used)
    return f"## {found.TITLE}\n\n```\n{printed}\n```\n\n{found.SHOWS}\n\nNetworks:\n{networks}\n"


def write(path: Path, sections: Sequence[str], words: Sequence[str]) -> None:
    """The page of these sections; words: those of the command that made them."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join([HEAD.format(words=" ".join(words)), *sections]), encoding="utf-8")
