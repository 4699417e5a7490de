"""What a batch says, in the person's language."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QTranslator
from PySide6.QtWidgets import QApplication

from app.batch.texts import error_line
from engine.batch import Corner, OneMask, Plan, check
from engine.errors import BatchError
from engine.system.paths import resource

WRONG = {
    "{name": ({"pattern": "{name"}, "'{name' ist kein Namensmuster: es nimmt {name} und {format} an."),
    "no name": ({"pattern": "{format}"}, "Das Namensmuster '{format}' braucht {name} und nimmt"),
    "a/{name}": ({"pattern": "a/{name}"}, "'a/{name}' ist kein Name, den jede Festplatte"),
    "place": ({"masks": OneMask(Path("mask.png"), Corner("top", 0))}, "Der Platz der Maske steht in %"),
}


@pytest.fixture
def german(qapp: QApplication) -> Iterator[None]:  # noqa: ARG001
    translator = QTranslator()
    assert translator.load(str(resource("translations", "lacuna_de.qm")))
    QCoreApplication.installTranslator(translator)
    yield
    QCoreApplication.removeTranslator(translator)


@pytest.mark.usefixtures("german")
@pytest.mark.parametrize("wrong", WRONG)
def test_wrong_names_and_places_are_told_in_german(wrong: str, tmp_path: Path) -> None:
    changes, words = WRONG[wrong]
    with pytest.raises(BatchError) as caught:
        check(Plan(photos=tmp_path, out=tmp_path / "out", **changes))
    assert words in error_line(caught.value)
