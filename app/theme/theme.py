"""The theme in force: "system", "light" or "dark".  Icons and colours follow it while the program runs."""

from __future__ import annotations

import weakref

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

from app.theme import icons
from app.theme.colours import DARK_COLOURS, LIGHT_COLOURS, Colours
from app.theme.sheet import sheet

_COLOUR_OF_ROLE = {
    QPalette.ColorRole.Window: "panel",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "field",
    QPalette.ColorRole.AlternateBase: "panel",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.Button: "raised",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "danger",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.HighlightedText: "on_accent",
    QPalette.ColorRole.ToolTipBase: "raised",
    QPalette.ColorRole.ToolTipText: "text",
    QPalette.ColorRole.PlaceholderText: "muted",
    QPalette.ColorRole.Link: "focus",
    QPalette.ColorRole.Mid: "border",
    QPalette.ColorRole.Dark: "surround",
    QPalette.ColorRole.Accent: "accent",
}
_TEXT_ROLES = (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText)


class Theme(QObject):
    """Applies the colours and re-draws every icon that was dressed through it."""

    changed = Signal(object)  # Colours

    def __init__(self, application: QApplication, choice: str = "system") -> None:
        super().__init__(application)
        self._application = application
        self._choice = choice
        self._dressed: weakref.WeakKeyDictionary[icons.HasIcon, tuple[str, bool]] = (
            weakref.WeakKeyDictionary()
        )
        application.setStyle("Fusion")
        self.colours = self._wanted()
        self._apply()
        application.styleHints().colorSchemeChanged.connect(self._refresh)

    def choose(self, choice: str) -> None:
        """ "system", "light" or "dark"."""
        self._choice = choice
        self._refresh()

    def dress(self, thing: icons.HasIcon, name: str, *, on_accent: bool = False) -> None:
        """Give an action or a button its icon, now and after each change of theme."""
        self._dressed[thing] = name, on_accent
        thing.setIcon(icons.icon(name, self.colours, on_accent=on_accent))

    def undress(self, thing: icons.HasIcon) -> None:
        """It has a picture of its own now."""
        self._dressed.pop(thing, None)

    def close(self) -> None:
        """Follow the system no longer."""
        self._application.styleHints().colorSchemeChanged.disconnect(self._refresh)

    def _wanted(self) -> Colours:
        if self._choice != "system":
            return DARK_COLOURS if self._choice == "dark" else LIGHT_COLOURS
        scheme = self._application.styleHints().colorScheme()
        return LIGHT_COLOURS if scheme == Qt.ColorScheme.Light else DARK_COLOURS

    def _refresh(self) -> None:
        wanted = self._wanted()
        if wanted == self.colours:
            return
        self.colours = wanted
        self._apply()
        for thing, (name, on_accent) in list(self._dressed.items()):
            thing.setIcon(icons.icon(name, wanted, on_accent=on_accent))
        self.changed.emit(wanted)

    def _apply(self) -> None:
        self._application.setPalette(palette(self.colours))
        self._application.setStyleSheet(sheet(self.colours))


def palette(colours: Colours) -> QPalette:
    """The palette of a set of colours."""
    made = QPalette()
    for role, name in _COLOUR_OF_ROLE.items():
        made.setColor(role, QColor(getattr(colours, name)))
    for role in _TEXT_ROLES:
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(colours.disabled))
    return made


def caption(font: QFont) -> QFont:
    """The one smaller size."""
    small = QFont(font)
    small.setPointSizeF(font.pointSizeF() * 0.9)
    return small


def tabular(font: QFont) -> QFont:
    """The same with figures of one width, for numbers that change."""
    figures = QFont(font)
    figures.setFeature(QFont.Tag("tnum"), 1)
    return figures
