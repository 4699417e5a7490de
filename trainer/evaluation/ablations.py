"""Ablation experiments of the survey: each compares two short trainings that differ in one option.

`python -m trainer survey attention --photos DIR --test DIR --out DIR --minutes 10`; the same command resumes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, cast

from torch import Tensor, nn

from engine.errors import UsageError
from engine.job import Job
from engine.models.detector import Detector
from engine.models.method import Method, Request
from engine.options import Value
from trainer.data import photos as photo_folder
from trainer.evaluation import features
from trainer.evaluation.evaluate import Row, evaluate, gain, table
from trainer.evaluation.frechet import frechet_function
from trainer.evaluation.network_alone import WITHOUT_TEXTURE
from trainer.evaluation.publish import with_weights
from trainer.evaluation.suite import suite as find_suite
from trainer.training.export import read
from trainer.training.schedule import QueuedTraining, Resources, train_several


@dataclass(frozen=True, kw_only=True)
class Side:
    """One of the two compared trainings: its name, and the options by which it differs from the default.

    network_only: what the network fills is measured, without what its method does after it.
    trained_as: the name of the training, where another side's serves for this one too.
    """

    name: str
    options: Mapping[str, Value] = field(default_factory=dict)
    network_only: bool = False
    trained_as: str = ""


@dataclass(frozen=True, kw_only=True)
class Experiment:
    """A claim of the literature, tested by training one recipe in two ways.

    suite: on which both are measured.
    """

    title: str
    claim: str
    recipe: str
    sides: tuple[Side, Side]
    suite: str = "holes"

    def runs(self) -> tuple[str, str]:
        """Names of the two trainings; experiments that share one train it once."""
        names = (side.trained_as or side.name for side in self.sides)
        one, two = ("-".join([self.recipe, *name.lower().split()]) for name in names)
        return one, two


EXPERIMENTS_BY_NAME = {
    "attention": Experiment(
        title="Attention against none (DeepFill v1)",
        claim="Yu et al. 2018: features copied from known patches make sharper fills than convolutions alone",
        recipe="deepfill-v1",
        sides=(
            Side(name="attention"),
            Side(name="no attention", options={"attention": "off"}),
        ),
    ),
    "partial": Experiment(
        title="Partial against plain convolutions, irregular holes",
        claim="Liu et al. 2018: convolutions that leave out what is missing bring less colour of the hole in",
        recipe="partial-conv",
        sides=(
            Side(name="partial"),
            Side(name="plain", options={"plain": "on"}),
        ),
        suite="holes:freeform",
    ),
    "gated": Experiment(
        title="Gated against partial convolutions, irregular holes",
        claim="Yu et al. 2019: a gate that is learnt does better than a rule which pixels count",
        recipe="partial-conv",
        sides=(
            Side(name="gated", options={"gated": "on"}),
            Side(name="partial"),
        ),
        suite="holes:freeform",
    ),
    "edges": Experiment(
        title="Edges against none (EdgeConnect)",
        claim="Nazeri et al. 2019: edges drawn first give fills more structure",
        recipe="edge-connect",
        sides=(
            Side(name="edges"),
            Side(name="no edges", options={"edges": "off"}),
        ),
    ),
    "id-mrf": Experiment(
        title="ID-MRF against none (GMCNN)",
        claim="Wang et al. 2018: the nearest features of the photo as a loss bring texture back",
        recipe="gmcnn",
        sides=(
            Side(name="ID-MRF"),
            Side(name="none", options={"features": "off"}),
        ),
    ),
    "dilation": Experiment(
        title="Dilated against plain residual blocks (PGGAN)",
        claim="Demir and Unal 2018: dilated residual blocks see more of the picture, with as many weights",
        recipe="pggan",
        sides=(
            Side(name="dilated"),
            Side(name="undilated", options={"variant": "res"}),
        ),
    ),
    "shift": Experiment(
        title="Shifted features against none (Shift-Net)",
        claim="Yan et al. 2018: features of the hole are replaced by those of the most similar known place",
        recipe="shift-net",
        sides=(
            Side(name="shift"),
            Side(name="no shift", options={"shifts": "off"}),
        ),
    ),
    "guidance": Experiment(
        title="Guidance of the shifted features against none (Shift-Net)",
        claim="Yan et al. 2018: decoded features that must be near the encoded ones find better matches",
        recipe="shift-net",
        sides=(
            Side(name="shift"),
            Side(name="no guidance", options={"guidance": "0"}),
        ),
    ),
    "local-critic": Experiment(
        title="A critic of the hole's surroundings against one of the whole alone (GLCIC)",
        claim="Iizuka et al. 2017: a second critic, of the window around the hole, makes its content sharper",
        recipe="glcic",
        sides=(
            Side(name="local critic"),
            Side(name="whole alone", options={"local": "off"}),
        ),
    ),
    "patchgan": Experiment(
        title="A critic of patches beside that of the whole against none (PGGAN)",
        claim="Demir and Unal 2018: a PatchGAN beside the critic of the whole brings fine texture",
        recipe="pggan",
        sides=(
            Side(name="dilated"),
            Side(name="no patches", options={"patches": "off"}),
        ),
    ),
    "columns": Experiment(
        title="Three columns against one (GMCNN)",
        claim="Wang et al. 2018: columns with kernels of 7, 5 and 3 px see structure and texture at once",
        recipe="gmcnn",
        sides=(
            Side(name="ID-MRF"),
            Side(name="one column", options={"columns": "1"}),
        ),
    ),
    "neural-patches": Experiment(
        title="Neural patches after the content network against the network alone (MSNPS)",
        claim="Yang et al. 2017: patches matched in the features of a network make its blurry guess sharp",
        recipe="msnps",
        sides=(
            Side(name="neural patches"),
            Side(name="network alone", network_only=True, trained_as="neural patches"),
        ),
    ),
    "known": Experiment(
        title="Missing pixels above all against all pixels alike (context encoder)",
        claim="Pathak et al. 2016 weigh all pixels alike; Lacuna's recipe counts known ones a fifth",
        recipe="context-encoder",
        sides=(
            Side(name="missing first"),
            Side(name="all alike", options={"known": "1"}),
        ),
    ),
    "membrane": Experiment(
        title="What is added to a membrane against a whole picture (partial convolutions)",
        claim="Lacuna's recipes begin with a membrane: in minutes, colours are not carried into a hole",
        recipe="partial-conv",
        sides=(
            Side(name="partial"),
            Side(name="as published", options={"begun": "off"}),
        ),
    ),
    "adds": Experiment(
        title="What is added to a membrane against all pixels (DeepFill v2)",
        claim="Lacuna's recipe answers in the hole alone: else most of the loss is to repeat known pixels",
        recipe="deepfill-v2",
        sides=(
            Side(name="adds"),
            Side(name="all pixels", options={"adds": "off"}),
        ),
    ),
}


SAME_SIZE_FACTOR = 1.02  # Networks up to so many times as large are of one size.


def survey(
    names: Sequence[str],
    *,
    photos: Sequence[Path],
    test: Sequence[Path],
    out: Path,
    minutes: float,
    options: Mapping[str, str],
    resources: Resources,
    limit: int | None = None,
    page: Path | None = None,
) -> int:
    """Train what is not trained yet, measure and print; `page` gets the same text.

    minutes, options: of every run.  Returns the exit code of `train_several`.  Raises LacunaError.
    """
    if unknown := set(names) - {"all", *EXPERIMENTS_BY_NAME}:
        raise UsageError(
            f"no experiment is called {', '.join(sorted(unknown))}: {', '.join(EXPERIMENTS_BY_NAME)}"
        )
    chosen = list(EXPERIMENTS_BY_NAME) if "all" in names else list(dict.fromkeys(names))
    runs = {
        name: [
            QueuedTraining(
                id=EXPERIMENTS_BY_NAME[name].recipe,
                minutes=minutes,
                photos=tuple(photos),
                options={**side.options, **options},
                name=run,
            )
            for run, side in zip(
                EXPERIMENTS_BY_NAME[name].runs(), EXPERIMENTS_BY_NAME[name].sides, strict=True
            )
        ]
        for name in chosen
    }
    each = {run.name: run for both in runs.values() for run in both}
    code = train_several(list(each.values()), out=out, resources=resources)
    if code:
        return code
    sections = []
    for name in chosen:
        folders = [out / run.title for run in runs[name]]
        sections.append(section(EXPERIMENTS_BY_NAME[name], folders, test, limit=limit))
        print(f"\n{sections[-1]}", flush=True)
    if page:
        write_page(page, sections)
    return 0


def write_page(page: Path, sections: Sequence[str]) -> None:
    """Write these sections into the page, in the order of the experiments; those of others stay."""
    known = page.read_text(encoding="utf-8").split(SECTION_MARK)[1:] if page.is_file() else []
    found = {text.partition("\n")[0]: text for text in (*known, *(s.removeprefix("## ") for s in sections))}
    titles = [experiment.title for experiment in EXPERIMENTS_BY_NAME.values()]
    texts = [found[title].rstrip("\n") + "\n" for title in titles if title in found]
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(SECTION_MARK.join([PAGE_HEAD, *texts]), encoding="utf-8")


def without_later_stages(rival: Method | Detector) -> Method | Detector:
    """The rival, changed to fill by its network alone."""

    def fill(network: nn.Module, request: Request[Tensor], job: Job) -> Tensor:
        job.step(0.0)
        filled: Tensor = cast(Any, network).fill(request.image, (request.mask > 0).float())
        return filled

    cast(Any, rival).fill = fill
    return rival


SECTION_MARK = "\n## "
PAGE_HEAD = """# What the survey's parts are worth

