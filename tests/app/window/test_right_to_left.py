"""In a language that is written from right to left the window is mirrored, and the photo is not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication

from app import text
from app.dialogs.add_model import LEFT_TO_RIGHT_ISOLATE
from app.settings.settings import Settings
from app.settings.store import Store
from engine.system.paths import config_folder, resource
from tests.app.window.conftest import Visitor
from tests.app.window.test_words import tool  # noqa: F401 - a fixture

LEFT_TO_RIGHT = Qt.LayoutDirection.LeftToRight


@pytest.fixture
def as_before(qapp) -> Iterator[None]:  # noqa: ARG001
    locale = QLocale()
    yield
    QLocale.setDefault(locale)
    QGuiApplication.setLayoutDirection(LEFT_TO_RIGHT)


@pytest.fixture
def hebrew(as_before, make_visitor: Callable[[], Visitor], picture) -> Iterator[Visitor]:  # noqa: ARG001
    Settings(Store(config_folder() / "settings.toml"))["language"] = "he"
    visitor = make_visitor()
    visitor.open(picture)
    yield visitor
    for translator in visitor.editor.translators:
        QCoreApplication.removeTranslator(translator)


def place(visitor: Visitor, part) -> QRect:
    return QRect(part.mapTo(visitor.editor.window, QPoint()), part.size())


def test_the_window_is_mirrored_and_the_photo_is_not(hebrew: Visitor) -> None:
    editor = hebrew.editor
    canvas, panels = place(hebrew, editor.canvas), place(hebrew, editor.window.panels)
    tools = place(hebrew, editor.window.findChild(type(editor.verbs), "tools"))
    assert panels.right() < canvas.left() < canvas.right() < tools.left()
    assert place(hebrew, editor.main_bar.find).left() > place(hebrew, editor.main_bar.original_button).left()
    hebrew.stroke((20, 60), (40, 60))
    assert hebrew.document.mask[60, 30] and not hebrew.document.mask[60, 130]
    hebrew.key(Qt.Key.Key_C)
    view = QRect(0, 0, editor.canvas.viewport.width, editor.canvas.viewport.height)
    assert editor.canvas.compare.before(view).left() == 0, "before stays on the left"


def test_a_title_folds_its_section_there_too(hebrew: Visitor) -> None:
    section = hebrew.editor.window.column.sections[0]
    end = QPoint(section.heading.width() - 12, section.heading.height() // 2)
    opened = section.heading.grab().toImage()
    hebrew.bot.mouseClick(section.heading, Qt.MouseButton.LeftButton, pos=end)
    assert section.folded and section.heading.grab().toImage() != opened


def test_a_range_of_values_keeps_its_direction(hebrew: Visitor) -> None:
    hebrew.act("add_model")
    box = hebrew.editor.beside.add_model_dialog.corrections["image_range"]
    assert all(box.itemText(row).startswith(LEFT_TO_RIGHT_ISOLATE) for row in range(box.count()))


def test_where_there_are_no_words_of_ours_nothing_is_mirrored(as_before) -> None:  # noqa: ARG001
    translators = text.install("ar")
    assert QGuiApplication.layoutDirection() == LEFT_TO_RIGHT
    for translator in translators:
        QCoreApplication.removeTranslator(translator)


def test_fields_survive_in_hebrew(tool) -> None:  # noqa: F811
    held = tool.held(resource("translations", "lacuna_he.ts"))
    translated = {source: words for (_, source), words in held.items() if words}
    assert len(translated) > 200
    for source, words in translated.items():
        assert sorted(re.findall(r"\{\w+\}", source)) == sorted(re.findall(r"\{\w+\}", words)), source
        assert source.count("&") == words.count("&"), source
