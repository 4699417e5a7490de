"""`lacuna models`: add, list, remove, and one line where that cannot be."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from app.cli import commands as cli
from engine.job import Job
from engine.onnx_models import store
from engine.onnx_models.errors import OnnxMissing
from engine.onnx_models.trial import Examination, examine
from tests.fakes.onnx_files import onnx_bytes, with_external_data


@pytest.fixture(autouse=True)
def near(monkeypatch: pytest.MonkeyPatch) -> None:
    """Examinations stay in this process: starting another takes seconds."""

    def examined(data: bytes, corrections: Mapping[str, str], job: Job) -> Examination:  # noqa: ARG001
        return examine(data, corrections)

    monkeypatch.setattr(store, "examined", examined)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "model.onnx"
    made.write_bytes(onnx_bytes("small"))
    return made


def test_added_listed_and_removed(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["models", "add", str(file), "--name", "My LaMa", "--licence", "MIT", "--mask-hole", "WHITE"]
    assert cli.run(words) == cli.Exit.DONE
    assert "my-lama: added (as LaMa)" in capsys.readouterr().out
    cli.run(["models", "list", "--json"])
    (about,) = json.loads(capsys.readouterr().out)
    assert (about["id"], about["licence"], about["source"]) == ("my-lama", "MIT", "")
    assert about["contract"]["output_range"] == "0..255"
    cli.run(["models", "list"])
    assert "licence: MIT; source: not given" in capsys.readouterr().out
    cli.run(["methods"])
    assert "my-lama" in capsys.readouterr().out
    assert cli.run(["models", "remove", "my-lama"]) == cli.Exit.DONE
    cli.run(["models", "list"])
    assert "No model was added yet" in capsys.readouterr().out


def test_a_model_of_a_person_is_removed_and_no_other(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["models", "remove", "telea"]) == cli.Exit.USAGE
    assert "No model of this name was added" in capsys.readouterr().err


def test_what_is_wrong_is_one_line(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_bytes(with_external_data("small", "/etc/passwd"))
    assert cli.run(["models", "add", str(file)]) == cli.Exit.NOTHING_DONE
    assert cli.run(["models", "add", str(file), "--mask-hole", "red"]) == cli.Exit.USAGE
    assert cli.run(["models", "add", str(file.with_name("gone.onnx"))]) == cli.Exit.USAGE
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 3 and all(line.startswith("lacuna: ") for line in said)
    assert "model.onnx (its weights are in other files" in said[0]


def test_without_the_library_it_says_how_to_get_it(
    file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def missing(*_: object) -> None:
        raise OnnxMissing("onnx")

    monkeypatch.setattr(store, "examined", missing)
    assert cli.run(["models", "add", str(file)]) == cli.Exit.USAGE
    assert 'pip install "lacuna[onnx]"' in capsys.readouterr().err
