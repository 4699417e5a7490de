"""Both themes can be read."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QCheckBox, QListWidget, QListWidgetItem, QWidget

from app.theme import icons
from app.theme.colours import DARK_COLOURS, LIGHT_COLOURS, Colours, contrast
from app.theme.sheet import sheet

TEXT = ("text", "muted", "focus", "warning", "danger", "good")
ALPHA = QImage.Format.Format_Alpha8
GROUND = ("panel", "raised", "field")


@pytest.mark.parametrize("colours", [DARK_COLOURS, LIGHT_COLOURS], ids=["dark", "light"])
@pytest.mark.parametrize("ground", GROUND)
@pytest.mark.parametrize("role", TEXT)
def test_text_has_contrast(colours: Colours, role: str, ground: str) -> None:
    assert contrast(getattr(colours, role), getattr(colours, ground)) >= 4.5


@pytest.mark.parametrize("colours", [DARK_COLOURS, LIGHT_COLOURS], ids=["dark", "light"])
def test_on_hover_accent_and_surround(colours: Colours) -> None:
    assert contrast(colours.on_accent, colours.accent) >= 4.5
    assert contrast(colours.on_accent, colours.accent_hover) >= 4.5
    assert contrast(colours.text, colours.hover) >= 4.5
    assert contrast(colours.text, colours.surround) >= 4.5
    assert contrast(colours.muted, colours.surround) >= 4.5


@pytest.mark.parametrize("colours", [DARK_COLOURS, LIGHT_COLOURS], ids=["dark", "light"])
def test_greys_are_neutral(colours: Colours) -> None:
    for role in ("surround", "panel", "raised", "hover", "field", "border", "text", "muted", "disabled"):
        value = getattr(colours, role)
        assert value[1:3] == value[3:5] == value[5:7], role


@pytest.mark.parametrize("colours", [DARK_COLOURS, LIGHT_COLOURS], ids=["dark", "light"])
@pytest.mark.parametrize("kind", [QCheckBox, QListWidget])
def test_an_unchecked_box_is_seen(qtbot, colours: Colours, kind: type[QWidget]) -> None:
    widget = kind()
    if isinstance(widget, QListWidget):
        item = QListWidgetItem("", widget)
        item.setCheckState(Qt.CheckState.Unchecked)
    qtbot.addWidget(widget)
    widget.setStyleSheet(sheet(colours) + f"{kind.__name__} {{ background: {colours.panel} }}")
    widget.resize(60, 40)
    image = widget.grab().toImage()
    drawn = {image.pixelColor(x, y).name() for x in range(4, 30) for y in range(4, 30)}
    assert max(contrast(colour, colours.panel) for colour in drawn) >= 3


@pytest.mark.parametrize("colours", [DARK_COLOURS, LIGHT_COLOURS], ids=["dark", "light"])
def test_the_sheet_is_rules_alone(colours: Colours) -> None:
    """Qt leaves out what it cannot read, and much that follows it, without a word."""
    rules = re.sub(r"/\*.*?\*/", "", sheet(colours), flags=re.DOTALL)
    selectors = re.sub(r"\{[^{}]*\}", "", rules)
    assert re.fullmatch(r"[\w\s#:>,.\-*!\[\]=\"]*", selectors) and "==" not in selectors


def test_black_on_white_is_21() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


def test_looks_greys() -> None:
    assert (DARK_COLOURS.surround, DARK_COLOURS.panel, LIGHT_COLOURS.surround, LIGHT_COLOURS.panel) == (
        "#2a2a2a",
        "#323232",
        "#d9d9d9",
        "#f2f2f2",
    )


def test_buttons_of_dialogs_have_no_icons_of_another_set() -> None:
    """On X11 they would: without a screen Qt draws none anyway, so that only the rule can be asked for."""
    assert "dialogbuttonbox-buttons-have-icons: 0" in sheet(DARK_COLOURS)


@pytest.mark.usefixtures("qapp")
def test_another_theme_only_colours_the_icons_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """Drawing all of them again held the window up for a tenth of a second."""
    drawn: list[str] = []
    renderer = icons._renderer
    icons._shape.cache_clear()
    monkeypatch.setattr(icons, "_renderer", lambda name: (drawn.append(name), renderer(name))[1])
    dark = icons.pixmap("brush", DARK_COLOURS.text, 24).toImage()
    light = icons.pixmap("brush", LIGHT_COLOURS.text, 24).toImage()
    assert drawn == ["brush"]
    assert dark != light and dark.convertToFormat(ALPHA) == light.convertToFormat(ALPHA)
