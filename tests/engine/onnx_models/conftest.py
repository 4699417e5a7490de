"""A model file of a test, and a trial that runs in the test's own process."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from engine.job import Job
from engine.onnx_models import store
from engine.onnx_models.trial import Examination, examine
from tests.fakes.onnx_files import onnx_bytes

Written = Callable[[str], Path]


@pytest.fixture
def written(tmp_path: Path) -> Written:
    """Writes one of the fakes and returns the file."""

    def write(name: str) -> Path:
        file = tmp_path / f"{name}.onnx"
        file.write_bytes(onnx_bytes(name))
        return file

    return write


@pytest.fixture
def near(monkeypatch: pytest.MonkeyPatch) -> None:
    """Examinations stay in this process: starting another takes seconds."""

    def examined(data: bytes, corrections: Mapping[str, str], job: Job) -> Examination:
        job.step(0.0)
        return examine(data, corrections)

    monkeypatch.setattr(store, "examined", examined)
