"""All words a person reads: `translate("Context", "Text")` in the app, `engine_text` for the engine's."""

from __future__ import annotations

import math

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, Qt, QTranslator
from PySide6.QtGui import QGuiApplication

from engine.system.paths import resource
from engine.text import Text, fill

translate = QCoreApplication.translate
ENGINE_CONTEXT = "Engine"
OWN_PREFIX = "lacuna_"  # of the files of our own words


def engine_text(text: str) -> str:
    """A text of the engine in the person's language: marked words, or a Text with its values."""
    if not isinstance(text, Text):
        return translate(ENGINE_CONTEXT, text) if text else ""
    values = {name: engine_text(one) if isinstance(one, Text) else one for name, one in text.values.items()}
    return fill(translate(ENGINE_CONTEXT, text.template), values) if text.template else ""


def step_text(title: str) -> str:
    """The title of a step of the history: a tool's or the document's."""
    shown = translate("Steps", title)
    return shown if shown != title else translate("Tool", title)


def count(number: int) -> str:
    """A whole number with thin spaces between thousands: 12 345 678."""
    return f"{number:,}".replace(",", "\u202f")


def duration(seconds: float) -> str:
    """ "40 s", "12 min", "2 h 05 min"."""
    if seconds < 60:
        return f"{max(1, round(seconds))} s"
    minutes = math.ceil(seconds / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60:02d} min"


def elapsed(seconds: float) -> str:
    """How long something took: "0.3 s", "12 s", "2 min"."""
    return duration(seconds) if seconds >= 9.95 else f"{QLocale().toString(seconds, 'f', 1)} s"


def install(language: str) -> list[QTranslator]:
    """Translate the window and Qt's own words; "system" follows the system.  Keep what is returned.

    The window is mirrored in a language that is written from right to left, if it has our words.
    """
    locale = QLocale.system() if language == "system" else QLocale(language)
    QLocale.setDefault(locale)
    translators, ours = [], False
    folders = (QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath), str(resource("translations")))
    for folder, prefix in zip(folders, ("qtbase_", OWN_PREFIX), strict=True):
        translator = QTranslator()
        if translator.load(locale, prefix, "", folder):
            QCoreApplication.installTranslator(translator)
            translators.append(translator)
            ours = prefix == OWN_PREFIX
    QGuiApplication.setLayoutDirection(locale.textDirection() if ours else Qt.LayoutDirection.LeftToRight)
    return translators
