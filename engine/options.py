"""What a person may set, as data: the panel, the --option parser and the docs are drawn from it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from engine.errors import OptionInvalid
from engine.text import Text

Value = float | str | bool


@dataclass(frozen=True, kw_only=True)
class Slider:
    """A number in [low, high].  `whole` asks for integers."""

    id: str
    title: str
    low: float
    high: float
    default: float
    step: float = 0.01
    whole: bool = False
    unit: str = ""
    help: str = ""

    def parse(self, text: Value) -> Value:
        try:
            value = float(text)
        except ValueError:
            raise OptionInvalid(
                Text("{option} takes a number, not {given}", option=self.id, given=repr(text))
            ) from None
        if not self.low <= value <= self.high:
            raise OptionInvalid(
                Text(
                    "{option} goes from {low} to {high}, not {given}",
                    option=self.id,
                    low=f"{self.low:g}",
                    high=f"{self.high:g}",
                    given=f"{value:g}",
                )
            )
        return round(value) if self.whole else value


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One of several values."""

    id: str
    title: str
    values: tuple[str, ...]
    default: str
    help: str = ""

    def parse(self, text: Value) -> Value:
        if text not in self.values:
            raise OptionInvalid(
                Text(
                    "{option} is one of {values}, not {given}",
                    option=self.id,
                    values=", ".join(self.values),
                    given=repr(text),
                )
            )
        return text


@dataclass(frozen=True, kw_only=True)
class Toggle:
    """On or off."""

    id: str
    title: str
    default: bool
    help: str = ""

    def parse(self, text: Value) -> Value:
        words = {"true": True, "on": True, "yes": True, "1": True}
        words |= {"false": False, "off": False, "no": False, "0": False}
        key = str(text).lower()
        if key not in words:
            raise OptionInvalid(Text("{option} is on or off, not {given}", option=self.id, given=repr(text)))
        return words[key]


@dataclass(frozen=True, kw_only=True)
class TextField:
    """Words, or the path of a file.  For recipes: no method has one, so no panel draws one.

    are_folders: its words are folders separated by commas, of which a card tells the names alone.
    """

    id: str
    title: str
    default: str = ""
    help: str = ""
    are_folders: bool = False

    def parse(self, text: Value) -> Value:
        return str(text)


Option = Slider | Choice | Toggle


def resolve(options: Iterable[Option | TextField], given: Mapping[str, Value]) -> dict[str, Value]:
    """Defaults, replaced by the given values, each checked; an unknown name is an error."""
    known = {option.id: option for option in options}
    for name in given:
        if name not in known:
            raise OptionInvalid(
                Text(
                    "there is no option {option}; there are: {known}",
                    option=repr(name),
                    known=", ".join(known) or "none",
                )
            )
    return {name: option.parse(given.get(name, option.default)) for name, option in known.items()}
