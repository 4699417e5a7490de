"""Rules that no linter knows: what may not be called."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted(path for package in ("app", "engine", "trainer") for path in (ROOT / package).rglob("*.py"))
BANNED = {
    r"cv2\.im(read|write)\(": "breaks on non-ASCII paths; engine.photo loads and saves",
    r"torch\.load\((?!.*weights_only=True)": "runs code from the file",
    r"\bQImageReader\b": "refuses photos above 256 MB; engine.photo loads",
    r"np\.random\.(rand|seed|normal|uniform|choice|shuffle)\b": "global randomness; pass a generator in",
}


def found(pattern: str, *, allowed: frozenset[str] = frozenset()) -> list[str]:
    hits = []
    for path in SOURCES:
        name = str(path.relative_to(ROOT))
        if name not in allowed and re.search(pattern, path.read_text(encoding="utf-8")):
            hits.append(name)
    return hits


@pytest.mark.parametrize("pattern", BANNED)
def test_banned_calls_are_absent(pattern: str) -> None:
    assert not found(pattern), BANNED[pattern]


def test_only_paths_knows_where_files_lie() -> None:
    assert not found(r"__file__", allowed=frozenset({"engine/system/paths.py"}))


@pytest.mark.parametrize("words", [["--help"], ["methods"], ["methods", "--json"]], ids=" ".join)
def test_the_command_line_does_not_wait_for_torch(words: list[str]) -> None:
    program = (
        "import sys; from app.__main__ import main; code = main(sys.argv[1:]); "
        "heavy = {'torch', 'numba', 'skimage', 'PySide6'} & set(sys.modules); sys.exit(code or (heavy or 0))"
    )
    run = subprocess.run(
        [sys.executable, "-c", program, *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr


def test_the_programs_log_is_the_only_one() -> None:
    """What another logger says reaches no file; of libraries the engine may set how much they say."""
    other = r"getLogger\((?!\"lacuna[\".])"
    libraries = frozenset(
        {"engine/photo/load.py", "engine/batch/cluster.py", "trainer/evaluation/features.py"}
    )
    assert not found(other, allowed=libraries)
