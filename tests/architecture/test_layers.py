"""The import rules of pyproject.toml hold, and each is proved once by a planted violation."""

from __future__ import annotations

import re
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


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What is said of each rule that is broken, where all violations are planted at once."""
    folder = tmp_path_factory.mktemp("planted")
    for package in ("app", "engine", "trainer"):
        shutil.copytree(ROOT / package, folder / package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    for file, line in PLANTED.values():
        with (folder / file).open("a", encoding="utf-8") as planted:
            planted.write(f"\n{line}\n")
    result = lint(folder)
    assert result.returncode != 0
    parts = re.split(r"\n(.+)\n-{3,}\n", result.stdout)
    names, texts = parts[1::2], parts[2::2]
    return dict(zip(names, texts, strict=True))


def test_the_rules_hold() -> None:
    result = lint(ROOT)
    assert result.returncode == 0, result.stdout


@pytest.mark.slow
@pytest.mark.parametrize("rule", PLANTED)
def test_a_planted_violation_is_found(broken: dict[str, str], rule: str) -> None:
    file, line = PLANTED[rule]
    importer = ".".join(Path(file).with_suffix("").parts)
    assert re.search(rf"{importer} -> {line.removeprefix('import ').split('.')[0]}", broken[rule])


def test_every_rule_is_proved() -> None:
    import tomllib

    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert {contract["name"] for contract in settings["tool"]["importlinter"]["contracts"]} == set(PLANTED)


def documented_layers(text: str) -> dict[str, list[str]]:
    """The lines of rooms of each package in ARCHITECTURE.md; what a room is for follows three spaces."""
    layers: dict[str, list[str]] = {}
    package = ""
    for line in text.partition("## Rooms")[2].split("```")[1].strip("\n").splitlines():
        package = line[:10].strip() or package
        layers.setdefault(package, []).append(line[10:].split("   ")[0].rstrip())
    return layers


def test_the_architecture_shows_the_layers_of_the_contracts() -> None:
    import tomllib

    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    layers = {one["containers"][0]: one["layers"] for one in contracts if one["type"] == "layers"}
    assert documented_layers((ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")) == layers
