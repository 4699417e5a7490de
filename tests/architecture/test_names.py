"""A name says one thing: class names stand once in a package, and short constants in one module."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("app", "engine", "trainer")
# Names that discovery expects of plug-ins, and two that mean the same wherever they stand.
HOOKS = frozenset({"DETECTOR", "EDGE", "FILLER", "KIND", "METHOD", "MIXTURE", "SCENE", "TOOL"})
SAME_EVERYWHERE = frozenset({"ID", "LOG", "OPTIONS", "SHOWS", "SUPERSAMPLING", "TITLE", "VARIANTS"})


def sources(package: str) -> dict[str, str]:
    """The text of every module of a package by its path."""
    paths = sorted((ROOT / package).rglob("*.py"))
    return {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8") for path in paths}


def class_names(tree: ast.Module) -> Iterator[str]:
    """The classes of a module, without a leading underscore."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            yield node.name.lstrip("_")


def one_word_constants(tree: ast.Module) -> Iterator[str]:
    """The module's constants whose name is one word, without a leading underscore."""
    for node in tree.body:
        targets = node.targets if isinstance(node, ast.Assign) else []
        targets = [node.target] if isinstance(node, ast.AnnAssign) else targets
        for target in targets:
            for each in target.elts if isinstance(target, ast.Tuple) else [target]:
                if isinstance(each, ast.Name) and each.id.isupper() and "_" not in each.id.lstrip("_"):
                    yield each.id.lstrip("_")


def repeated(texts: Mapping[str, str]) -> dict[str, list[str]]:
    """Class names that stand twice and one-word constants of two modules, each with its modules."""
    places: dict[str, list[str]] = {}
    for path, text in texts.items():
        tree = ast.parse(text)
        for name in [*class_names(tree), *(set(one_word_constants(tree)) - HOOKS - SAME_EVERYWHERE)]:
            places.setdefault(name, []).append(path)
    return {name: paths for name, paths in places.items() if len(paths) > 1}


@pytest.mark.parametrize("package", PACKAGES)
def test_a_name_says_one_thing(package: str) -> None:
    assert repeated(sources(package)) == {}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("class Edges: ...", "class _Edges: ..."),
        ("_MOST = 3", "MOST: int = 5"),
        ("A, NEAR = 1, 2", "NEAR = 1"),
    ],
)
def test_a_planted_one_is_found(first: str, second: str) -> None:
    assert list(repeated({"one.py": first, "two.py": second}).values()) == [["one.py", "two.py"]]


def test_hooks_and_long_names_may_be_repeated() -> None:
    assert repeated({"one.py": "METHOD = 1\nRING_PX = 2", "two.py": "METHOD = 2\nRING_PX = 3"}) == {}