Written by `python -m trainer survey`.  Each table: two short runs of one recipe on the same photos, for the
same time, that differ in what the title says alone; then both on the same holes of other photos, as the
network fills them, without texture carried from around the hole.
"""


def section(
    experiment: Experiment, folders: Sequence[Path], test: Sequence[Path], *, limit: int | None = None
) -> str:
    """The results of two trained runs: a table of the suite, and which is better.  Raises LacunaError."""
    suite = find_suite(experiment.suite)
    suite = replace(suite, limit=limit or suite.limit)
    cards = [_card(folder, experiment.recipe) for folder in folders]
    names = [side.name for side in experiment.sides]
    rivals: dict[str, Method | Detector] = {}
    for side, folder, card in zip(experiment.sides, folders, cards, strict=True):
        rival = with_weights(experiment.recipe, folder / f"{experiment.recipe}.safetensors", card)
        rivals[side.name] = without_later_stages(rival) if side.network_only else rival
    measured = photo_folder.measured(test)
    # Texture copied into both fills would hide their difference.
    no_texture = dict.fromkeys(rivals, WITHOUT_TEXTURE)
    rows = evaluate(
        suite,
        measured,
        ["telea"],
        extra=rivals,
        options=no_texture,
        distance=features.distance_function(),
        frechet=frechet_function(),
    ).rows
    sizes = [_parameters(folder / (experiment.recipe + ".safetensors")) for folder in folders]
    effort = [
        f"- {name}: {card['steps']} steps in {card['minutes']:.1f} minutes ({card['device']}), "
        f"{size / 1e6:.2f} million weights"
        for name, card, size in zip(names, cards, sizes, strict=True)
    ]
    if max(sizes) > SAME_SIZE_FACTOR * min(sizes):
        larger = names[sizes.index(max(sizes))]
        times = f"{max(sizes) / min(sizes):.1f} times the weights"
        effort.append(f"- The networks differ in size: {larger} has {times}.")
    ahead = verdict(rows, names[0], names[1])
    lines = [f"## {experiment.title}\n", f"{experiment.claim}.\n", "```", table(rows), "```\n", *effort]
    return "\n".join([*lines, "", ahead, ""])


def verdict(rows: Sequence[Row], one: str, two: str) -> str:
    """The gain of the first over the second in dB and in feature distance, as means over the cases."""
    found = [f"{one} against {two}: {gain(rows, one, two):+.2f} dB inside"]
    by = {(row.case, row.method): row for row in rows}
    ratios = [
        ours.feature / theirs.feature
        for (case, method), ours in by.items()
        if method == one and ours.feature and (theirs := by[case, two]).feature
    ]
    if ratios:
        found.append(f"feature distance × {sum(ratios) / len(ratios):.3f} (below 1: nearer to the truth)")
    return ", ".join(found) + "."


def _card(folder: Path, recipe: str) -> dict[str, Any]:
    return dict(json.loads((folder / f"{recipe}.json").read_text(encoding="utf-8")))


def _parameters(weights: Path) -> int:
    return sum(values.numel() for values in read(weights).values())
