"""Every note of progress is marked for translation: else the German window shows it in English."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
REPORTERS = {"step": 1, "part": 2}  # of a Job: where the note stands among the arguments
FOLDERS = ("app", "engine", "trainer/corruption")
SOURCES = sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py"))


def unmarked(text: str) -> Iterator[str]:
    """Notes that are finished text; mark("…"), a constant of it and its format() are not."""
    tree = ast.parse(text)
    plain = {
        target.id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        place = REPORTERS.get(node.func.attr, -1)
        given = [keyword.value for keyword in node.keywords if keyword.arg == "note"]
        given += node.args[place : place + 1] if place >= 0 else []
        for note in given:
            value = plain.get(note.id) if isinstance(note, ast.Name) else note
            if value is not None and is_text(value):
                yield f"{node.lineno}: {ast.unparse(value)}"


def is_text(note: ast.expr) -> bool:
    if isinstance(note, ast.Call):
        return (
            isinstance(note.func, ast.Attribute) and note.func.attr == "format" and is_text(note.func.value)
        )
    if isinstance(note, ast.IfExp):
        return is_text(note.body) or is_text(note.orelse)
    if isinstance(note, ast.BinOp):
        return is_text(note.left) or is_text(note.right)
    return isinstance(note, ast.JoinedStr) or (
        isinstance(note, ast.Constant) and isinstance(note.value, str) and bool(note.value)
    )


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_note_is_marked(path: Path) -> None:
    assert not list(unmarked(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    "line",
    [
        'job.step(0.5, "Filling")',
        'job.part(0, 1, f"Filling piece {n}")',
        'job.part(0, 1, note="Filling")',
        'job.step(0.5, "Filling {n}".format(n=1))',
        'NOTE = "Filling"\njob.step(0, NOTE)',
    ],
)
def test_a_planted_one_is_found(line: str) -> None:
    assert len(list(unmarked(line))) == 1


@pytest.mark.parametrize(
    "line",
    [
        'job.step(0.5, mark("Filling"))',
        "job.step(0.5)",
        "job.step(0, note)",
        'NOTE = mark("{n}")\njob.step(0, NOTE.format(n=1))',
    ],
)
def test_marked_ones_pass(line: str) -> None:
    assert not list(unmarked(line))
