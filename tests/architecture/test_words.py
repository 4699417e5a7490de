"""The words of CONTRIBUTING.md: names and docstrings keep to them, and a comment does not run on."""

from __future__ import annotations

import ast
import re
import tokenize
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("app", "engine", "trainer")
HEADER = "| term | what it is | not in names | nor in docstrings |"
WORD = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|\d+")
RUNS_ON = re.compile(r"(,|\band)$")


@dataclass(frozen=True)
class Avoided:
    """What the tables of CONTRIBUTING.md forbid."""

    words: frozenset[str]  # lower case: parts of any name
    classes: frozenset[str]  # capitalised: a class of just that name
    names: frozenset[str]  # with a leading underscore: just that name
    in_docstrings: frozenset[str]


def avoided(text: str) -> Avoided:
    """Read the third and fourth column of every table with HEADER."""
    names: set[str] = set()
    docstrings: set[str] = set()
    for table in text.split(HEADER)[1:]:
        for row in table.lstrip("\n").splitlines()[1:]:
            if not row.startswith("|"):
                break
            cells = [cell.strip() for cell in row.strip("|").split("|")]
            names |= set(filter(None, re.split(r",\s*", cells[2])))
            docstrings |= set(filter(None, re.split(r",\s*", cells[3])))
    classes = {name for name in names if name[0].isupper()}
    exact = {name for name in names if name.startswith("_")}
    return Avoided(
        frozenset(names - classes - exact), frozenset(classes), frozenset(exact), frozenset(docstrings)
    )


def breaches(path: Path, avoid: Avoided) -> Iterator[tuple[str, int]]:
    """What a module holds against the rule, as "names: told", each with its line."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for name, line in [(path.stem, 1), *names(tree)]:
        for word in avoid.words & {part.lower() for part in WORD.findall(name)}:
            yield f"names: {word}", line
        if name in avoid.names:
            yield f"names: {name}", line
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and node.name.lstrip("_") in avoid.classes:
            yield f"names: {node.name.lstrip('_')}", node.lineno
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            said = Counter(re.findall(r"[a-z]+", (ast.get_docstring(node) or "").lower()))
            for word in avoid.in_docstrings:
                for _ in range(said[word]):
                    yield f"docstrings: {word}", getattr(node, "lineno", 1)
    with path.open("rb") as file:
        for token in tokenize.tokenize(file.readline):
            if token.type == tokenize.COMMENT and RUNS_ON.search(token.string.rstrip()):
                yield "comments that run on", token.start[0]


def names(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Every name that is defined: of classes, functions and arguments, and each assignment."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, node.lineno
        elif isinstance(node, ast.arg):
            yield node.arg, node.lineno
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id, node.lineno
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.attr, node.lineno


@pytest.mark.parametrize("package", PACKAGES)
def test_the_words_are_kept(package: str) -> None:
    avoid = avoided((ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"))
    found = [
        f"{path.relative_to(ROOT)}:{line}: {breach}"
        for path in sorted((ROOT / package).rglob("*.py"))
        for breach, line in breaches(path, avoid)
    ]
    assert not found, f"CONTRIBUTING.md names the words to use: {found}"


PLANTED = {
    "names: told": "class Report:\n    masks_told = 1",
    "names: Line": "class _Line: ...",
    "names: _hands": "def run(self):\n    self._hands = 1",
    "names: desk": "def run(desk): ...",
    "names: _lay": "def _lay(box): ...",
    "docstrings: laid": 'def draw():\n    """Laid over the photo."""',
    "comments that run on": "least = 3  # px: from this width on a stroke is thick,",
}
SOUND = '''
class Pipeline:
    """One line of text is drawn by hand; a household name, and so on."""

    def run(self, outline, hands_free=0):  # what stands behind a comma, and the rest
        line = self.held_out.told  # only where it is defined
'''


@pytest.mark.parametrize("breach", PLANTED)
def test_a_planted_word_is_found(breach: str, tmp_path: Path) -> None:
    (tmp_path / "module.py").write_text(PLANTED[breach] + "\n", encoding="utf-8")
    avoid = avoided((ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"))
    assert [kind for kind, _ in breaches(tmp_path / "module.py", avoid)] == [breach]


def test_ordinary_english_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "module.py").write_text(SOUND, encoding="utf-8")
    avoid = avoided((ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"))
    assert not list(breaches(tmp_path / "module.py", avoid))
