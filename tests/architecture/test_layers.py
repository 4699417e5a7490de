"""The import rules of pyproject.toml hold, and each is proved once by a planted violation."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PLANTED = {
    "the engine stands alone": ("engine/job.py", "import app.document"),
    "the trainer stands on the engine and knows no window": ("trainer/data/photos.py", "import typer"),
    "of the trainer, the app knows the corruptions alone": (
        "app/cli/doctor.py",
        "import trainer.data.photos",
    ),
    "the document knows no Qt": ("app/document/document.py", "import PySide6.QtCore"),
    "the window waits for no heavy library": ("app/cli/doctor.py", "import torch"),
    "methods do not know their siblings": ("engine/methods/telea.py", "import engine.methods.navier_stokes"),
    "recipes and corruptions do not know their siblings": (
        "trainer/corruption/kinds/bars.py",
        "import trainer.corruption.kinds.lines",
    ),
    "only the batch's cluster knows dask": ("engine/batch/cluster_work.py", "import distributed"),
    "the engine's rooms stand in layers": ("engine/pixels/mask.py", "import engine.photo.load"),
    "the trainer's rooms stand in layers": ("trainer/data/pairs.py", "import trainer.training.loop"),
    "the app's rooms stand in layers": ("app/session/session.py", "import app.panels.find"),
    "tools do not know their siblings": ("app/canvas/tools/brush.py", "import app.canvas.tools.hand"),
}


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    program = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    return subprocess.run(
        [sys.executable, "-c", program], cwd=folder, capture_output=True, text=True, check=False
    )


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    for package in ("app", "engine", "trainer"):
        shutil.copytree(ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_rules_hold() -> None:
    result = lint(ROOT)
    assert result.returncode == 0, result.stdout


@pytest.mark.slow
@pytest.mark.parametrize("rule", PLANTED)
def test_a_planted_violation_is_found(copied: Path, rule: str) -> None:
    file, line = PLANTED[rule]
    path = copied / file
    path.write_text(path.read_text(encoding="utf-8") + f"\n{line}\n", encoding="utf-8")
    result = lint(copied)
    assert result.returncode != 0
    assert f"{rule} BROKEN" in result.stdout


def test_every_rule_is_proved() -> None:
    import tomllib

    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert {contract["name"] for contract in settings["tool"]["importlinter"]["contracts"]} == set(PLANTED)
