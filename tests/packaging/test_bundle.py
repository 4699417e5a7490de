"""What PyInstaller packages leaves out nothing that the program reads."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def unused() -> re.Pattern[str]:
    spec = ast.parse((ROOT / "packaging" / "lacuna.spec").read_text(encoding="utf-8"))
    values = {
        target.id: node.value
        for node in spec.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    call = values["UNUSED_FILES"]
    assert isinstance(call, ast.Call)
    return re.compile(ast.literal_eval(call.args[0]))


def test_of_the_resources_the_sources_of_translations_alone_are_left_out(unused: re.Pattern[str]) -> None:
    files = [path.relative_to(ROOT).as_posix() for path in (ROOT / "resources").rglob("*") if path.is_file()]
    assert {Path(name).suffix for name in files if unused.search(name)} == {".ts"}


@pytest.mark.parametrize(
    ("name", "is_left_out"),
    [
        ("PySide6/Qt/translations/qtbase_de.qm", False),
        ("PySide6/Qt/translations/qtbase_fr.qm", True),
        ("PySide6/Qt/translations/qt_help_de.qm", True),
        ("PySide6/translations/qtbase_fr.qm", True),  # on Windows
        ("PySide6/Qt/plugins/printsupport/libcupsprintersupport.so", False),
        ("libcups.so.2", True),
        ("PySide6/Qt/lib/libQt6PrintSupport.so.6", False),
        ("PySide6/Qt/lib/libQt6Qml.so.6", True),
    ],
)
def test_of_qt_what_the_window_uses_is_packaged(
    unused: re.Pattern[str], name: str, *, is_left_out: bool
) -> None:
    assert bool(unused.search(name)) == is_left_out
