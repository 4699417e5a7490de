"""Notes of progress and causes of errors are Texts: a finished sentence would be shown in English."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("app", "engine", "trainer/corruption")  # What can reach the window.
COMMAND_LINE = ROOT / "app" / "cli"  # It speaks English.
SOURCES = sorted(
    path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py") if COMMAND_LINE not in path.parents
)
REPORTERS = {"step": 1, "part": 2}  # of a Job: where the note stands among the arguments


def error_classes() -> frozenset[str]:
    """The names of LacunaError and of all classes derived from it, by the sources."""
    bases: dict[str, set[str]] = {}
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                bases[node.name] = {base.id for base in node.bases if isinstance(base, ast.Name)}
    found = {"LacunaError"}
    while more := {name for name, above in bases.items() if above & found} - found:
        found |= more
    return frozenset(found)


ERRORS = error_classes()


def finished(text: str) -> Iterator[str]:
    """Notes and causes in a module that are finished sentences instead of Texts."""
    tree = ast.parse(text)
    constants = {
        target.id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            for message in messages(node):
                value = constants.get(message.id, message) if isinstance(message, ast.Name) else message
                if is_finished(value):
                    yield f"{node.lineno}: {ast.unparse(value)}"


def messages(call: ast.Call) -> list[ast.expr]:
    """The note or the cause that a call passes, if it is one that takes any."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name in ERRORS:
        return call.args[:1]
    if isinstance(call.func, ast.Attribute) and name in REPORTERS:
        place = REPORTERS[name]
        named = [keyword.value for keyword in call.keywords if keyword.arg == "note"]
        return [*named, *call.args[place : place + 1]]
    return []


def is_finished(value: ast.expr) -> bool:
    """Whether an expression makes a sentence of its own; "" is none."""
    if isinstance(value, ast.Call):
        if isinstance(value.func, ast.Attribute) and value.func.attr == "format":
            return True
        return isinstance(value.func, ast.Name) and value.func.id == "mark"
    if isinstance(value, ast.IfExp):
        return is_finished(value.body) or is_finished(value.orelse)
    if isinstance(value, ast.BinOp | ast.BoolOp):
        return any(is_finished(part) for part in ast.iter_child_nodes(value) if isinstance(part, ast.expr))
    return isinstance(value, ast.JoinedStr) or (
        isinstance(value, ast.Constant) and isinstance(value.value, str) and bool(value.value)
    )


def misfits(text: str) -> Iterator[str]:
    """Texts whose template, written beside them, has other {fields} than they have values."""
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.Call) or getattr(node.func, "id", "") != "Text" or not node.args:
            continue
        template, given = node.args[0], {keyword.arg for keyword in node.keywords}
        if isinstance(template, ast.Constant) and None not in given:  # None: **values
            fields = set(re.findall(r"\{(\w+)\}", str(template.value)))
            if fields != given:
                yield f"{node.lineno}: {template.value}"


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_messages_keep_their_values_apart(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not [*finished(text), *misfits(text)]


@pytest.mark.parametrize(
    "line",
    [
        'job.step(0.5, "Filling")',
        'job.step(0.5, mark("Filling"))',
        'job.part(0, 1, f"Filling piece {n}")',
        'job.part(0, 1, note="Filling")',
        'job.step(0.5, "Filling {n}".format(n=1))',
        'NOTE = "Filling"\njob.step(0, NOTE)',
        'raise PhotoUnreadable("it breaks off")',
        'raise errors.MaskError(f"{name} is too small")',
        'MaskError(cause or "it is too small")',
    ],
)
def test_a_finished_sentence_is_found(line: str) -> None:
    assert len(list(finished(line))) == 1


@pytest.mark.parametrize(
    "line",
    [
        'job.step(0.5, Text("Filling"))',
        "job.step(0.5)",
        "job.step(0, note)",
        'NOTE = Text("Filling")\njob.step(0, NOTE)',
        "raise MaskError(str(path))",
        'raise PhotoUnreadable(Text("{name} is empty", name=path.name))',
        'raise ValueError("no note")',
    ],
)
def test_texts_pass(line: str) -> None:
    assert not list(finished(line))


def test_a_value_that_its_template_lacks_is_found() -> None:
    assert list(misfits('Text("{name} is empty", naem=1)'))
    assert not list(misfits('Text("{name} is empty", name=1)'))
