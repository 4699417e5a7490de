"""What a save will lose or cost is asked of the person before it, once in a session for each kind of loss."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, Protocol

from app.text import engine_text
from engine.errors import LacunaError
from engine.photo import Photo
from engine.photo.save import foreseen
from engine.text import Text

Accept = Literal["save", "other name", "cancel"]


class LossQuestion(Protocol):
    """The question of a person."""

    def accept_losses(self, name: str, losses: str) -> Accept: ...


class Losses:
    """Remembers which kinds of loss a person has accepted."""

    def __init__(self, questions: LossQuestion) -> None:
        self._questions = questions
        self._accepted: set[tuple[str, str]] = set()  # template and format

    def of(self, photo: Photo, path: Path) -> str:
        """What saving the photo there loses and costs, as sentences; nothing that the save refuses to do."""
        return _sentences(_foreseen(photo, path))

    def accept(self, photo: Photo, path: Path) -> None:
        """The person has read it elsewhere."""
        self._accepted |= set(map(_kind, _foreseen(photo, path)))

    def ask(self, photo: Photo, path: Path) -> Accept:
        """Ask about what was not accepted yet; "save" without a question where that is nothing."""
        new = [text for text in _foreseen(photo, path) if _kind(text) not in self._accepted]
        answer = self._questions.accept_losses(path.name, _sentences(new)) if new else "save"
        if answer == "save":
            self._accepted |= set(map(_kind, new))
        return answer


def _foreseen(photo: Photo, path: Path) -> tuple[Text, ...]:
    try:
        return foreseen(photo, path)
    except LacunaError:  # The save itself says it.
        return ()


def _kind(text: Text) -> tuple[str, str]:
    return text.template, text.values.get("format", "")


def _sentences(texts: list[Text] | tuple[Text, ...]) -> str:
    return " ".join(map(engine_text, texts))
