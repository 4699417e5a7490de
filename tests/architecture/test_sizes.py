"""No file and no function gets too long to be read at once."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("app", "engine", "trainer", "tests", "packaging", "bench", "docs")
MAX_FILE_LINES = 400
MAX_FUNCTION_LINES = 60  # of statements: a signature, a docstring and a table that is returned do not count
SOURCES = sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py"))


def too_long(text: str) -> Iterator[str]:
    """What is over a limit in the text of a module."""
    lines = len(text.splitlines())
    if lines > MAX_FILE_LINES:
        yield f"{lines} lines"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = statement_lines(node)
            if lines > MAX_FUNCTION_LINES:
                yield f"{node.name}: {lines} lines"


def statement_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    if not body:
        return 0
    *_, last = body
    table = isinstance(last, ast.Return) and isinstance(
        last.value, ast.Call | ast.Tuple | ast.List | ast.Dict
    )
    end = last.lineno if table else (last.end_lineno or last.lineno)
    return end - body[0].lineno + 1


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_nothing_is_too_long(path: Path) -> None:
    assert not list(too_long(path.read_text(encoding="utf-8")))


def test_a_planted_file_is_found() -> None:
    assert list(too_long("x = 1\n" * 401)) == ["401 lines"]
    assert not list(too_long("x = 1\n" * 400))


def test_a_planted_function_is_found() -> None:
    assert list(too_long("def f():\n" + "    x = 1\n" * 61)) == ["f: 61 lines"]
    assert not list(too_long("def f():\n" + "    x = 1\n" * 60))
    assert not list(too_long("def f():\n    return (\n" + "        1,\n" * 90 + "    )\n"))
