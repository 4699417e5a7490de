"""All words a person reads: `translate("Context", "Text")` in the app, `engine_text` for the engine's."""

from __future__ import annotations

import re

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from engine.paths import resource

translate = QCoreApplication.translate
ENGINE = "Engine"
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")


def engine_text(text: str) -> str:
    """An engine text in the person's language.  Numbers in it are looked up as %1, %2 …: "Filling 3 of 7"."""
    whole = translate(ENGINE, text)
    if whole != text or not text:
        return whole
    numbers = _NUMBER.findall(text)
    pattern = _NUMBER.sub(_Counter(), text)
    shown = translate(ENGINE, pattern)
    for index, number in enumerate(numbers, 1):
        shown = shown.replace(f"%{index}", number)
    return shown


class _Counter:
    """Replaces the first number with %1, the second with %2."""

    def __init__(self) -> None:
        self._count = 0

    def __call__(self, _: re.Match[str]) -> str:
        self._count += 1
        return f"%{self._count}"


def count(number: int) -> str:
    """A whole number with thin spaces between thousands: 12 345 678."""
    return f"{number:,}".replace(",", "\u202f")


def install(language: str) -> list[QTranslator]:
    """Translate the window and Qt's own words; "system" follows the system.  Keep what is returned."""
    locale = QLocale.system() if language == "system" else QLocale(language)
    QLocale.setDefault(locale)
    translators = []
    folders = (QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath), str(resource("translations")))
    for folder, prefix in zip(folders, ("qtbase_", "lacuna_"), strict=True):
        translator = QTranslator()
        if translator.load(locale, prefix, "", folder):
            QCoreApplication.installTranslator(translator)
            translators.append(translator)
    return translators
