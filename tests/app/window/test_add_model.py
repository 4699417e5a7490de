"""Repair > Add a model: tried as soon as it is chosen, corrected, kept with its licence, removed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from app.dialogs.add_model import AddModelDialog
from app.panels.methods import card_lines, label, more_lines
from engine.job import Job
from engine.onnx_models import store
from engine.onnx_models.trial import Examination, examine
from tests.fakes.onnx_files import onnx_bytes, with_external_data

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture(autouse=True)
def near(monkeypatch: pytest.MonkeyPatch) -> None:
    """Examinations stay in this process: starting another takes seconds."""

    def examined(data: bytes, corrections: Mapping[str, str], job: Job) -> Examination:
        job.step(0.0)
        return examine(data, corrections)

    monkeypatch.setattr(store, "examined", examined)


@pytest.fixture
def dialog(make_visitor) -> AddModelDialog:
    visitor = make_visitor()
    visitor.open(None)
    visitor.act("add_model")
    found = visitor.editor.beside.add_model_dialog
    found.visitor = visitor
    return found


def choose(dialog: AddModelDialog, file: Path, data: bytes) -> None:
    file.write_bytes(data)
    dialog.file.set(str(file))
    dialog.visitor.bot.waitUntil(lambda: not dialog._models.busy)


def test_it_is_tried_kept_with_its_licence_and_removed(dialog: AddModelDialog, tmp_path: Path) -> None:
    visitor = dialog.visitor
    assert not dialog.add_button.isEnabled()
    values = dialog.corrections["image_range"]
    assert not values.isVisible(), "nothing was tried yet"
    choose(dialog, tmp_path / "mine.onnx", onnx_bytes("small"))
    visitor.bot.waitUntil(dialog.add_button.isEnabled)
    assert values.isVisible()
    assert "known as LaMa" in dialog.said.text() and not dialog.pictures[1].pixmap().isNull()
    assert dialog.corrections["output_range"].currentData() == "0..255"
    for line, words in ((dialog.name, "Mine"), (dialog.licence, "Apache-2.0"), (dialog.source, "a page")):
        QTest.keyClicks(line, words)
    QTest.mouseClick(dialog.add_button, LEFT)
    methods = visitor.editor.methods
    visitor.bot.waitUntil(lambda: "mine" in methods.known)
    known = methods.known["mine"]
    assert "Licence: Apache-2.0" in card_lines(known) and "From a page" in more_lines(known)
    assert label(known).endswith("added") and dialog.file.text == "" and not values.isVisible()
    (remove,) = [one for one in dialog.findChildren(QPushButton) if one.text() == "Remove"]
    QTest.mouseClick(remove, LEFT)
    visitor.bot.waitUntil(lambda: "mine" not in methods.known)
    assert dialog.said.text() == "Removed."


def test_what_is_refused_is_one_line_and_cannot_be_added(dialog: AddModelDialog, tmp_path: Path) -> None:
    choose(dialog, tmp_path / "bad.onnx", with_external_data("small", "/etc/passwd"))
    dialog.visitor.bot.waitUntil(lambda: "other files" in dialog.said.text())
    assert not dialog.add_button.isEnabled()
    dialog.file.set(str(tmp_path / "gone.onnx"))
    assert dialog.said.text() == "There is no such file."


def test_a_correction_is_tried_again(dialog: AddModelDialog, tmp_path: Path) -> None:
    choose(dialog, tmp_path / "mine.onnx", onnx_bytes("small"))
    dialog.visitor.bot.waitUntil(dialog.add_button.isEnabled)
    box = dialog.corrections["mask_hole"]
    box.setCurrentIndex(box.findData("black"))
    box.activated.emit(box.currentIndex())
    assert not dialog.add_button.isEnabled()
    dialog.visitor.bot.waitUntil(lambda: "with the hole filled" in dialog.said.text())
    box.setCurrentIndex(box.findData("white"))
    box.activated.emit(box.currentIndex())
    dialog.visitor.bot.waitUntil(dialog.add_button.isEnabled)
