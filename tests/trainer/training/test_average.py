"""The mean of two exports, and what its card says."""

from __future__ import annotations

import json

import pytest
import torch

from engine.errors import UsageError
from engine.networks.finder import Finder
from trainer.__main__ import main
from trainer.training.average import average
from trainer.training.export import export, read

FINDER_CARD = {"id": "finder", "recipe": "finder", "options": {"sound": "not-here"}, "minutes": 3.0}


@pytest.fixture
def two(tmp_path, monkeypatch):
    """Exports of a finder whose weights are all 0, and all 1/1024."""
    monkeypatch.setattr("trainer.recipes.finder.THRESHOLD_PHOTOS", 1)
    paths = tmp_path / "before.safetensors", tmp_path / "after.safetensors"
    for value, path in enumerate(paths):
        whole = {name: torch.full_like(plane, value / 1024) for name, plane in Finder().state_dict().items()}
        export(path, whole, FINDER_CARD)
    return paths


def test_each_weight_is_the_mean_and_the_limits_are_set_anew(two, folder, tmp_path):
    out = tmp_path / "mean.safetensors"
    words = ["average", *map(str, two), "--share", "0.25", "--photos", str(folder), "--out", str(out)]
    assert main(words) == 0
    mean = read(out)
    assert (mean["stem.weight"] == 0.25 / 1024).all() and (mean["limits"] >= 1).all()
    card = json.loads(out.with_suffix(".json").read_text())
    before = json.loads(two[0].with_suffix(".json").read_text())
    assert card["averaged_with"] == {"sha256": before["sha256"], "share": 0.75}
    assert card["minutes"] == 3 and card["sha256"] != before["sha256"]


def test_weights_of_two_networks_have_no_mean(two, folder, tmp_path):
    other = tmp_path / "other.safetensors"
    export(other, {"weight": torch.zeros(3)}, FINDER_CARD)
    with pytest.raises(UsageError, match="not of one network"):
        average(two[0], other, 0.5, photos=[folder], out=tmp_path / "mean.safetensors")


def test_limits_are_set_anew_and_the_weights_stay(two, folder, tmp_path):
    out = tmp_path / "limits.safetensors"
    assert main(["limits", str(two[1]), "--photos", str(folder), "--out", str(out)]) == 0
    before, after = read(two[1]), read(out)
    assert all(torch.equal(before[name], after[name]) for name in before if name != "limits")
    assert (after["limits"] >= 1).all()
    card = json.loads(out.with_suffix(".json").read_text())
    assert card["options"]["sound"] == folder.name and card["minutes"] == 3


def test_a_recipe_without_limits_has_none_to_set(folder, tmp_path):
    weights = tmp_path / "restore.safetensors"
    export(weights, {"weight": torch.zeros(3)}, {"id": "restore", "recipe": "restore", "options": {}})
    with pytest.raises(UsageError, match="sets no limits"):
        main(["limits", str(weights), "--photos", str(folder), "--out", str(tmp_path / "new.safetensors")])
