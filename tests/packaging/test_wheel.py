"""The wheel holds every file that the program needs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("app", "engine", "trainer", "resources")
PRINT_PACKAGED = """
from setuptools import Distribution
distribution = Distribution()
distribution.script_name = "pyproject.toml"
distribution.parse_config_files(["pyproject.toml"])
build = distribution.get_command_obj("build_py")
build.ensure_finalized()
packaged = (path.removeprefix(build.build_lib + "/") for path in build.get_outputs(include_bytecode=False))
print(*packaged, sep="\\n")
"""


@pytest.fixture(scope="module")
def packaged() -> set[str]:
    """The paths that setuptools puts into the wheel; nothing is built."""
    run = subprocess.run(
        [sys.executable, "-c", PRINT_PACKAGED], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return set(run.stdout.splitlines())


@pytest.mark.slow
@pytest.mark.parametrize("package", PACKAGES)
def test_the_wheel_holds_every_file(packaged: set[str], package: str) -> None:
    files = [path for path in (ROOT / package).rglob("*") if path.is_file()]
    names = {path.relative_to(ROOT).as_posix() for path in files if "__pycache__" not in path.parts}
    assert names
    assert names - packaged == set()


@pytest.mark.slow
def test_the_wheel_holds_nothing_else(packaged: set[str]) -> None:
    assert {path.split("/")[0] for path in packaged} == set(PACKAGES)
    assert [path for path in packaged if not (ROOT / path).is_file()] == []
