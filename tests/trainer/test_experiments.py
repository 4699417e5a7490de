"""The experiments of the patch MLP, with networks that have learned nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from engine.models import weights
from engine.models.catalog import method as find_method
from engine.models.weights import Card
from engine.networks.mask_mlp import MaskMLP, parse
from trainer.data import patches as module
from trainer.data.photos import Photos
from trainer.experiments import bench as bench_module
from trainer.experiments.bench import ExperimentContext, against, as_bytes, by_method, by_network, table
from trainer.experiments.fig8 import detail
from trainer.experiments.page import all_experiments, section, write
from trainer.training.loop import Budget

TINY = {"layers": "12^2,16,6^2", "batch": "16", "pictures": "2"}


@pytest.fixture
def context(photos: Photos, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ExperimentContext:
    monkeypatch.setattr(module, "PICTURE_SIDE_PX", 72)
    monkeypatch.setattr(module, "CHECK_SIDE_PX", 64)
    monkeypatch.setattr(bench_module, "CLASSICAL_METHODS", ("telea",))
    monkeypatch.setattr(bench_module.sparse_coding, "LEARNT_PATCHES", 300)
    module._cache.clear()
    return ExperimentContext(
        photos=photos, test=photos, out=tmp_path, budget=Budget(steps=1), options=TINY, limit=2, size=64
    )


def test_a_network_is_trained_once_and_then_read(context: ExperimentContext) -> None:
    one = context.network("mask-mlp", damage="lines")
    later = replace(context, photos=None)  # nobody can train on that
    two = later.network("mask-mlp", damage="lines")
    assert all((one.state_dict()[name] == two.state_dict()[name]).all() for name in one.state_dict())


def test_everybody_gets_the_same_damage_in_every_run(context: ExperimentContext) -> None:
    one, two = context.damaged("lines"), context.damaged("lines")
    assert all(np.array_equal(a.corrupted, b.corrupted) for a, b in zip(one, two, strict=True))


def test_test_photos_are_gray(context: ExperimentContext) -> None:
    clean = context.damaged("lines")[0].clean
    assert (clean == clean[..., :1]).all()
    assert clean.std() > 0.01


def test_the_dictionary_is_learnt_once_and_stands_beside_the_classical_methods(
    context: ExperimentContext,
) -> None:
    rows = against(context, "lines", {}).splitlines()
    assert [row.split()[0] for row in rows[1:]] == ["input", "telea", "dictionary"]
    later = replace(context, photos=None)  # nobody can learn from that
    assert np.array_equal(context.dictionary(), later.dictionary())


def test_known_pixels_stay(context: ExperimentContext) -> None:
    sample = context.damaged("lines")[0]
    network = context.network("mask-mlp", damage="lines")
    known = sample.mask == 0
    for filled in (by_network(network, sample), by_method("telea", sample)):
        assert np.array_equal(as_bytes(filled)[known], as_bytes(sample.corrupted)[known])


def test_a_blur_has_less_detail_than_the_truth(context: ExperimentContext) -> None:
    sample = context.damaged("lines")[0]
    assert detail(sample.clean, sample) == pytest.approx(1)
    assert detail(np.full_like(sample.clean, 0.5), sample) == 0


def test_tables_line_up() -> None:
    lines = table(("PSNR", "inside"), [("telea", (27.004, 21.0)), ("mask-mlp", (28.0, 22.5))]).splitlines()
    assert len({len(line) for line in lines}) == 1
    assert lines[1].split() == ["telea", "27.00", "21.00"]


def test_a_network_that_ships_for_the_damage_is_taken_unless_asked_otherwise(
    context: ExperimentContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    ships = MaskMLP(parse("12^2,16,6^2", with_mask=True, corrects=True))
    card = Card(
        id="mask-mlp",
        sha256="",
        steps=9,
        more={"damage": "lines", "corrects": True, "with_mask": True, "started_from": {"steps": 5}},
    )
    monkeypatch.setattr(weights, "has_weights", lambda id, variant: True)  # noqa: ARG005
    monkeypatch.setattr(weights, "card", lambda id, variant: card)  # noqa: ARG005
    monkeypatch.setattr(find_method("mask-mlp"), "loaded", lambda *_: ships)
    assert context.shipped("mask-mlp", "lines") is ships
    assert context.used[-1].endswith("on lines: 9 steps in 0 min, begun at weights of 5 steps")
    assert context.shipped("mask-mlp", "squares") is not ships
    assert replace(context, anew=True).shipped("mask-mlp", "lines") is not ships


@pytest.mark.slow
@pytest.mark.parametrize("figure", [one for one in all_experiments() if one.startswith("fig")])
def test_every_figure_prints_its_table_and_its_networks(figure: str, context: ExperimentContext) -> None:
    words = ["--steps", "1", "--out", "home", "--page", "home"]
    printed = section(figure, replace(context, anew=True), words)
    assert printed.lower().startswith(f"fig. {figure[3:]}")
    assert len(printed.split("```")[1].splitlines()) >= 4
    assert f"`python -m trainer.experiments {figure} --steps 1 --out DIR`" in printed
    assert "1 steps" in printed.split("Networks:")[1]


def test_the_page_keeps_the_other_figures(tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    for figure, text in (
        ("fig10", "Fig. 10: last\n"),
        ("fig7", "Fig. 7: old\n"),
        ("fig2", "Fig. 2: bars\n"),
        ("fig7", "Fig. 7: new\n"),
    ):
        write(path, {figure: text})
    assert path.read_text("utf-8").split("\n## ")[1:] == [
        "Fig. 2: bars\n",
        "Fig. 7: new\n",
        "Fig. 10: last\n",
    ]
