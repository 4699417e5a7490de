"""The survey's experiments: two runs that differ in one thing, and who is ahead."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.errors import UsageError
from trainer.cli.commands import main
from trainer.evaluation import ablations
from trainer.evaluation.ablations import EXPERIMENTS_BY_NAME, verdict
from trainer.evaluation.evaluate import Row
from trainer.training.recipe import recipe


@pytest.mark.parametrize("name", EXPERIMENTS_BY_NAME)
def test_the_two_differ_in_one_option_alone(name):
    experiment = EXPERIMENTS_BY_NAME[name]
    assert sorted(len(side.options) for side in experiment.sides) == [0, 1]
    first, second = (recipe(experiment.recipe, side.options) for side in experiment.sides)
    assert first.seed == second.seed and first.minutes == second.minutes


def test_the_verdict_says_who_is_ahead_of_whom():
    def row(method, inside, feature):
        return Row("disc", method, 1, 30, inside, 1, 1, 0, 10, feature=feature)

    words = verdict([row("telea", 20, 0.1), row("edges", 21, 0.03), row("none", 20.5, 0.04)], "edges", "none")
    assert words.startswith("edges against none: +0.50 dB inside, feature distance × 0.750")


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
