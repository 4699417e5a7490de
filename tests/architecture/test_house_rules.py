"""Rules that no linter knows: what may not be called."""

from __future__ import annotations

import ast
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


def keywords_of_qt(source: str) -> list[str]:
    """The keywords that constructors of Qt classes, and of classes derived from them, are given."""
    tree = ast.parse(source)
    classes = [node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    derived = [one for one in classes if any(ast.unparse(base).startswith("Q") for base in one.bases)]
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    made = [call for call in calls if re.match(r"Q[A-Z]\w*$", ast.unparse(call.func))]
    made += [
        call
        for one in derived
        for call in ast.walk(one)
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "super().__init__"
    ]
    return [keyword.arg for call in made for keyword in call.keywords if keyword.arg]


@pytest.mark.parametrize(
    "program", ["QTimer(self, interval=3)", "class A(QFrame):\n super().__init__(indent=1)"]
)
def test_keywords_of_qt_are_seen(program: str) -> None:
    assert [word[0] for word in keywords_of_qt(program)] == ["i"]


def test_no_keyword_of_qt_begins_with_i() -> None:
    """PySide makes setInterval of it with the locale's upper case, and that of i is İ in Turkish."""
    sources = [path for path in SOURCES if "PySide6" in path.read_text(encoding="utf-8")]
    words = {word for path in sources for word in keywords_of_qt(path.read_text(encoding="utf-8"))}
    assert "singleShot" in words
    assert {word for word in words if word.startswith("i")} == set()
