"""Writes the experiments of the papers as a Markdown page."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from types import ModuleType

from trainer import experiments
from trainer.experiments.bench import ExperimentContext

PAGE_HEAD = """# The experiments of the papers

Each table was written by the command under it, on photos that are not part of Lacuna.  dB, means over the
test photos, ten where the command names no other `--limit`, 256×256 px.  *Inside* is over the missing pixels
alone.

Those called Fig. are of Köhler, Schuler, Schölkopf, Harmeling, *Mask-specific inpainting with deep neural
networks*, GCPR 2014, on gray photos.

The published networks learned for days, by ADADELTA on 1.8 million photos; these for the steps under each
table, by Adam.  *As published*: the network sees holes as gray and answers whole patches.  *On a first fill*:
it corrects a thin-plate fill, as the weights that ship do; the blind one *on what it is given*.
*Dictionary*: patches of 8×8 px as sums of at most 6 of 256 atoms, learnt from the photos to train on.
"""
SECTION_MARK = "\n## "
SHARED_MODULES = ("__main__", "bench", "page", "sparse_coding")


def all_experiments() -> list[str]:
    """The names of all experiments."""
    return [one.name for one in pkgutil.iter_modules(experiments.__path__) if one.name not in SHARED_MODULES]


def section(figure: str, context: ExperimentContext, words: Sequence[str]) -> str:
    """Run an experiment and return its section.

    It has the title, the table, what it shows, the networks and the command (words).
    """
    found = _module(figure)
    own = replace(context, used=[])
    printed = found.run(own)
    networks = "\n".join(f"- {line}" for line in own.used)
    command = f"`python -m trainer.experiments {figure} {' '.join(_without_folders(words))}`"
    return f"{found.TITLE}\n\n```\n{printed}\n```\n\n{found.SHOWS}\n\nNetworks:\n{networks}\n\n{command}\n"


def write(path: Path, sections: Mapping[str, str]) -> None:
    """Write the sections of these figures into the page; those of other figures stay as they were."""
    known = path.read_text("utf-8").split(SECTION_MARK)[1:] if path.exists() else []
    of_title = {_module(one).TITLE.split(":")[0]: one for one in all_experiments()}
    there = {of_title[title]: text for text in known if (title := text.split(":")[0]) in of_title}
    texts = {**there, **sections}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        SECTION_MARK.join([PAGE_HEAD, *(texts[name] for name in sorted(texts, key=_by_number))]), "utf-8"
    )


def _without_folders(words: Sequence[str]) -> list[str]:
    """The words of a command with DIR for each folder, and without --page."""
    return [
        "DIR" if before in ("--photos", "--test", "--out") else word
        for before, word in pairwise(["", *words])
        if "--page" not in (before, word)
    ]


def _by_number(name: str) -> tuple[str, int]:
    """The order of figures: fig10 comes after fig9."""
    words = name.rstrip("0123456789")
    return words, int(name[len(words) :] or 0)


def _module(name: str) -> ModuleType:
    return importlib.import_module(f"{experiments.__name__}.{name}")
