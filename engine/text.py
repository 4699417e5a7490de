"""Texts that a person reads: words are marked for translation, messages keep their values apart.

The engine translates nothing.  The translation tools find `mark("…")` and `Text("…")` in the sources, and the
window translates what it shows.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_FIELD_PATTERN = re.compile(r"\{(\w+)\}")


def mark(words: str) -> str:
    """Mark fixed words for translation, such as a title; returns them."""
    return words


def fill(template: str, values: Mapping[str, str]) -> str:
    """The template with its {fields} replaced by their values; a field without one stays as it is."""
    return _FIELD_PATTERN.sub(lambda field: values.get(field[1], field[0]), template)


class Text(str):
    """A message: an English template and the values of its {fields}.

    As a str it is the filled template, which is what the command line, logs and tables show.  The window
    translates the template, and values that are Texts, before it fills them in.
    """

    template: str
    values: Mapping[str, str]

    def __new__(cls, template: str, /, **values: object) -> Text:
        """values: shown as str() gives them; numbers that need a format come as finished strings."""
        strings = {name: one if isinstance(one, str) else str(one) for name, one in values.items()}
        text = super().__new__(cls, fill(template, strings))
        text.template, text.values = template, strings
        return text

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, str]]:
        """What pickle and copy give to __new__."""
        return (self.template,), dict(self.values)

    def stored(self) -> dict[str, Any]:
        """As JSON holds it."""
        values = {name: one.stored() if isinstance(one, Text) else one for name, one in self.values.items()}
        return {"template": self.template, "values": values}

    @staticmethod
    def restored(stored: Any) -> Text:
        """The Text that `stored` gave, or one without values where it is a str.  Raises ValueError."""
        if isinstance(stored, str):
            return Text(stored)
        try:
            template, values = str(stored["template"]), dict(stored["values"])
        except (KeyError, TypeError, ValueError) as error:
            raise ValueError("no stored text") from error
        return Text(
            template,
            **{name: one if isinstance(one, str) else Text.restored(one) for name, one in values.items()},
        )


NO_TEXT = Text("")


def because(subject: object, reason: str) -> Text:
    """What an error is about, such as the name of a file, and why."""
    return Text("{subject} ({reason})", subject=subject, reason=reason)
