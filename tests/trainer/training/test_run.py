"""The train command, export and publishing."""

from __future__ import annotations

import json
import shutil

import pytest
import torch
from torch import nn

from engine.errors import WeightsMissing
from engine.models.catalog import catalog, detectors
from engine.models.weights import checksum
from trainer.cli.commands import main
from trainer.evaluation.evaluate import Evaluation, Row
from trainer.evaluation.publish import merit_of, publish, realism
from trainer.evaluation.suite import suite
from trainer.training.export import export, read
from trainer.training.recipe import RecipeUnknown, recipe

SMALL = ["--option", "crop=64", "--option", "batch=1", "--device", "cpu"]


@pytest.fixture(scope="module")
def trained_once(tmp_path_factory, write_photos):
    """One step of the smallest training that there is, which takes its time to validate."""
    photos, out = tmp_path_factory.mktemp("photos"), tmp_path_factory.mktemp("trained") / "run"
    write_photos(photos)
    (photos / "broken.jpg").write_bytes(b"no photo")
    assert main(["train", "restore", "--photos", str(photos), "--out", str(out), "--steps", "1", *SMALL]) == 0
    return out


@pytest.fixture
def trained(trained_once, tmp_path):
    """A copy of that run, which the test may change."""
    return shutil.copytree(trained_once, tmp_path / "run")


@pytest.mark.slow
def test_a_training_leaves_weights_card_log_and_preview(trained):
    card = json.loads((trained / "restore.json").read_text())
    assert card["steps"] == 1 and card["photos"] == 5 and card["device"].startswith("cpu")
    assert card["sha256"] == checksum(trained / "restore.safetensors")
    assert (trained / "preview.png").exists() and (trained / "checkpoint.pt").exists()
    kinds = [json.loads(line)["kind"] for line in (trained / "log.jsonl").read_text().splitlines()]
    assert kinds == ["skipped", "step", "finishing", "check"]


def test_weights_come_back_from_half_precision(tmp_path):
    export(tmp_path / "a.safetensors", {"w": torch.tensor([1 / 3])}, {"id": "a"})
    assert read(tmp_path / "a.safetensors")["w"].item() == pytest.approx(1 / 3, abs=1e-3)
    with pytest.raises(WeightsMissing):
        read(tmp_path / "b.safetensors")


@pytest.mark.slow
def test_a_warm_start_from_the_command_line(trained, folder, tmp_path):
    words = [
        "train",
        "restore",
        "--photos",
        str(folder),
        "--out",
        str(tmp_path / "next"),
        "--steps",
        "1",
        *SMALL,
    ]
    assert main([*words, "--from", str(trained / "restore.safetensors")]) == 0
    first, second = (json.loads((at / "restore.json").read_text()) for at in (trained, tmp_path / "next"))
    assert second["started_from"]["sha256"] == first["sha256"]


def test_an_unknown_recipe_names_those_there_are():
    with pytest.raises(RecipeUnknown, match=r"features, .*restore"):
        recipe("restart", {})


@pytest.mark.slow
def test_better_weights_are_taken_with_their_scores(trained, folder, tmp_path, capsys):
    target = tmp_path / "weights"
    code = publish(
        trained / "restore.safetensors", suite="thin", photos=[folder], limit=1, force=True, folder=target
    )
    card = json.loads((target / "restore.json").read_text())
    assert code == 0 and "new" in capsys.readouterr().out
    assert card["scores"]["cases"].keys() == {"text", "lines", "scratches", "strokes"}


@pytest.mark.slow
def test_worse_weights_are_not_taken(trained, folder, tmp_path):
    broken = read(trained / "restore.safetensors")
    broken["head.bias"] += 0.3
    card = json.loads((trained / "restore.json").read_text())
    export(tmp_path / "broken.safetensors", broken, card)
    target = tmp_path / "weights"
    assert (
        publish(tmp_path / "broken.safetensors", suite="thin", photos=[folder], limit=1, folder=target) == 4
    )
    assert not target.exists()


def test_what_finds_is_judged_by_its_mask_and_what_fills_by_its_picture():
    blind = suite("blind")
    assert merit_of(blind, detectors()["finder"])[1] == "F1"
    assert merit_of(blind, catalog()["mask-mlp-blind"])[1] == "dB"
    assert merit_of(suite("thin"), catalog()["restore"])[1] == "dB inside"


def test_large_holes_are_judged_by_features_and_sharpness_above_a_floor():
    def merit(feature, energy, inside):
        rows = [
            Row("disc", id, 1, psnr=30, psnr_inside=db, ssim=1, ssim_inside=1, seconds=0, damaged=10,
                feature=feature, energy=energy)
            for id, db in (("telea", 20.0), ("new", inside))
        ]  # fmt: skip
        return realism(Evaluation(rows), "new")

    assert merit_of(suite("holes"), catalog()["deepfill-v2"])[0] is realism
    assert merit(0.01, 1.0, 20.5) == merit(0.01, 0.8, 21) == pytest.approx(-10)
    assert merit(0.01, 0.35, 22) == pytest.approx(-20)  # a blur
    assert merit(0.01, 1.0, 18.7) == pytest.approx(-20)  # 1 dB below the floor
    assert merit(None, 1.0, 18.7) == pytest.approx(18.7)


def test_counters_are_not_halved_for_they_would_overflow(tmp_path):
    norm = nn.BatchNorm2d(2)
    norm.num_batches_tracked.fill_(100_000)
    export(tmp_path / "norm.safetensors", norm.state_dict(), {})
    found = read(tmp_path / "norm.safetensors")
    assert found["num_batches_tracked"] == 100_000 and found["weight"].dtype == torch.float32
