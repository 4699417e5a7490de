"""What is said at the top of the canvas: what happened, why, and a button for the way out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QObject, Signal

from app.text import engine_text
from engine.errors import LacunaError, Unforeseen
from engine.text import Text

Kind = Literal["info", "good", "warning", "error"]


@dataclass(frozen=True)
class WayOut:
    """A button: the way out."""

    text: str
    run: Callable[[], object]


@dataclass(frozen=True)
class Message:
    kind: Kind
    title: str
    text: str = ""
    ways: tuple[WayOut, ...] = ()
    fades: bool = False  # goes by itself: only for what needs no answer
    topic: str = ""  # what it is about, for `withdraw`


class Messages(QObject):
    """Where anything in the app says something.  The bar listens."""

    posted = Signal(object)  # Message
    cleared = Signal()
    withdrawn = Signal(str)  # the topic of what is not true any more

    def post(self, message: Message) -> None:
        self.posted.emit(message)

    def info(self, title: str, text: str = "", *ways: WayOut, topic: str = "") -> None:
        self.post(Message("info", title, text, ways, topic=topic))

    def hint(self, title: str, text: str = "") -> None:
        """What needs no answer: it goes by itself."""
        self.post(Message("info", title, text, fades=True))

    def warn(self, title: str, text: str = "", *ways: WayOut) -> None:
        self.post(Message("warning", title, text, ways))

    def fail(self, error: LacunaError, *ways: WayOut) -> None:
        """An engine error, in the person's language."""
        self.post(Message("error", engine_text(error.title), spoken(error), ways))

    def clear(self) -> None:
        self.cleared.emit()

    def withdraw(self, topic: str) -> None:
        """Take a message away that is about this, if it is the one that is shown."""
        self.withdrawn.emit(topic)


def spoken(error: LacunaError) -> str:
    """Cause and advice as sentences.  The cause of what nobody foresaw is for the log alone."""
    cause = "" if isinstance(error, Unforeseen) else _sentence(error.cause)
    return f"{cause} {engine_text(error.advice)}".strip()


def _sentence(cause: str) -> str:
    """With a capital where it begins with words, and not with a value such as the name of a file."""
    said = engine_text(cause) if isinstance(cause, Text) else cause.strip()
    if isinstance(cause, Text) and not cause.template.startswith("{"):
        said = said[:1].upper() + said[1:]
    return f"{said}." if said and said[-1] not in ".!?" else said
