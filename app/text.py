"""All words a person reads: `translate("Context", "Text")` in the app, `engine_text` for the engine's."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from engine.system.paths import resource

translate = QCoreApplication.translate
ENGINE = "Engine"
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")


_templates: dict[str, re.Pattern[str]] = {}


def learn(templates: Iterable[str]) -> None:
    """Engine texts with {fields}, which it fills in before they come here."""
    for template in templates:
        parts = re.split(r"\{(\w+)\}", template)
        pattern = "".join(f"(?P<{part}>.+)" if i % 2 else re.escape(part) for i, part in enumerate(parts))
        _templates[template] = re.compile(pattern)


def engine_text(text: str) -> str:
    """An engine text in the person's language.

    Numbers in it are looked up as %1, %2 … ("Filling 3 of 7"), texts from a template that was learnt by that.
    """
    whole = translate(ENGINE, text)
    if whole != text or not text:
        return whole
    for template, pattern in _templates.items():
        if found := pattern.fullmatch(text):
            return translate(ENGINE, template).format(**found.groupdict())
    numbers = _NUMBER.findall(text)
    pattern = _NUMBER.sub(_Counter(), text)
    shown = translate(ENGINE, pattern)
    for index, number in enumerate(numbers, 1):
        shown = shown.replace(f"%{index}", number)
    return shown


def step_text(title: str) -> str:
    """The title of a step of the history: a tool's or the document's."""
    shown = translate("Steps", title)
    return shown if shown != title else translate("Tool", title)


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


def duration(seconds: float) -> str:
    """ "40 s", "12 min", "2 h 05 min"."""
    if seconds < 60:
        return f"{max(1, round(seconds))} s"
    minutes = math.ceil(seconds / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60:02d} min"


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
