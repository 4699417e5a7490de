"""The survey's experiments: two runs that differ in one thing, and who is ahead."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from engine.errors import UsageError
from engine.job import Job
from engine.models.catalog import method as find_method
from engine.models.method import Request
from trainer.cli.commands import main
from trainer.evaluation import ablations
from trainer.evaluation.ablations import EXPERIMENTS_BY_NAME, verdict
from trainer.evaluation.evaluate import Row
from trainer.training.recipe import recipe


@pytest.mark.parametrize("name", EXPERIMENTS_BY_NAME)
def test_the_two_differ_in_one_option_alone(name):
    experiment = EXPERIMENTS_BY_NAME[name]
    assert sorted(len(side.options) + side.network_only for side in experiment.sides) == [0, 1]
    first, second = (recipe(experiment.recipe, side.options) for side in experiment.sides)
    assert first.seed == second.seed and first.minutes == second.minutes


def test_the_verdict_says_who_is_ahead_of_whom():
    def row(method, inside, feature):
        return Row("disc", method, 1, 30, inside, 1, 1, 0, 10, feature=feature)

    words = verdict([row("telea", 20, 0.1), row("edges", 21, 0.03), row("none", 20.5, 0.04)], "edges", "none")
    assert words.startswith("edges against none: +0.50 dB inside, feature distance × 0.750")


def test_neural_patches_are_measured_on_one_training() -> None:
    experiment = EXPERIMENTS_BY_NAME["neural-patches"]
    assert len(set(experiment.runs())) == 1


def test_a_network_fills_without_what_its_method_does_after_it() -> None:
    class Network:
        def fill(self, image: torch.Tensor, hole: torch.Tensor) -> torch.Tensor:
            return image + hole

    method = ablations.without_later_stages(type(find_method("msnps"))())
    request = Request(image=torch.zeros(1, 3, 4, 4), mask=torch.full((1, 1, 4, 4), 0.5))
    assert (method.fill(Network(), request, Job()) == 1).all()
    assert find_method("msnps").fill is not method.fill  # The one of the catalog is as it was.


def test_the_page_keeps_the_sections_of_other_experiments(tmp_path: Path) -> None:
    page, titles = tmp_path / "page.md", [one.title for one in EXPERIMENTS_BY_NAME.values()]
    ablations.write_page(page, [f"## {titles[3]}\n\nold\n"])
    ablations.write_page(page, [f"## {titles[1]}\n\nfirst\n", f"## {titles[3]}\n\nnew\n"])
    texts = page.read_text("utf-8").split("\n## ")
    assert texts[1:] == [f"{titles[1]}\n\nfirst\n", f"{titles[3]}\n\nnew\n"]


def test_an_unknown_experiment_names_those_there_are(folder, tmp_path):
    with pytest.raises(UsageError, match="attention, partial, gated, edges, id-mrf, dilation"):
        main(["survey", "magic", *folders(folder, tmp_path)])


def test_runs_have_folders_of_their_own(folder, tmp_path, monkeypatch):
    seen = []
    monkeypatch.setattr(ablations, "train_several", lambda pieces, **_: seen.extend(pieces) or 3)
    words = ["--minutes", "2", "--option", "crop=64"]
    assert main(["survey", "id-mrf", "edges", *words, *folders(folder, tmp_path)]) == 3
    assert [one.title for one in seen] == [
        "gmcnn-id-mrf",
        "gmcnn-none",
        "edge-connect-edges",
        "edge-connect-no-edges",
    ]
    assert seen[1].options == {"features": "off", "crop": "64"} and seen[1].minutes == 2


def test_what_two_experiments_share_is_trained_once(folder, tmp_path, monkeypatch):
    seen = []
    monkeypatch.setattr(ablations, "train_several", lambda pieces, **_: seen.extend(pieces) or 3)
    main(["survey", "partial", "gated", *folders(folder, tmp_path)])
    assert [one.title for one in seen] == ["partial-conv-partial", "partial-conv-plain", "partial-conv-gated"]


@pytest.mark.slow
@pytest.mark.timeout(400)  # two processes that load torch: minutes where others are at work
def test_an_experiment_prints_its_table_and_writes_the_page(folder, tmp_path, capsys):
    page = tmp_path / "page.md"
    words = ["--minutes", "0.005", "--limit", "1", "--threads", "1", "--workers", "0", "--device", "cpu"]
    words += ["--option", "batch=1", "--option", "width=4", "--option", "judged=0", "--page", str(page)]
    assert main(["survey", "gated", *words, *folders(folder, tmp_path)]) == 0
    text = page.read_text()
    assert text.count("freeform    gated") == text.count("freeform    partial") == 1
    assert "gated against partial: " in text and "million weights" in text
    assert "differ in size: gated has 2.0 times the weights" in text
    assert "gated against partial: " in capsys.readouterr().out


def folders(folder: Path, out: Path) -> list[str]:
    return ["--photos", str(folder), "--test", str(folder), "--out", str(out)]
