"""What was measured of a detector is shown only of the weights that it was measured with."""

from __future__ import annotations

import importlib
import json
from types import SimpleNamespace

import pytest

from engine.models.catalog import detectors
from engine.models.scores import DETECTION_SCORES_FILE, detection_scores

SCORES = importlib.import_module("engine.models.scores")
MEASURED = {"photos": 6, "weights": {"finder": "aa"}, "seen": {"text": 0.9}, "unseen": {"text": 0.5}}


@pytest.fixture
def file(tmp_path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "scores.json"
    monkeypatch.setattr(SCORES, "DETECTION_SCORES_FILE", path)
    monkeypatch.setattr(SCORES.weights, "card", lambda _: SimpleNamespace(sha256="aa"))
    return path


def test_the_scores_of_the_weights_that_are_installed(file) -> None:
    file.write_text(json.dumps({"finder": MEASURED}))
    found = detection_scores("finder")
    assert (found.photos, found.seen, found.unseen) == (6, {"text": 0.9}, {"text": 0.5})
    assert detection_scores("vcn") is None


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"finder": 3}', json.dumps({"finder": MEASURED | {"weights": {"finder": "bb"}}})]
)
def test_none_for_other_weights_or_a_damaged_file(file, text: str) -> None:
    file.write_text(text)
    assert detection_scores("finder") is None


def test_none_without_the_file(file) -> None:
    assert not file.exists() and detection_scores("finder") is None


def test_the_file_that_ships_names_kinds_and_shares() -> None:
    for id, found in json.loads(DETECTION_SCORES_FILE.read_text("utf-8")).items():
        kinds = {kind.id for kind in detectors()[id].kinds}
        for name in ("seen", "unseen"):
            assert set(found[name]) <= kinds and all(0 <= f1 <= 1 for f1 in found[name].values())
