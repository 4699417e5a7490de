"""No module imports itself through others, not even inside functions or for types alone."""

from __future__ import annotations

import ast
import functools
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def sources() -> dict[str, str]:
    """The text of every module by its dotted name."""
    found = {}
    for package in ("app", "engine", "trainer"):
        for path in (ROOT / package).rglob("*.py"):
            name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
            found[name] = path.read_text(encoding="utf-8")
    return found


@functools.cache
def imports(text: str) -> tuple[tuple[str, str], ...]:
    """(module, name) of each import in a text; the name is "" where the module itself is imported."""
    found = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ImportFrom) and node.module:
            found += [(node.module, alias.name) for alias in node.names]
        elif isinstance(node, ast.Import):
            found += [(alias.name, "") for alias in node.names]
    return tuple(found)


def imported(text: str, known: Mapping[str, str]) -> Iterator[str]:
    """The dotted names of the modules that a text imports."""
    for module, name in imports(text):
        inner = f"{module}.{name}"
        yield inner if inner in known else module


def circle(modules: Mapping[str, str]) -> list[str]:
    """The modules of one circle, or none."""
    graph = {
        name: {one for one in imported(text, modules) if one in modules and one != name}
        for name, text in modules.items()
    }
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def test_there_is_none() -> None:
    assert not circle(sources())


@pytest.mark.parametrize("line", ["import engine.repair.run", "def f():\n    from engine.repair import run"])
def test_a_planted_one_is_found(line: str) -> None:
    modules = sources()
    modules["engine.pixels.box"] += f"\n{line}\n"
    assert {"engine.pixels.box", "engine.repair.run"} <= set(circle(modules))
