"""What is said at the top of the canvas: what happened, why, and a button for the way out."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QObject, Signal

from app.text import engine_text, learn
from engine.errors import LacunaError, Unforeseen
from engine.photo.load import CAUSES

_FILE = re.compile(r"[^:(]*\.\w{2,6}(?=[\s:]|$)")  # a cause may begin with a file's name
_BRACKETS = re.compile(r"(.+) \((.+)\)")
Kind = Literal["info", "good", "warning", "error"]


@dataclass(frozen=True)
class Way:
    """A button: the way out."""

    text: str
    run: Callable[[], object]


@dataclass(frozen=True)
class Message:
    kind: Kind
    title: str
    text: str = ""
    ways: tuple[Way, ...] = ()
    fades: bool = False  # goes by itself: only for what needs no answer


class Messages(QObject):
    """Where anything in the app says something.  The bar listens."""

    posted = Signal(object)  # Message
    cleared = Signal()

    def post(self, message: Message) -> None:
        self.posted.emit(message)

    def info(self, title: str, text: str = "", *ways: Way) -> None:
        self.post(Message("info", title, text, ways))

    def hint(self, title: str, text: str = "") -> None:
        """What needs no answer: it goes by itself."""
        self.post(Message("info", title, text, fades=True))

    def warn(self, title: str, text: str = "", *ways: Way) -> None:
        self.post(Message("warning", title, text, ways))

    def fail(self, error: LacunaError, *ways: Way) -> None:
        """An engine error, in the person's language."""
        self.post(Message("error", engine_text(error.title), spoken(error), ways))

    def clear(self) -> None:
        self.cleared.emit()


def spoken(error: LacunaError) -> str:
    """Cause and advice as sentences.  The cause of what nobody foresaw is for the log alone."""
    cause = "" if isinstance(error, Unforeseen) else _cause(error.cause.strip())
    if not _FILE.match(cause):
        cause = cause[:1].upper() + cause[1:]
    if cause and cause[-1] not in ".!?":
        cause += "."
    return f"{cause} {engine_text(error.advice)}".strip()


def _cause(text: str) -> str:
    """A file's name and the reason in brackets, or a text in which names are filled in."""
    learn(CAUSES)
    if found := _BRACKETS.fullmatch(text):
        return f"{found[1]} ({engine_text(found[2])})"
    return engine_text(text)
